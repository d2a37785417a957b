// check gathers what a stranger needs to check the campaign, and does the one check a page can: it hashes the spec.
import { useEffect, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { count } from "../format";
import { state } from "../live";
import { hex } from "../wire";
import type { Campaign } from "../wire";
import { Address, Digest, Money, Section, tokenOf } from "./parts";

export function Check({ c }: { c: Campaign }) {
  const t = c.treasury;
  return (
    <Section id="check" title="Check it yourself" aside="The spec fixes every bit of the final model. Whoever has it can recompute any task, on any machine, and compare digests.">
      <dl class="checks">
        <Line name="Spec"><Digest of={c.specDigest} what="spec" /> <SpecVerdict digest={c.specDigest} /></Line>
        <Line name="Newest checkpoint"><Digest of={c.checkpoint} what="newest checkpoint" /></Line>
        <Line name="Journal of the ledger"><Digest of={c.journalHead} what="newest journal segment" /></Line>
        <Line name="Ledger">{count(c.ledgerRows)} rows, {count(c.units)} work units{t !== null && <>, <Money of={c.rewards} token={tokenOf(c)} /></>}</Line>
        <Line name="Receipts are signed by"><Address of={c.receiptSigner} what="address of the receipt signer" /></Line>
        {t === null ? <Line name="Treasury">none: an unfunded trial</Line> : (
          <>
            <Line name="Treasury contract"><Address of={t.contract} what="address of the contract" /> on chain {count(t.chainId)}</Line>
            <Line name="Epochs are posted by"><Address of={t.poster} what="address of the poster" /></Line>
          </>
        )}
      </dl>
    </Section>
  );
}

function Line({ name, children }: { name: string; children: ComponentChildren }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

// SpecVerdict compares the digest with the bytes that the coordinator sent, here in the browser.
function SpecVerdict({ digest }: { digest: string }) {
  const spec = state.value.spec;
  const [verdict, setVerdict] = useState<"" | "same" | "different" | "cannot">("");
  useEffect(() => {
    if (spec === null || spec.length === 0) return;
    if (!("subtle" in crypto)) { setVerdict("cannot"); return; } // browsers hash for secure origins only
    crypto.subtle.digest("SHA-256", spec).then((sum) => setVerdict(hex(new Uint8Array(sum)) === digest ? "same" : "different"));
  }, [spec, digest]);
  switch (verdict) {
    case "same": return <span class="good">✓ your browser hashed the spec and found this digest</span>;
    case "different": return <strong class="problem">✗ the spec that the coordinator sent has another digest</strong>;
    case "cannot": return <span class="muted">this address is not secure (https), so the browser cannot hash the spec</span>;
  }
  return null;
}
