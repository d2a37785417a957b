// live keeps the state up to date: one EventSource per tab, and calls for what the events do not carry. It owns every
// timer and every request of the page.
import { signal } from "@preact/signals";
import * as api from "./api";
import * as wire from "./wire";
import { apply, describe, empty, linkApply, outdatedByCampaign, outdatedByFeed, parts, quietMs, unlinked } from "./state";
import type { Event, Link, LinkEvent, Part, State, Words } from "./state";

export const state = signal<State>(empty);
export const campaigns = signal<wire.Campaign[] | null>(null);
export const link = signal<Link>(unlinked);
export const now = signal(Date.now()); // the reader's clock, once a second
export const fatal = signal(""); // why there is nothing to show
export const skewMs = signal(0); // the coordinator's clock minus the reader's

export const words = (): Words => describe(link.value, now.value);
// serverNow is the moment to compare the coordinator's times with, so that a wrong clock here makes no nonsense.
export const serverNow = (): number => now.value + skewMs.value;

const pacePartMs = 1500; // a part is asked for at most this often,
const paceLongMs = 5000; // and the long list of contributors less often
const paceListMs = 15_000; // the list, and a campaign that does not exist, have no event stream

let session = 0; // raised when the reader leaves a page; whatever returns later is dropped
let source: EventSource | null = null;
let name = ""; // of the campaign; "" on the list
const timers = new Set<ReturnType<typeof setTimeout>>();

function later(ms: number, f: () => void): void {
  const t = setTimeout(() => { timers.delete(t); f(); }, ms);
  timers.add(t);
}

function stop(): void {
  session++;
  source?.close();
  source = null;
  timers.forEach(clearTimeout);
  timers.clear();
  busy.clear();
}

function linked(e: LinkEvent): void { link.value = linkApply(link.value, Date.now(), e); }
function dispatch(e: Event): void { state.value = apply(state.value, e); }

function reset(to: string): void {
  stop();
  name = to;
  state.value = empty;
  link.value = unlinked;
  fatal.value = "";
}

// watchCampaign shows a campaign until another watch begins.
export function watchCampaign(to: string): void {
  if (to === name && source !== null) return;
  reset(to);
  connect();
}

// watchList shows the list, asked for again and again.
export function watchList(): void {
  reset("");
  campaigns.value = null;
  poll(session);
}

async function poll(mine: number): Promise<void> {
  let waitMs = paceListMs;
  try {
    const all = await api.listCampaigns();
    if (mine !== session) return;
    campaigns.value = all;
    fatal.value = "";
    for (const c of all.slice(0, 1)) skewMs.value = c.nowMs - Date.now();
    linked({ kind: "opened" });
  } catch (e) {
    if (mine !== session) return;
    if (campaigns.value === null) fatal.value = (e as Error).message;
    linked({ kind: "failed", answered: false, jitter: Math.random() });
    waitMs = link.value.retryMs - Date.now();
  }
  later(waitMs, () => void poll(mine));
}

// retryNow is the reader's impatience.
export function retryNow(): void {
  timers.forEach(clearTimeout);
  timers.clear();
  if (name === "") void poll(++session);
  else connect();
}

function connect(): void {
  source?.close();
  const mine = ++session;
  busy.clear();
  linked({ kind: "retrying" });
  const s = new EventSource(`/events?campaign=${encodeURIComponent(name)}`);
  source = s;
  s.onopen = () => {
    linked({ kind: "opened" });
    // Events may have passed while nobody listened: ask for everything, once.
    for (const p of parts) refresh(p);
    later(quietMs, () => watchQuiet(mine));
  };
  s.onerror = () => {
    // The browser's own retry has no growing pause and none at all after an HTTP error, so ours replaces it.
    s.close();
    if (mine === session) void lost(mine);
  };
  s.addEventListener("campaign", (e) => hear(e, (v) => heardCampaign(wire.campaign(v))));
  s.addEventListener("feed", (e) => hear(e, (v) => {
    const item = wire.feedItem(v);
    dispatch({ part: "feed", items: [item] });
    outdatedByFeed(item).forEach(refresh);
  }));
}

