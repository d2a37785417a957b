// contributors shows who did the work and what it earned.
import { briefAddress, count, giga, plural } from "../format";
import { state } from "../live";
import { percent, share } from "../money";
import type { Campaign, Contributor } from "../wire";
import { Copy, Loaded, Money, Section, Table, tokenOf } from "./parts";

export function Contributors({ c }: { c: Campaign }) {
  const all = state.value.contributors;
  return (
    <Section id="contributors" title="Contributors" part="contributors"
      aside="Results are computed again by other owners: all of a newcomer, some of everybody. What was wrong is not paid. Pay follows from the work by the spec’s price, and from nothing else.">
      <Loaded part="contributors">
        {all.length === 0
          ? <p class="empty">Nobody has joined yet. Whoever lends a machine appears here by itself.</p>
          : (
            <>
              <p>{plural(all.length, "contributor")}, {count(all.filter((x) => x.online).length)} online.</p>
              <ContributorTable c={c} all={all} />
            </>
          )}
        {(c.stage === "funding" || c.stage === "training") && <Join name={c.name} />}
      </Loaded>
    </Section>
  );
}

function Join({ name }: { name: string }) {
  const line = `trainer join ${location.origin}/c/${name}`;
  return <p class="join">Lend a machine: <code>{line} --payout 0x…</code><Copy text={`${line} --payout `} what="the command" /></p>;
}

function ContributorTable({ c, all }: { c: Campaign; all: Contributor[] }) {
  const token = tokenOf(c);
  return (
    <Table
      caption="Contributors, most accepted work first" noun="contributors" first={12} rows={all} id={(x) => x.node}
      columns={[
        { head: "Contributor", cell: (x) => <Who of={x} /> },
        { head: "Path", cell: (x) => x.path || "–", wide: true },
        { head: "Tasks", cell: (x) => count(x.tasks), number: true, wide: true },
        { head: "Confirmed", cell: (x) => <Standing of={x} />, number: true, wide: true },
        { head: "Work, giga-units", cell: (x) => <Work of={x} total={c.units} />, number: true },
        ...(c.treasury === null ? [] : [{ head: `Pay, ${token.symbol}`, cell: (x: Contributor) => <Money of={x.reward} token={token} bare />, number: true }]),
        { head: "Now", cell: (x) => <Presence online={x.online} /> },
      ]}
    />
  );
}

function Who({ of: x }: { of: Contributor }) {
  const address = <code title={`node ${x.node}, paid to ${x.payout}`}>{briefAddress(x.node)}</code>;
  return (
    <>
      {x.name !== "" ? <><span class="name">{x.name}</span> <span class="under">{address}</span></> : address}
      <span class="under phone">{[x.path, plural(x.tasks, "task")].filter((s) => s !== "").join(", ")}</span>
    </>
  );
}

function Standing({ of: x }: { of: Contributor }) {
  return (
    <span title="results in a row that another owner confirmed">
      {count(x.verified)}{x.faults > 0n && <> <span class="bad">{plural(x.faults, "wrong result")}</span></>}
    </span>
  );
}

function Work({ of: x, total }: { of: Contributor; total: bigint }) {
  return <span title={`${count(x.units)} work units`}>{giga(x.units)} <span class="under">{percent(share(x.units, total))}</span></span>;
}

function Presence({ online }: { online: boolean }) {
  return <span class={online ? "online" : "muted"}>{online ? "● online" : "○ away"}</span>;
}
