// wire turns the API's JSON into the page's own types. protojson leaves out fields that are zero, writes 64-bit whole
// numbers as strings and bytes as base64, so every field passes through one of the readers below. What does not have
// the promised shape is refused with a sentence that names the field; nothing is guessed.

export type Stage = "funding" | "training" | "trained" | "failed" | "unknown";

export interface Campaign {
  name: string;
  title: string;
  purpose: string;
  specDigest: string;
  stage: Stage;
  reason: string;
  round: number;
  rounds: number;
  trained: number;
  lanes: number;
  merged: number;
  slices: number;
  loss: number; // nats per token; 0 before the first round closed
  unigramEntropy: number; // nats per token; 0 when unknown
  tokens: bigint;
  params: bigint;
  checkpoint: string;
  receiptSigner: string;
  treasury: Treasury | null; // null: an unfunded trial
  funding: Funding | null; // null: the treasury has not reported
  online: number;
  ledgerRows: bigint;
  units: bigint;
  rewards: bigint; // base units
  epochs: number;
  journalHead: string;
  nowMs: number;
}

export interface Treasury {
  chainId: bigint;
  contract: string;
  poster: string;
}

export type Phase = "Pledging" | "Ready" | "Active" | "Closed" | "Failed";

// Amounts are base units of the token.
export interface Funding {
  symbol: string;
  decimals: number;
  phase: string;
  goal: bigint;
  cap: bigint;
  deadlineMs: number;
  pledged: bigint;
  escrow: bigint;
  earned: bigint;
  paid: bigint;
  refunded: bigint;
  funders: number;
  epoch: number;
  block: bigint;
  blockMs: number;
}

export interface Round {
  number: number;
  loss: number;
  heldOutLoss: number; // of the checkpoint that the round started from; 0 if it was not evaluated
  heldOutBitsPerByte: number;
  openedMs: number;
  closedMs: number;
  checkpoint: string;
  record: string;
}

export type Status = "waiting" | "open" | "leased" | "accepted" | "quarantined";
export const statuses: readonly Status[] = ["waiting", "open", "leased", "accepted", "quarantined"];

export interface Task {
  kind: "train" | "merge";
  index: number;
  task: string;
  status: Status;
  attempt: number;
  node: string;
  output: string;
}

export interface OpenRound {
  number: number;
  tasks: Task[];
}

export interface Contributor {
  node: string;
  payout: string;
  name: string;
  path: string;
  tasks: bigint;
  units: bigint;
  reward: bigint;
  online: boolean;
  verified: bigint; // results in a row that another owner confirmed
  faults: bigint; // results that were wrong
}

export interface Epoch {
  number: number;
  firstRound: number;
  lastRound: number;
  paid: number; // contributors whose balance the epoch raises
  increment: bigint;
  root: string;
  state: string; // "closed", "posted" or "final"
  tx: string;
}

export interface FeedItem {
  id: number;
  atMs: number;
  kind: string;
  text: string;
}

// WireError says which field of an answer is not what the API promises.
export class WireError extends Error {}

type Json = Record<string, unknown>;

export function object(v: unknown, where: string): Json {
  if (typeof v !== "object" || v === null || Array.isArray(v)) throw new WireError(`${where} is not an object`);
  return v as Json;
}

function list<T>(o: Json, key: string, read: (v: unknown) => T): T[] {
  const v = o[key] ?? [];
  if (!Array.isArray(v)) throw new WireError(`${key} is not a list`);
  return v.map(read);
}

function text(o: Json, key: string): string {
  const v = o[key] ?? "";
  if (typeof v !== "string") throw new WireError(`${key} is not text`);
  return v;
}

// whole reads a 32-bit number, or a 64-bit one that is known to be small, such as a time.
function whole(o: Json, key: string): number {
  const n = Number(o[key] ?? 0);
  if (!Number.isSafeInteger(n)) throw new WireError(`${key} is not a whole number`);
  return n;
}

function real(o: Json, key: string): number {
  const v = o[key] ?? 0;
  const n = Number(v); // protojson spells "NaN" and "Infinity" as strings; neither is a loss
  if (!Number.isFinite(n)) throw new WireError(`${key} is not a finite number`);
  return n;
}

function big(o: Json, key: string): bigint {
  const v = o[key] ?? "0";
  if (v === "") return 0n;
  if (!/^-?[0-9]+$/.test(String(v))) throw new WireError(`${key} is not a whole number`);
  return BigInt(String(v));
}

export function bytes(base64: string): Uint8Array<ArrayBuffer> {
  const raw = atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (c) => c.charCodeAt(0));
}

export function hex(b: Uint8Array): string {
  return Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
}

function address(o: Json, key: string): string {
  const v = text(o, key);
  return v === "" ? "" : "0x" + hex(bytes(v));
}

function stage(v: unknown): Stage {
  const known: Record<string, Stage> = {
    STAGE_FUNDING: "funding", STAGE_TRAINING: "training", STAGE_TRAINED: "trained", STAGE_FAILED: "failed",
  };
  return known[String(v)] ?? "unknown";
}

