// api asks the coordinator. Every call has a deadline and ends in a value or in a Problem that can be shown as it is.
import * as wire from "./wire";

const deadlineMs = 15_000;
const roundsPage = 1000; // most that ListRounds returns at once

// Problem is a failure in one sentence; code is Connect's, or "offline" when nothing answered.
export class Problem extends Error {
  constructor(readonly code: string, message: string) { super(message); }
}

async function call<T>(method: string, request: object, read: (v: unknown) => T): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/quire.v1.PublicService/${method}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Connect-Protocol-Version": "1" },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(deadlineMs),
    });
  } catch (e) {
    const late = e instanceof DOMException && e.name === "TimeoutError";
    throw new Problem("offline", late ? `The coordinator did not answer within ${deadlineMs / 1000} s.` : "The coordinator cannot be reached.");
  }
  if (!response.ok) throw await refusal(method, response);
  try {
    return read(await response.json());
  } catch (e) {
    throw new Problem("malformed", `${method} answered with something this page cannot read: ${(e as Error).message}.`);
  }
}

async function refusal(method: string, response: Response): Promise<Problem> {
  try {
    const o = wire.object(await response.json(), "error");
    return new Problem(String(o.code ?? "unknown"), `${method}: ${String(o.message ?? o.code ?? "refused")}`);
  } catch {
    return new Problem("unknown", `${method} failed with HTTP status ${response.status}.`);
  }
}

export const listCampaigns = () => call("ListCampaigns", {}, wire.campaigns);

export interface Snapshot { campaign: wire.Campaign; spec: Uint8Array<ArrayBuffer> }

export const getCampaign = (campaign: string): Promise<Snapshot> =>
  call("GetCampaign", { campaign }, (v) => {
    const o = wire.object(v, "answer");
    return { campaign: wire.campaign(o.campaign), spec: wire.bytes(String(o.spec ?? "")) };
  });

// listRounds returns every closed round from a number on, page by page.
export async function listRounds(campaign: string, from: number): Promise<wire.Round[]> {
  const all: wire.Round[] = [];
  for (;;) {
    const page = await call("ListRounds", { campaign, from, limit: roundsPage }, wire.rounds);
    all.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < roundsPage || last.number < from) return all;
    from = last.number + 1;
  }
}

export const getRound = (campaign: string) => call("GetRound", { campaign }, wire.openRound);
export const listContributors = (campaign: string) => call("ListContributors", { campaign }, wire.contributors);

// listEpochs returns every closed epoch, page by page; how many fit into a page depends on their records.
export async function listEpochs(campaign: string): Promise<wire.Epoch[]> {
  const all: wire.Epoch[] = [];
  for (let from = 1; ;) {
    const page = await call("ListEpochs", { campaign, from }, wire.epochs);
    const last = page.at(-1);
    if (last === undefined || last.number < from) return all;
    all.push(...page);
    from = last.number + 1;
  }
}

export const listFeed = (campaign: string) => call("ListFeed", { campaign }, wire.feed);
