// A pretended campaign for designers and for the browser test: the same steps as the real one, quicker, with numbers
// that look like a small model learning Shakespeare. It computes nothing and verifies nothing.
import { createHash } from "node:crypto";

export const sha = (text) => createHash("sha256").update(text).digest("hex");
const address = (text) => "0x" + sha(text).slice(0, 40);
const base64 = (hex) => Buffer.from(hex.replace(/^0x/, ""), "hex").toString("base64");
const unit = 10n ** 18n;

const people = [
  ["lyra-tower", "avx512"], ["basement-3090", "cuda"], ["université, salle 4", "avx2"], ["", "neon"],
  ["two-old-laptops", "avx2"], ["marta", "avx2"], ["raspberry-choir", "scalar"], ["", "avx2"],
];

export class Campaign {
  constructor(name, over = {}) {
    Object.assign(this, {
      name, title: "Folio, a small Shakespeare", purpose: "A ten-million-parameter model of Elizabethan English that anyone may own, print and check.",
      stage: "STAGE_TRAINING", rounds: 40, lanes: 12, slices: 4, epochRounds: 8, funded: true, start: 23, phase: "Active",
      pledged: 12400n * unit, goal: 10000n * unit, cap: 16000n * unit, people: people.length,
    }, over);
    this.spec = Buffer.from(JSON.stringify({ name, title: this.title, recipe: { rounds: this.rounds, lanes: this.lanes } }));
    this.seed = parseInt(sha(name).slice(0, 8), 16);
    this.closed = []; this.feed = []; this.rows = 0; this.listeners = new Set();
    this.nodes = people.slice(0, this.people).map(([label, path], i) => ({ node: address(name + i), payout: address("pay" + i), name: label, path, tasks: 0, units: 0n, online: i !== 6 }));
    this.at = Date.now() - this.start * 47_000 - 600_000;
    this.news("campaign", `Campaign ${name} is published.`);
    for (const n of this.nodes) this.news("join", `${n.name || n.node.slice(0, 6) + "…" + n.node.slice(-4)} joined with ${n.path} kernels.`);
    if (this.stage === "STAGE_TRAINING" || this.stage === "STAGE_TRAINED") {
      this.news("funding", "The goal is reached; training starts.");
      this.round = 0; this.openTasks();
      while (this.round < this.start && !this.over) this.step();
      for (let i = 0; i < 9 && !this.over; i++) this.step();
    } else { this.round = 0; this.tasks = []; }
    this.at = 0;
  }

  random() { this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0; return this.seed / 2 ** 32; }
  now() { return this.at || Date.now(); }
  loss(r) { return 1.71 + 3.84 * Math.exp(-r / 6.5) + 0.25 * Math.exp(-r / 40) + (sha(this.name + r).charCodeAt(0) - 75) / 900; }
  reward(units) { return (units * 99n * unit) / 10n / 10n ** 12n; }

  news(kind, text) {
    const item = { id: String(this.feed.length + 1), atMs: String(Math.round(this.now())), kind, text };
    this.feed.push(item);
    for (const tell of this.listeners) tell("feed", item);
  }
  changed() { for (const tell of this.listeners) tell("campaign", this.json()); }

  openTasks() {
    this.opened = this.now();
    const make = (kind, status) => (_, index) => ({ kind, index, status, attempt: 0, node: "", task: status === "open" ? sha(this.name + kind + this.round + index) : "", output: "" });
    const lanes = this.round === 0 ? [] : Array.from({ length: this.lanes }, make("train", "open"));
    this.tasks = [...lanes, ...Array.from({ length: this.slices }, make("merge", this.round === 0 ? "open" : "waiting"))];
  }

  // step lets one thing happen.
  step() {
    if (this.over || this.tasks.length === 0) return;
    if (this.at) this.at += 47_000 / (2 * (this.lanes + this.slices)) * (0.7 + 0.6 * this.random());
    const free = this.nodes.filter((n) => n.online && !this.tasks.some((t) => t.status === "leased" && t.node === n.node));
    const open = this.tasks.filter((t) => t.status === "open"), leased = this.tasks.filter((t) => t.status === "leased");
    if (open.length > 0 && free.length > 0 && (leased.length < 4 || this.random() < 0.5)) return this.lease(open[0], free[Math.floor(this.random() * free.length)]);
    if (leased.length > 0) return this.random() < 0.02 ? this.expire(leased[0]) : this.accept(leased[Math.floor(this.random() * leased.length)]);
  }
  lease(t, n) {
    Object.assign(t, { status: "leased", node: n.node, attempt: t.attempt + 1 });
    this.news("lease", `${label(n)} took ${told(t)} of round ${this.round}.`);
  }
  expire(t) {
    t.status = "open";
    this.news("expire", `The lease of ${told(t)} ran out; it is open again.`);
  }
  accept(t) {
    const n = this.nodes.find((x) => x.node === t.node);
    t.status = "accepted"; t.output = sha(t.task);
    const units = t.kind === "train" ? 1_981_808_640_000n : 38_220_000_000n;
    n.tasks++; n.units += units; this.rows++;
    this.news("accept", `${told(t, true)} of round ${this.round} by ${label(n)} is accepted.`);
    if (t.kind === "train" && this.tasks.every((x) => x.kind === "merge" || x.status === "accepted")) {
      for (const m of this.tasks) if (m.kind === "merge") Object.assign(m, { status: "open", task: sha(this.name + m.kind + this.round + m.index) });
    }
    if (this.tasks.every((x) => x.status === "accepted")) this.close();
    this.changed();
  }
  close() {
    const r = this.round, loss = r === 0 ? 0 : this.loss(r);
    this.closed.push({ number: r, loss, openedMs: String(Math.round(this.opened)), closedMs: String(Math.round(this.now())), checkpoint: sha(`${this.name} checkpoint ${r}`), record: sha(`${this.name} record ${r}`) });
    this.news("round", r === 0 ? "Round 0 closed: the initial checkpoint is made." : `Round ${r} closed with a loss of ${loss.toFixed(4)} nats per token.`);
    if (r > 0 && r % this.epochRounds === 0) this.news("epoch", `Epoch ${r / this.epochRounds} closed.`);
    if (r === this.rounds) { this.over = true; this.stage = "STAGE_TRAINED"; this.tasks = []; this.news("campaign", "Every round is closed: the model is trained."); return; }
    this.round++; this.openTasks();
  }

