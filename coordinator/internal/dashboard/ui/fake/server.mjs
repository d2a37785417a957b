// FOR DEVELOPMENT ONLY: serves the built UI beside a pretended API, so that designers and the browser test need no
// coordinator. `npm run preview:fake`, then open http://127.0.0.1:8899.
//
// GET /fake/drop?s=5 cuts every stream and refuses everything for so many seconds, to see what disconnection looks like;
// with &only=events the API goes on answering.
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Campaign } from "./campaign.mjs";

const root = import.meta.dirname;
const dist = join(root, "..", "..", "dist");
const policy = readFileSync(join(root, "..", "..", "csp.txt"), "utf8").trim();
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml" };
const unit = 10n ** 18n;

const scenes = () => [
  new Campaign("folio-1"),
  new Campaign("herbal", { title: "Herbal, a model of old plant books", purpose: "Four centuries of botany, learnt in the open.", stage: "STAGE_FUNDING", phase: "Pledging", pledged: 6180n * unit, people: 2 }),
  new Campaign("blank", { title: "Blank", purpose: "A campaign on its first minute.", stage: "STAGE_FUNDING", phase: "Pledging", pledged: 0n, people: 0 }),
  new Campaign("psalter", { title: "Psalter", purpose: "A finished model, with every round still on record.", rounds: 16, start: 99, phase: "Closed", pledged: 9100n * unit, goal: 9000n * unit, cap: 0n }),
  new Campaign("trial-256", { title: "A trial with many lanes", purpose: "Two hundred lanes and no money.", funded: false, lanes: 200, slices: 32, rounds: 400, start: 3 }),
  new Campaign("palimpsest", { title: "Palimpsest", purpose: "It did not come to be.", stage: "STAGE_FAILED", phase: "Failed", pledged: 410n * unit, people: 1 }),
];

// serve starts the server and returns it; stepMs is how often something happens.
export function serve({ port = 8899, stepMs = 700, only = "" } = {}) {
  const all = scenes().filter((c) => only === "" || c.name === only);
  let deafUntil = 0, onlyEvents = false;
  const streams = new Set();
  const clock = setInterval(() => { if (Date.now() > deafUntil || onlyEvents) for (const c of all) c.step(); }, stepMs);

  const server = createServer(async (q, a) => {
    const url = new URL(q.url, "http://fake");
    if (url.pathname === "/fake/drop") {
      deafUntil = Date.now() + 1000 * Number(url.searchParams.get("s") ?? 5);
      onlyEvents = url.searchParams.get("only") === "events";
      for (const s of streams) s.destroy();
      return a.end("dropped\n");
    }
    if (Date.now() < deafUntil && (!onlyEvents || url.pathname === "/events")) return q.socket.destroy();
    if (url.pathname === "/events") return events(url, q, a);
    if (url.pathname.startsWith("/quire.v1.PublicService/")) return api(url, q, a);
    if (url.pathname.startsWith("/o/")) { a.setHeader("Content-Type", "text/plain"); return a.end("the bytes of an object\n"); }
    return file(url.pathname, a);
  });

  function events(url, q, a) {
    const c = all.find((x) => x.name === url.searchParams.get("campaign"));
    if (!c) { a.statusCode = 404; return a.end(); }
    a.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    const tell = (event, v) => a.write(`event: ${event}\ndata: ${JSON.stringify(v)}\n\n`);
    c.listeners.add(tell);
    streams.add(q.socket);
    tell("campaign", c.json());
    q.on("close", () => { c.listeners.delete(tell); streams.delete(q.socket); });
  }

  async function api(url, q, a) {
    let text = "";
    for await (const part of q) text += part;
    const ask = JSON.parse(text || "{}"), method = url.pathname.split("/").at(-1);
    const c = all.find((x) => x.name === ask.campaign);
    a.setHeader("Content-Type", "application/json");
    if (method !== "ListCampaigns" && !c) { a.statusCode = 404; return a.end(JSON.stringify({ code: "not_found", message: `no campaign ${ask.campaign}` })); }
    const answers = {
      ListCampaigns: () => ({ campaigns: all.map((x) => x.json()) }),
      GetCampaign: () => ({ campaign: c.json(), spec: c.spec.toString("base64") }),
      ListRounds: () => ({ rounds: c.closed.filter((r) => r.number >= (ask.from ?? 0)).slice(0, ask.limit || 1000) }),
      GetRound: () => ({ number: c.round, tasks: c.tasks }),
      ListContributors: () => ({ contributors: c.contributors() }),
      ListEpochs: () => ({ epochs: c.epochs().filter((e) => e.number >= (ask.from ?? 1)).slice(0, ask.limit || 50).map(({ sum, ...e }) => e) }),
      ListFeed: () => ({ items: c.feed.slice(-200) }),
    };
    if (!answers[method]) { a.statusCode = 501; return a.end(JSON.stringify({ code: "unimplemented", message: method })); }
    a.end(JSON.stringify(answers[method]()));
  }

  function file(path, a) {
    const name = extname(path) === "" ? (existsSync(join(dist, "index.html")) ? "/index.html" : "/placeholder.html") : path;
    a.setHeader("Content-Security-Policy", policy);
    a.setHeader("X-Content-Type-Options", "nosniff");
    try {
      const b = readFileSync(join(dist, join("/", name)));
      a.setHeader("Content-Type", types[extname(name)] ?? "application/octet-stream");
      a.end(b);
    } catch { a.statusCode = 404; a.end("not found\n"); }
  }

  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve({
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => { clearInterval(clock); server.closeAllConnections(); server.close(); },
  })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve();
  console.log(`fake coordinator, for development only: ${url}`);
}
