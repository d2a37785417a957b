// list is the front page of a coordinator with several campaigns: a table of contents.
import { campaigns } from "../live";
import { percent, share } from "../money";
import { backing, closedRounds } from "../progress";
import type { Campaign } from "../wire";
import { StageMark } from "./stage";

export function ListPage() {
  const all = campaigns.value;
  return (
    <>
      <div class="headline">
        <h1>Campaigns</h1>
        <p class="purpose">Models that a community pays for, trains and owns. Every step can be checked by anyone.</p>
      </div>
      {all === null ? <p class="empty">Loading…</p> : all.length === 0
        ? <p class="empty">There is no campaign on this coordinator yet. When its organiser publishes one, it appears here by itself.</p>
        : <ol class="contents">{all.map((c) => <Entry c={c} key={c.name} />)}</ol>}
    </>
  );
}

function Entry({ c }: { c: Campaign }) {
  return (
    <li>
      <h2><a href={`/c/${c.name}`}>{c.title || c.name}</a></h2>
      <p class="leader"><StageMark stage={c.stage} /><span class="dots" aria-hidden="true" /><span class="figure">{figure(c)}</span></p>
      <p class="muted">{c.purpose}</p>
    </li>
  );
}

// figure is the one number that matters in a stage.
function figure(c: Campaign): string {
  if (c.stage === "funding" && c.funding !== null) return `${percent(share(backing(c.funding), c.funding.goal))} of the goal pledged`;
  if (c.stage === "training") return `round ${closedRounds(c)} of ${c.rounds} closed`;
  if (c.stage === "trained") return `${c.rounds} rounds, loss ${c.loss.toFixed(2)} nats per token`;
  if (c.stage === "failed") return "pledges are refundable";
  return c.name;
}
