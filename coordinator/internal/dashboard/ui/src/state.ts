// state is what the campaign page knows, as pure functions: what an event changes, what must be asked again because of
// it, and how the connection reads in words. live.ts performs it; the tests need no browser.
import type { Campaign, Contributor, Epoch, FeedItem, OpenRound, Round } from "./wire";
import { ago, duration } from "./format";

export interface State {
  campaign: Campaign | null;
  spec: Uint8Array<ArrayBuffer> | null;
  rounds: Round[];
  open: OpenRound | null;
  contributors: Contributor[];
  epochs: Epoch[];
  feed: FeedItem[]; // newest first
  loaded: ReadonlySet<Part>; // parts that have arrived at least once
  problems: Readonly<Partial<Record<Part, string>>>;
}

// Part is what is asked for on its own.
export type Part = "campaign" | "rounds" | "open" | "contributors" | "epochs" | "feed";
export const parts: readonly Part[] = ["campaign", "rounds", "open", "contributors", "epochs", "feed"];

export const empty: State = {
  campaign: null, spec: null, rounds: [], open: null, contributors: [], epochs: [], feed: [], loaded: new Set(), problems: {},
};

export type Event =
  | { part: "campaign"; campaign: Campaign; spec?: Uint8Array<ArrayBuffer> }
  | { part: "rounds"; rounds: Round[] }
  | { part: "open"; open: OpenRound }
  | { part: "contributors"; contributors: Contributor[] }
  | { part: "epochs"; epochs: Epoch[] }
  | { part: "feed"; items: FeedItem[] }
  | { part: Part; problem: string };

// feedMax bounds the feed that a tab left open overnight keeps; it is also what ListFeed returns.
export const feedMax = 200;

export function apply(s: State, e: Event): State {
  if ("problem" in e) return { ...s, problems: { ...s.problems, [e.part]: e.problem } };
  const { [e.part]: _, ...problems } = s.problems;
  const next = { ...s, problems, loaded: s.loaded.has(e.part) ? s.loaded : new Set([...s.loaded, e.part]) };
  switch (e.part) {
    case "campaign":
      // A slow answer must not undo a newer event.
      if (s.campaign !== null && e.campaign.nowMs < s.campaign.nowMs) return { ...next, spec: e.spec ?? s.spec };
      return { ...next, campaign: e.campaign, spec: e.spec ?? s.spec };
    case "rounds": return { ...next, rounds: mergeRounds(s.rounds, e.rounds) };
    case "open": return { ...next, open: e.open };
    case "contributors": return { ...next, contributors: e.contributors };
    case "epochs": return { ...next, epochs: e.epochs };
    case "feed": return { ...next, feed: mergeFeed(s.feed, e.items) };
  }
}

// mergeRounds adds newly closed rounds; ascending, one of each number.
export function mergeRounds(old: Round[], more: Round[]): Round[] {
  const all = new Map([...old, ...more].map((r) => [r.number, r]));
  return [...all.values()].sort((a, b) => a.number - b.number);
}

// mergeFeed adds news; newest first, one of each id, at most feedMax.
export function mergeFeed(old: FeedItem[], more: FeedItem[]): FeedItem[] {
  const all = new Map([...old, ...more].map((i) => [i.id, i]));
  return [...all.values()].sort((a, b) => b.id - a.id).slice(0, feedMax);
}

// outdatedByCampaign says what to ask again when the headline changed.
export function outdatedByCampaign(before: Campaign | null, now: Campaign): Part[] {
  if (before === null || before.stage !== now.stage) return ["rounds", "open", "contributors", "epochs"];
  const out = new Set<Part>();
  if (before.round !== now.round) out.add("rounds").add("open").add("epochs");
  if (before.trained !== now.trained || before.merged !== now.merged) out.add("open");
  if (before.ledgerRows !== now.ledgerRows || before.online !== now.online) out.add("contributors");
  if (before.funding?.epoch !== now.funding?.epoch) out.add("epochs");
  return [...out];
}

// outdatedByFeed says what to ask again after a line of news: things that the headline does not show.
export function outdatedByFeed(item: FeedItem): Part[] {
  switch (item.kind) {
    case "lease": case "expire": return ["open"];
    case "join": return ["contributors"];
    case "epoch": return ["epochs"];
    default: return [];
  }
}

// Link is the state of the connection: "polling" is a coordinator that answers while its stream does not, as behind a
// proxy that cuts long answers. Times are of the reader's clock, in ms.
export interface Link {
  state: "connecting" | "live" | "polling" | "lost";
  heardMs: number; // when something last arrived; 0 for never
  lostMs: number; // when the connection was lost; 0 if it is not
  retryMs: number; // when the next attempt is due
  attempt: number; // failures in a row
}

export const unlinked: Link = { state: "connecting", heardMs: 0, lostMs: 0, retryMs: 0, attempt: 0 };

export type LinkEvent = { kind: "opened" | "heard" | "retrying" | "dropped" } | { kind: "failed"; answered: boolean; jitter: number };

const retryFirstMs = 1000, retryMaxMs = 30_000;

// linkApply is the connection's machine. jitter (0 ≤ jitter < 1) keeps a thousand tabs from returning in one instant.
export function linkApply(l: Link, nowMs: number, e: LinkEvent): Link {
  switch (e.kind) {
    case "opened": return { state: "live", heardMs: nowMs, lostMs: 0, retryMs: 0, attempt: 0 };
    case "heard": return { ...l, heardMs: nowMs };
    case "retrying": return { ...l, retryMs: 0 };
    case "dropped": return l.state === "live" ? { ...l, state: "connecting" } : l;
    case "failed": {
      const waitMs = Math.min(retryMaxMs, retryFirstMs * 2 ** l.attempt) * (1 + e.jitter / 2);
      return { ...l, state: e.answered ? "polling" : "lost", lostMs: l.lostMs || nowMs, retryMs: nowMs + waitMs, attempt: Math.min(l.attempt + 1, 10) };
    }
  }
}

// quietMs is how long a live connection may say nothing before the page asks whether the coordinator is still there;
// staleMs is when it says so.
export const quietMs = 30_000, staleMs = 60_000;

export interface Words { tone: "good" | "wait" | "bad"; state: string; detail: string }

export function describe(l: Link, nowMs: number): Words {
  const heard = l.heardMs === 0 ? "" : `last update ${ago(nowMs - l.heardMs)}`;
  if (l.state === "connecting") return { tone: "wait", state: "connecting", detail: heard };
  const wait = l.retryMs - nowMs;
  const retry = wait > 500 ? `retrying in ${duration(wait)}` : "retrying";
  if (l.state === "lost") return { tone: "bad", state: `disconnected – ${retry}`, detail: heard };
  if (l.state === "polling") return { tone: "wait", state: `no live stream – ${retry}`, detail: heard };
  if (nowMs - l.heardMs > staleMs) return { tone: "wait", state: "no news", detail: heard };
  return { tone: "good", state: "live", detail: heard };
}
