// open shows the round that is being worked on: a cell for each lane and each slice.
import { useState } from "preact/hooks";
import { briefAddress, count } from "../format";
import { state } from "../live";
import { statuses } from "../wire";
import type { Campaign, Status, Task } from "../wire";
import { Loaded, Section, Table } from "./parts";

const meaning: Record<Status, string> = {
  waiting: "its inputs do not exist yet",
  open: "any trainer may take it",
  leased: "a trainer is computing it",
  accepted: "the output is accepted and the reward booked",
  quarantined: "set aside, with its reason in the feed",
};

export function OpenRound({ c }: { c: Campaign }) {
  const open = state.value.open;
  const [table, setTable] = useState(false);
  const tasks = open?.tasks ?? [];
  return (
    <Section id="open" title={tasks.length > 0 ? `Round ${open!.number}, open` : "The open round"} part="open"
      aside="Lanes train on their own share of the data; slices merge what the lanes found. One cell is one task.">
      <Loaded part="open">
        {tasks.length === 0 ? <p class="empty">{closedText(c)}</p> : table ? <TaskTable tasks={tasks} /> : (
          <>
            <Cells name="Lanes" unit="lane" tasks={tasks.filter((t) => t.kind === "train")} />
            <Cells name="Slices" unit="slice" tasks={tasks.filter((t) => t.kind === "merge")} />
            <Legend tasks={tasks} />
          </>
        )}
        {tasks.length > 0 && (
          <button class="quiet" type="button" aria-pressed={table} onClick={() => setTable(!table)}>
            {table ? "View as cells" : "View as table"}
          </button>
        )}
      </Loaded>
    </Section>
  );
}

function closedText(c: Campaign): string {
  switch (c.stage) {
    case "funding": return "No round is open: training starts when the campaign is funded.";
    case "trained": return "No round is open: every round is closed.";
    case "failed": return "No round is open: the campaign failed.";
    default: return "No round is open at this moment.";
  }
}

function Cells({ name, unit, tasks }: { name: string; unit: string; tasks: Task[] }) {
  if (tasks.length === 0) return null;
  const accepted = tasks.filter((t) => t.status === "accepted").length;
  return (
    <div class="cells">
      <h3>{name} <span class="muted">{accepted} of {tasks.length} accepted</span></h3>
      <ol class={tasks.length > 48 ? "many" : ""}>
        {tasks.map((t) => (
          <li class={`cell ${t.status}`} key={t.index} title={told(t, unit)}>
            <span class="hidden">{told(t, unit)}</span>
            <span aria-hidden="true">{t.index}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function told(t: Task, unit: string): string {
  const by = t.node === "" || t.status === "open" || t.status === "waiting" ? "" : `, ${nameOf(t.node)}`;
  const again = t.attempt > 1 ? `, attempt ${t.attempt}` : "";
  return `${unit} ${t.index}: ${t.status}${by}${again}`;
}

function nameOf(node: string): string {
  const known = state.value.contributors.find((x) => x.node.toLowerCase() === node.toLowerCase());
  return known?.name || briefAddress(node);
}

function Legend({ tasks }: { tasks: Task[] }) {
  const used = statuses.filter((s) => s !== "quarantined" || tasks.some((t) => t.status === s));
  return (
    <ul class="legend">
      {used.map((s) => (
        <li key={s} title={meaning[s]}>
          <span class={`cell ${s}`} aria-hidden="true" /> {count(tasks.filter((t) => t.status === s).length)} {s} <span class="muted wide">– {meaning[s]}</span>
        </li>
      ))}
    </ul>
  );
}

function TaskTable({ tasks }: { tasks: Task[] }) {
  return (
    <Table
      caption="Tasks of the open round" noun="tasks" first={16} rows={tasks} id={(t) => `${t.kind} ${t.index}`}
      columns={[
        { head: "Task", cell: (t) => `${t.kind} ${t.index}` },
        { head: "Status", cell: (t) => t.status },
        { head: "Trainer", cell: (t) => (t.node === "" ? "–" : <span title={t.node}>{nameOf(t.node)}</span>) },
        { head: "Attempt", cell: (t) => (t.attempt === 0 ? "–" : t.attempt), number: true, wide: true },
      ]}
    />
  );
}
