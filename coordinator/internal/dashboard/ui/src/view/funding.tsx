// funding shows what was pledged, when it comes back, and where every token of it is now.
import { count, date, plural, duration } from "../format";
import { serverNow, state } from "../live";
import { exact, percent, share, short } from "../money";
import { backing, places, refundRule } from "../progress";
import type { Place } from "../progress";
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
  const sum = backing(f);
  const scale = f.cap > 0n ? f.cap : f.goal > sum ? f.goal : sum;
  const filled = share(sum, scale), goal = share(f.goal, scale), reached = percent(share(sum, f.goal));
  return (
    <>
      <p class="sum">
        <span class="big" title={`${exact(sum, f.decimals)} ${f.symbol}`}>{short(sum, f.decimals)}</span> {f.symbol} pledged
        {" "}{f.funders === 0 ? "so far" : `by ${plural(f.funders, "funder")}`}
      </p>
      <div class="bar" role="img" aria-label={`${reached} of the goal is pledged`}>
        <svg width="100%" height="100%" aria-hidden="true">
          <rect class="track" x="0" y="12" width="100%" height="10" />
          <rect class="fill" x="0" y="12" width={`${filled * 100}%`} height="10" />
          <line class="tick" x1={`${goal * 100}%`} x2={`${goal * 100}%`} y1="4" y2="30" />
        </svg>
      </div>
      <p class="scale">
        <span><strong>{reached}</strong> of the goal, <Money of={f.goal} token={token} /></span>
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

const names: Record<Place["id"], string> = {
  paid: "Paid to contributors", earned: "Earned, not yet claimed", posted: "Posted, in its challenge window",
  escrow: "Held in the treasury", refunded: "Returned to funders",
};

// Places shows the whole money as one bar, and each part of it as a line.
function Places({ c, f }: { c: Campaign; f: Report }) {
  const token = tokenOf(c);
  const shown = places(f, state.value.epochs).filter((p) => p.of > 0n || p.id === "paid" || p.id === "escrow");
  const total = shown.reduce((sum, p) => sum + p.of, 0n);
  const forfeited = total - f.pledged;
  let x = 0;
  return (
    <div class="places">
      <h3>Where the money is</h3>
      <div class="bar thin" aria-hidden="true">
        <svg width="100%" height="100%">
          {shown.map((p) => {
            const width = share(p.of, total) * 100;
            const rect = <rect key={p.id} class={`place ${p.id}`} x={`${x}%`} y="0" width={`${width}%`} height="100%" />;
            x += width;
            return rect;
          })}
        </svg>
      </div>
      <dl class="ledger">
        {shown.map((p) => (
          <div key={p.id}>
            <dt><span class={`key ${p.id}`} aria-hidden="true" />{names[p.id]}</dt>
            <dd><Money of={p.of} token={token} /> <span class="muted">{percent(share(p.of, total))}</span></dd>
          </div>
        ))}
      </dl>
      {forfeited > 0n && <p class="muted">The whole is <Money of={forfeited} token={token} /> more than was pledged: bonds that were lost in rulings.</p>}
    </div>
  );
}
