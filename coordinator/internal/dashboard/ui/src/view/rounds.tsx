// rounds shows how the loss falls, and how long rounds take.
import { useState } from "preact/hooks";
import { duration, loss, plural } from "../format";
import { state } from "../live";
import { closedRounds, remaining } from "../progress";
import type { Campaign, Round } from "../wire";
import { LossChart } from "./chart";
import { Loaded, Section, Table, When } from "./parts";

export function Rounds({ c }: { c: Campaign }) {
  const rounds = state.value.rounds.filter((r) => r.number > 0 && r.loss > 0);
  return (
    <Section id="rounds" title="Rounds and loss" part="rounds" aside="The loss is how surprised the model is by the next token; less is better.">
      <Progress c={c} />
      <Loaded part="rounds">
        {rounds.length === 0
          ? <p class="empty">No training round is closed yet. The first point of the loss curve appears when round 1 closes.</p>
          : <Curve c={c} rounds={rounds} />}
      </Loaded>
    </Section>
  );
}

function Progress({ c }: { c: Campaign }) {
  const closed = closedRounds(c);
  const rest = remaining(c, state.value.rounds);
  return (
    <>
      <p>
        {closed === c.rounds && c.rounds > 0 ? <>All <strong>{plural(c.rounds, "round")}</strong> are closed.</>
          : <><strong>{closed}</strong> of <strong>{plural(c.rounds, "round")}</strong> {closed === 1 ? "is" : "are"} closed.</>}
        {rest !== null && <> At the pace of the last rounds the rest takes {range(rest.fromMs, rest.toMs)}.</>}
      </p>
      <progress class="rounds" max={c.rounds} value={closed} aria-label="Rounds closed" />
    </>
  );
}

function range(fromMs: number, toMs: number): string {
  const a = duration(fromMs), b = duration(toMs);
  return a === b ? `about ${a}` : `${a} to ${b}`;
}

function Curve({ c, rounds }: { c: Campaign; rounds: Round[] }) {
  const [table, setTable] = useState(false);
  return (
    <figure class="curve">
      <figcaption>{told(rounds, c.unigramEntropy)}{heldOut(rounds)}</figcaption>
      {table ? <RoundTable rounds={rounds} /> : <LossChart rounds={rounds} baseline={c.unigramEntropy} last={c.rounds} />}
      <button class="quiet" type="button" aria-pressed={table} onClick={() => setTable(!table)}>
        {table ? "View as chart" : "View as table"}
      </button>
    </figure>
  );
}

// heldOut says how well the last evaluated checkpoint predicts text that nobody trained on.
function heldOut(rounds: Round[]): string {
  const last = rounds.findLast((r) => r.heldOutLoss > 0);
  if (last === undefined) return "";
  return ` On text that nobody trained on, the checkpoint before round ${last.number} has ${loss(last.heldOutLoss)} nats per token, ${last.heldOutBitsPerByte.toFixed(2)} bits per byte.`;
}

// told is the chart in one sentence or two.
function told(rounds: Round[], baseline: number): string {
  const first = rounds[0]!, last = rounds.at(-1)!;
  const course = rounds.length === 1
    ? `After round ${first.number} the mean loss is ${loss(first.loss)} nats per token.`
    : `Mean loss ${first.loss >= last.loss ? "fell" : "rose"} from ${loss(first.loss)} in round ${first.number} to ${loss(last.loss)} nats per token in round ${last.number}.`;
  if (baseline === 0) return course;
  const against = last.loss < baseline ? "the model has learnt more than how frequent each token is" : "the model has not yet passed it";
  return `${course} The dashed line, ${loss(baseline)}, is the entropy of single tokens, which a model without context would reach: ${against}.`;
}

function RoundTable({ rounds }: { rounds: Round[] }) {
  return (
    <Table
      caption="Closed rounds, newest first" noun="rounds" first={10} rows={[...rounds].reverse()} id={(r) => String(r.number)}
      columns={[
        { head: "Round", cell: (r) => r.number, number: true },
        { head: "Loss, nats per token", cell: (r) => loss(r.loss), number: true },
        { head: "Took", cell: (r) => duration(r.closedMs - r.openedMs), number: true },
        { head: "Closed", cell: (r) => <When ms={r.closedMs} />, wide: true },
      ]}
    />
  );
}
