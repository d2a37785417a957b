// campaign is the page of one campaign, in the order in which a funder asks.
import { state } from "../live";
import { count, giga, loss, plural, words } from "../format";
import { closedRounds } from "../progress";
import type { Campaign } from "../wire";
import { Check } from "./check";
import { Checkpoints } from "./checkpoints";
import { Contributors } from "./contributors";
import { Epochs } from "./epochs";
import { Feed } from "./feed";
import { Funding } from "./funding";
import { OpenRound } from "./open";
import { Rounds } from "./rounds";
import { StageMark } from "./stage";

export function CampaignPage() {
  const c = state.value.campaign;
  if (c === null) return <p class="empty page-message">Loading…</p>;
  return (
    <>
      <Headline c={c} />
      <Funding c={c} />
      <Rounds c={c} />
      <OpenRound c={c} />
      <Contributors c={c} />
      <Checkpoints />
      <Epochs c={c} />
      <Feed />
      <Check c={c} />
    </>
  );
}

function Headline({ c }: { c: Campaign }) {
  const problem = state.value.problems.campaign;
  return (
    <div class="headline">
      <p class="eyebrow"><StageMark stage={c.stage} /><code>{c.name}</code></p>
      <h1>{c.title || c.name}</h1>
      {c.purpose !== "" && <p class="purpose">{c.purpose}</p>}
      {c.reason !== "" && <p class="reason"><span class="label">Now</span> {c.reason}</p>}
      {problem !== undefined && <p class="problem">{problem}</p>}
      <Figures c={c} />
    </div>
  );
}

// Figures are the four numbers that say how it goes.
function Figures({ c }: { c: Campaign }) {
  return (
    <dl class="figures">
      <Figure name="Rounds closed" value={count(closedRounds(c))} unit={`of ${count(c.rounds)}`} />
      <Figure name="Loss" value={c.loss === 0 ? "–" : loss(c.loss)} unit={c.loss === 0 ? "no training round closed yet" : "nats per token"} />
      <Figure name="Trainers online" value={count(c.online)} unit="heard of in the last 30 s" />
      <Figure name="Accepted work" value={giga(c.units)} unit={`giga-units in ${plural(c.ledgerRows, "task")}`} />
      <Figure name="Trained on" value={words(c.tokens)} unit={`tokens, into ${words(c.params)} parameters`} />
    </dl>
  );
}

function Figure({ name, value, unit }: { name: string; value: string; unit: string }) {
  const [n, ...word] = value.split(" ");
  return (
    <div>
      <dt>{name}</dt>
      <dd><span class="big">{n}</span> {word.length > 0 && <span class="word">{word.join(" ")}</span>} <span class="unit">{unit}</span></dd>
    </div>
  );
}
