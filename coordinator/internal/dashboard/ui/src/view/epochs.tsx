// epochs shows the periods of payment and how far each has come on its way to the chain.
import { plural } from "../format";
import { state } from "../live";
import type { Campaign, Epoch } from "../wire";
import { Digest, Loaded, Money, Section, Table, tokenOf } from "./parts";

const meaning: Record<string, string> = {
  closed: "its rewards are computed and wait to be posted",
  posted: "its rewards are on chain and may be challenged",
  final: "its rewards can be claimed",
};

export function Epochs({ c }: { c: Campaign }) {
  const epochs = [...state.value.epochs].reverse();
  const token = tokenOf(c);
  return (
    <Section id="epochs" title="Epochs" part="epochs"
      aside={`Rewards reach the treasury an epoch at a time. This campaign has ${plural(c.epochs, "epoch")}.`}>
      <Loaded part="epochs">
        {epochs.length === 0 ? <p class="empty">No epoch is closed yet. What contributors earn until then stands in the ledger.</p> : (
          <Table
            caption="Closed epochs, newest first" noun="epochs" first={6} rows={epochs} id={(e) => String(e.number)}
            columns={[
              { head: "Epoch", cell: (e) => e.number, number: true },
              { head: "Rounds", cell: (e) => `${e.firstRound}–${e.lastRound}` },
              { head: "Paid", cell: (e) => plural(e.paid, "contributor"), wide: true },
              { head: `Rewards, ${token.symbol}`, cell: (e) => <Money of={e.increment} token={token} bare />, number: true },
              { head: "State", cell: (e) => <><State e={e} />{e.tx !== "" && <span class="under phone"><Tx e={e} /></span>}</> },
              { head: "Transaction", cell: (e) => <Tx e={e} />, wide: true },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}

function Tx({ e }: { e: Epoch }) {
  return <Digest of={e.tx} what={`transaction of epoch ${e.number}`} link={false} />;
}

// State writes how far an epoch is as steps, so that it reads without colour.
function State({ e }: { e: Epoch }) {
  const steps = ["closed", "posted", "final"].indexOf(e.state) + 1;
  return (
    <span class="state" title={meaning[e.state] ?? ""}>
      <span class="steps" aria-hidden="true">{"●".repeat(steps)}{"○".repeat(3 - steps)}</span> {e.state || "unknown"}
    </span>
  );
}
