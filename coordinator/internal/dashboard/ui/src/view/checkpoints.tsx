// checkpoints lists the model's state at the end of every round, by digest.
import { loss } from "../format";
import { state } from "../live";
import type { Round } from "../wire";
import { Digest, Loaded, Section, Table } from "./parts";

export function Checkpoints() {
  const rounds = state.value.rounds.filter((r) => r.checkpoint !== "").reverse();
  return (
    <Section id="checkpoints" title="Checkpoints" part="rounds"
      aside="A digest is the SHA-256 of a record. A checkpoint’s record names the bytes of the weights; a round’s record names every task, output and node, and the record before it.">
      <Loaded part="rounds">
        {rounds.length === 0 ? <p class="empty">There is no checkpoint yet. Round 0 makes the first one, the initial weights.</p> : (
          <Table
            caption="Checkpoints, newest first" noun="checkpoints" first={6} rows={rounds} id={(r) => String(r.number)}
            columns={[
              { head: "Round", cell: (r) => r.number, number: true },
              { head: "Loss", cell: (r) => (r.loss === 0 ? <span class="muted">initial</span> : loss(r.loss)), number: true },
              { head: "Checkpoint", cell: (r) => (
                <><Digest of={r.checkpoint} what={`checkpoint of round ${r.number}`} /><span class="under phone">record <Record of={r} /></span></>
              ) },
              { head: "Record", cell: (r) => <Record of={r} />, wide: true },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}

function Record({ of: r }: { of: Round }) {
  return <Digest of={r.record} what={`record of round ${r.number}`} />;
}
