// funding shows what was pledged, when it comes back, and where every token of it is now.
import { count, date, plural, duration } from "../format";
import { serverNow } from "../live";
import { exact, percent, share, short } from "../money";
import { refundRule } from "../progress";
import type { Campaign, Funding as Report } from "../wire";
import { Ago, Money, Section, tokenOf, When } from "./parts";

export function Funding({ c }: { c: Campaign }) {
  const f = c.funding;
  const rule = refundRule(c, f === null ? "" : `${short(f.goal, f.decimals)} ${f.symbol}`, f === null ? "" : date(f.deadlineMs));
  const aside = f === null ? undefined : <>Read from the chain at block {count(f.block)}, <Ago ms={f.blockMs} />.</>;
  return (
    <Section id="funding" title="Funding" aside={aside}>
      {f !== null && <Pledged f={f} />}
      <p class="rule">{rule}</p>
      {f !== null && f.phase !== "Pledging" && f.pledged > 0n && <Places c={c} f={f} />}
    </Section>
  );
}

function Pledged({ f }: { f: Report }) {
  const token = { symbol: f.symbol, decimals: f.decimals };
  const scale = f.cap > 0n ? f.cap : f.goal > f.pledged ? f.goal : f.pledged;
  const filled = share(f.pledged, scale), goal = share(f.goal, scale);
  const told = `${short(f.pledged, f.decimals)} of ${short(f.goal, f.decimals)} ${f.symbol} pledged, ${percent(share(f.pledged, f.goal))} of the goal`;
  return (
    <>
      <p class="sum">
        <span class="big" title={`${exact(f.pledged, f.decimals)} ${f.symbol}`}>{short(f.pledged, f.decimals)}</span> {f.symbol} pledged
        {" "}{f.funders === 0 ? "so far" : `by ${plural(f.funders, "funder")}`}
      </p>
      <div class="bar" role="img" aria-label={told}>
        <svg width="100%" height="100%" aria-hidden="true">
          <rect class="track" x="0" y="12" width="100%" height="10" />
          <rect class="fill" x="0" y="12" width={`${filled * 100}%`} height="10" />
          <line class="tick" x1={`${goal * 100}%`} x2={`${goal * 100}%`} y1="4" y2="30" />
        </svg>
      </div>
      <p class="scale">
        <span><strong>{percent(share(f.pledged, f.goal))}</strong> of the goal, <Money of={f.goal} token={token} /></span>
        {f.cap > f.goal && <span>at most <Money of={f.cap} token={token} /></span>}
      </p>
      {f.phase === "Pledging" && <Deadline ms={f.deadlineMs} />}
    </>
  );
}

function Deadline({ ms }: { ms: number }) {
  const left = ms - serverNow();
  return <p>{left > 0 ? <>Pledging ends in <strong>{duration(left)}</strong>, on <When ms={ms} />.</> : <>Pledging ended on <When ms={ms} />.</>}</p>;
}

// Places splits the pledges by where they are. Their sum is the sum of the pledges; a difference is shown, not hidden.
function Places({ c, f }: { c: Campaign; f: Report }) {
  const token = tokenOf(c);
  const committed = f.pledged - f.escrow - f.earned - f.refunded;
  const places = [
    { id: "paid", name: "Paid to contributors", of: f.paid },
    { id: "earned", name: "Earned, not yet claimed", of: f.earned - f.paid },
    { id: "committed", name: "Posted, in its challenge window", of: committed },
    { id: "escrow", name: "Held in the treasury", of: f.escrow },
    { id: "refunded", name: "Returned to funders", of: f.refunded },
  ].filter((p) => p.of !== 0n || p.id === "paid" || p.id === "escrow");
  let x = 0;
  return (
    <div class="places">
      <h3>Where the money is</h3>
      <div class="bar thin" aria-hidden="true">
        <svg width="100%" height="100%">
          {places.map((p) => {
            const width = share(p.of, f.pledged) * 100;
            const rect = <rect key={p.id} class={`place ${p.id}`} x={`${x}%`} y="0" width={`${width}%`} height="100%" />;
            x += width;
            return rect;
          })}
        </svg>
      </div>
      <dl class="ledger">
        {places.map((p) => (
          <div key={p.id}>
            <dt><span class={`key ${p.id}`} aria-hidden="true" />{p.name}</dt>
            <dd><Money of={p.of} token={token} /> <span class="muted">{percent(share(p.of, f.pledged))}</span></dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