function hear(e: MessageEvent<string>, take: (v: unknown) => void): void {
  linked({ kind: "heard" });
  try {
    take(JSON.parse(e.data));
  } catch (err) {
    dispatch({ part: "campaign", problem: `The live stream sent something this page cannot read: ${(err as Error).message}.` });
  }
}

function heardCampaign(c: wire.Campaign, spec?: Uint8Array<ArrayBuffer>): void {
  const before = state.value.campaign;
  skewMs.value = c.nowMs - Date.now();
  dispatch(spec === undefined ? { part: "campaign", campaign: c } : { part: "campaign", campaign: c, spec });
  if (before !== null) outdatedByCampaign(before, c).forEach(refresh);
}

// lost asks for the headline once, because a stream's error says nothing about its reason, and schedules the next
// attempt. A coordinator that answers is polled at the pace of the attempts.
async function lost(mine: number): Promise<void> {
  linked({ kind: "dropped" });
  let problem: unknown = null;
  try {
    const { campaign, spec } = await api.getCampaign(name);
    if (mine !== session) return;
    fatal.value = "";
    heardCampaign(campaign, spec);
    for (const p of parts) if (p !== "campaign") refresh(p);
  } catch (e) {
    if (mine !== session) return;
    problem = e;
  }
  if (problem instanceof api.Problem && problem.code === "not_found") {
    // The coordinator answers; it may be told of the campaign later.
    fatal.value = `There is no campaign called “${name}” on this coordinator.`;
    linked({ kind: "opened" });
    return later(paceListMs, connect);
  }
  if (problem instanceof Error && state.value.campaign === null) fatal.value = problem.message;
  linked({ kind: "failed", answered: problem === null, jitter: Math.random() });
  later(link.value.retryMs - Date.now(), connect);
}

// watchQuiet asks for the headline when the stream has been silent, because a dead connection looks just like that.
function watchQuiet(mine: number): void {
  if (mine !== session || link.value.state !== "live") return;
  if (Date.now() - link.value.heardMs >= quietMs) refresh("campaign");
  later(quietMs / 3, () => watchQuiet(mine));
}

// busy holds the parts under way or cooling down; true means: ask once more afterwards.
const busy = new Map<Part, boolean>();

function refresh(part: Part): void {
  if (busy.has(part)) { busy.set(part, true); return; }
  busy.set(part, false);
  void fetchPart(part, session);
}

async function fetchPart(part: Part, mine: number): Promise<void> {
  try {
    const event = await ask(part);
    if (mine !== session) return;
    linked({ kind: "heard" });
    fatal.value = "";
    if (event.part === "campaign" && "campaign" in event) heardCampaign(event.campaign, event.spec);
    else dispatch(event);
  } catch (e) {
    if (mine !== session) return;
    dispatch({ part, problem: (e as Error).message });
    if (part === "campaign" && state.value.campaign === null) fatal.value = (e as Error).message;
    if (part === "campaign" && e instanceof api.Problem && e.code === "offline") {
      source?.close(); // the stream looks alive, but nobody is there
      return void lost(mine);
    }
  }
  later(part === "contributors" ? paceLongMs : pacePartMs, () => {
    if (mine !== session) return;
    const again = busy.get(part);
    busy.delete(part);
    if (again) refresh(part);
  });
}

async function ask(part: Part): Promise<Event> {
  switch (part) {
    case "campaign": return { part, ...(await api.getCampaign(name)) };
    case "rounds": return { part, rounds: await api.listRounds(name, (state.value.rounds.at(-1)?.number ?? -1) + 1) };
    case "open": return { part, open: await api.getRound(name) };
    case "contributors": return { part, contributors: await api.listContributors(name) };
    case "epochs": return { part, epochs: await api.listEpochs(name) };
    case "feed": return { part, items: await api.listFeed(name) };
  }
}

// start begins the clock and listens to the browser's own hints.
export function start(): void {
  setInterval(() => { if (!document.hidden) now.value = Date.now(); }, 1000);
  document.addEventListener("visibilitychange", () => { now.value = Date.now(); });
  addEventListener("online", () => { if (link.value.state !== "live") retryNow(); });
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (e) => { if (e.persisted) retryNow(); });
}