  get units() { return this.nodes.reduce((s, n) => s + n.units, 0n); }
  count(kind) { return this.tasks.filter((t) => t.kind === kind && t.status === "accepted").length; }

  reason() {
    if (this.stage === "STAGE_FUNDING") return "Waiting for pledges: the goal is not reached.";
    if (this.stage === "STAGE_TRAINED") return "Every round is closed; the last epoch is being settled.";
    if (this.stage === "STAGE_FAILED") return "The goal was missed; pledges are refundable.";
    const trains = this.lanes - this.count("train"), merges = this.slices - this.count("merge");
    return trains > 0 && this.round > 0 ? `Round ${this.round} waits for ${trains} of ${this.lanes} lanes.` : `Round ${this.round} waits for ${merges} of ${this.slices} merges.`;
  }

  json() {
    const rewards = this.reward(this.units), last = this.closed.at(-1);
    const epoch = Math.floor((this.closed.length - 1) / this.epochRounds);
    const earned = this.epochs().filter((e) => e.state === "final").reduce((s, e) => s + BigInt(e.sum), 0n);
    return tidy({
      name: this.name, title: this.title, purpose: this.purpose, specDigest: createHash("sha256").update(this.spec).digest("hex"),
      stage: this.stage, reason: this.reason(), round: this.round, rounds: this.rounds, trained: this.count("train"), lanes: this.lanes,
      merged: this.count("merge"), slices: this.slices, loss: last?.loss ?? 0, unigramEntropy: 3.3123,
      tokens: String(Math.max(0, this.closed.length - 1) * this.lanes * 32768), params: "10085376", checkpoint: last?.checkpoint ?? "",
      receiptSigner: address("signer"), treasury: this.funded ? { chainId: "31337", contract: base64(address(this.name + "contract")), poster: base64(address("poster")) } : undefined,
      funding: this.funded ? tidy({
        symbol: "QTT", decimals: 18, phase: this.phase, goal: String(this.goal), cap: String(this.cap),
        deadline: String(Math.floor(Date.now() / 1000) + (this.phase === "Pledging" ? 270_000 : -86_400)), pledged: String(this.pledged),
        escrow: String(this.pledged - earned), earned: String(earned), paid: String((earned * 7n) / 10n), funders: this.pledged === 0n ? 0 : 137,
        epoch: Math.max(0, epoch - 1), block: "18442917", blockTime: String(Math.floor(Date.now() / 1000) - 9),
      }) : undefined,
      online: this.nodes.filter((n) => n.online).length, ledgerRows: String(this.rows), units: String(this.units), rewards: String(rewards),
      epochs: Math.ceil(this.rounds / this.epochRounds), journalHead: this.rows > 0 ? sha("journal" + Math.floor(this.rows / 50)) : "", nowMs: String(Date.now()),
    });
  }

  epochs() {
    const n = Math.floor(Math.max(0, this.closed.length - 1) / this.epochRounds);
    return Array.from({ length: n }, (_, i) => {
      const sum = this.reward(1_981_808_640_000n * BigInt(this.lanes * this.epochRounds));
      const balances = this.nodes.map((x) => ({ account: x.payout, before: "0", delta: String(sum / BigInt(this.nodes.length)) }));
      const record = { campaign: sha(this.name), number: i + 1, rounds: [i * this.epochRounds + 1, (i + 1) * this.epochRounds], balances, increment: String(sum), root: "0x" + sha("root" + i) };
      const state = i === n - 1 ? (n > 1 ? "posted" : "closed") : "final";
      return { number: i + 1, record: Buffer.from(JSON.stringify(record)).toString("base64"), state, tx: state === "closed" ? "" : "0x" + sha("tx" + i), sum: String(sum) };
    });
  }

  contributors() {
    return this.nodes.map((n) => tidy({ ...n, tasks: String(n.tasks), units: String(n.units), reward: String(this.reward(n.units)), verified: String(Math.floor(Number(n.tasks) / 9)), faults: n === this.nodes.at(-1) ? "1" : "0" }))
      .sort((a, b) => Number(BigInt(b.units ?? 0) - BigInt(a.units ?? 0)));
  }
}

const label = (n) => n.name || n.node.slice(0, 6) + "…" + n.node.slice(-4);
const told = (t, capital) => (capital ? (t.kind === "train" ? "Lane " : "Slice ") : (t.kind === "train" ? "lane " : "slice ")) + t.index;

// tidy leaves out what protojson leaves out, so that the page's readers are tested.
function tidy(o) {
  return Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined && v !== "" && v !== 0 && v !== "0" && v !== false));
}