export function campaign(v: unknown): Campaign {
  const o = object(v, "campaign");
  return {
    name: text(o, "name"), title: text(o, "title"), purpose: text(o, "purpose"), specDigest: text(o, "specDigest"),
    stage: stage(o.stage), reason: text(o, "reason"),
    round: whole(o, "round"), rounds: whole(o, "rounds"),
    trained: whole(o, "trained"), lanes: whole(o, "lanes"), merged: whole(o, "merged"), slices: whole(o, "slices"),
    loss: real(o, "loss"), unigramEntropy: real(o, "unigramEntropy"),
    tokens: big(o, "tokens"), params: big(o, "params"),
    checkpoint: text(o, "checkpoint"), receiptSigner: text(o, "receiptSigner"),
    treasury: o.treasury == null ? null : treasury(o.treasury),
    funding: o.funding == null ? null : funding(o.funding),
    online: whole(o, "online"), ledgerRows: big(o, "ledgerRows"), units: big(o, "units"), rewards: big(o, "rewards"),
    epochs: whole(o, "epochs"), journalHead: text(o, "journalHead"), nowMs: whole(o, "nowMs"),
  };
}

function treasury(v: unknown): Treasury {
  const o = object(v, "treasury");
  return { chainId: big(o, "chainId"), contract: address(o, "contract"), poster: address(o, "poster") };
}

function funding(v: unknown): Funding {
  const o = object(v, "funding");
  return {
    symbol: text(o, "symbol"), decimals: whole(o, "decimals"), phase: text(o, "phase"),
    goal: big(o, "goal"), cap: big(o, "cap"), deadlineMs: whole(o, "deadline") * 1000,
    pledged: big(o, "pledged"), escrow: big(o, "escrow"), earned: big(o, "earned"),
    paid: big(o, "paid"), refunded: big(o, "refunded"),
    funders: whole(o, "funders"), epoch: whole(o, "epoch"),
    block: big(o, "block"), blockMs: whole(o, "blockTime") * 1000,
  };
}

export function campaigns(v: unknown): Campaign[] {
  return list(object(v, "answer"), "campaigns", campaign);
}

export function rounds(v: unknown): Round[] {
  return list(object(v, "answer"), "rounds", (r) => {
    const o = object(r, "round");
    return {
      number: whole(o, "number"), loss: real(o, "loss"), heldOutLoss: real(o, "heldOutLoss"), heldOutBitsPerByte: real(o, "heldOutBitsPerByte"), openedMs: whole(o, "openedMs"), closedMs: whole(o, "closedMs"),
      checkpoint: text(o, "checkpoint"), record: text(o, "record"),
    };
  });
}

export function openRound(v: unknown): OpenRound {
  const o = object(v, "answer");
  return { number: whole(o, "number"), tasks: list(o, "tasks", task) };
}

function task(v: unknown): Task {
  const o = object(v, "task");
  const kind = text(o, "kind"), status = text(o, "status") as Status;
  if (kind !== "train" && kind !== "merge") throw new WireError(`kind of a task is ${JSON.stringify(kind)}`);
  if (!statuses.includes(status)) throw new WireError(`status of a task is ${JSON.stringify(status)}`);
  return {
    kind, status, index: whole(o, "index"), task: text(o, "task"),
    attempt: whole(o, "attempt"), node: text(o, "node"), output: text(o, "output"),
  };
}

export function contributors(v: unknown): Contributor[] {
  return list(object(v, "answer"), "contributors", (c) => {
    const o = object(c, "contributor");
    return {
      node: text(o, "node"), payout: text(o, "payout"), name: text(o, "name"), path: text(o, "path"),
      tasks: big(o, "tasks"), units: big(o, "units"), reward: big(o, "reward"), online: o.online === true,
      verified: big(o, "verified"), faults: big(o, "faults"),
    };
  });
}

export function epochs(v: unknown): Epoch[] {
  return list(object(v, "answer"), "epochs", (e) => {
    const o = object(e, "epoch");
    const record = object(JSON.parse(new TextDecoder().decode(bytes(text(o, "record")))), "record of an epoch");
    const span = record.rounds;
    if (!Array.isArray(span) || span.length !== 2) throw new WireError("rounds of an epoch are not a first and a last");
    return {
      number: whole(o, "number"), firstRound: Number(span[0]), lastRound: Number(span[1]),
      paid: list(record, "balances", (b) => big(object(b, "balance"), "delta")).filter((n) => n > 0n).length,
      increment: big(record, "increment"), root: text(record, "root"), state: text(o, "state"), tx: text(o, "tx"),
    };
  });
}

export function feedItem(v: unknown): FeedItem {
  const o = object(v, "feed item");
  return { id: whole(o, "id"), atMs: whole(o, "atMs"), kind: text(o, "kind"), text: text(o, "text") };
}

export function feed(v: unknown): FeedItem[] {
  return list(object(v, "answer"), "items", feedItem);
}
