// Loads the built page in a headless browser against the fake coordinator and checks what a reader sees: the texts, no
// word on the console, no request to anybody else, no sideways scrolling on a phone, no serious accessibility fault,
// and recovery after a lost connection. Screenshots go to shots/ for people to look at.
//
// Skips, with exit status 0 and a sentence, where Debian's chromium is not installed; set CHROMIUM to name another.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import assert from "node:assert/strict";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { serve } from "../fake/server.mjs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(executablePath)) {
  console.log(`skipped: no browser at ${executablePath}; install chromium or set CHROMIUM`);
  process.exit(0);
}
const shots = join(import.meta.dirname, "..", "shots");
mkdirSync(shots, { recursive: true });

const desktop = { width: 1280, height: 900 }, phone = { width: 390, height: 844 };
let server, browser;

// visit opens a path in a fresh profile and hands the page over; afterwards it demands a silent console.
async function visit(path, { viewport = desktop, colorScheme = "light", url = server.url, noise = false } = {}, look) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce", deviceScaleFactor: viewport === phone ? 2 : 1 });
  const page = await context.newPage();
  const words = [], foreign = [];
  page.on("console", (m) => { if (m.type() === "error" || m.type() === "warning") words.push(m.text()); });
  page.on("pageerror", (e) => words.push(String(e)));
  page.on("request", (r) => { if (!r.url().startsWith(url + "/")) foreign.push(r.url()); });
  await page.goto(url + path);
  await look(page);
  if (!noise) assert.deepEqual(words, [], `console of ${path}`);
  assert.deepEqual(foreign, [], `third-party requests of ${path}`);
  assert.deepEqual(await context.cookies(), [], `cookies of ${path}`);
  await context.close();
}

async function shows(page, ...texts) {
  for (const t of texts) await page.getByText(t).first().waitFor({ timeout: 8000 });
}

async function sound(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${name}: the page scrolls ${wide} px sideways`);
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  const faults = violations.map((v) => `${v.impact}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.any[0]?.message ?? ""}`).join(" | ")}`);
  for (const f of faults) console.log(`  ${name}: ${f}`);
  assert.equal(faults.filter((f) => /^(serious|critical)/.test(f)).length, 0, `${name}: serious accessibility faults`);
}

const shot = (page, name) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

const checks = {
  async "a campaign in training, in every dress"() {
    for (const [size, viewport] of Object.entries({ desktop, phone })) {
      for (const colorScheme of ["light", "dark"]) {
        await visit("/c/folio-1", { viewport, colorScheme }, async (page) => {
          await shows(page, "Folio, a small Shakespeare", "live", "Money leaves the treasury only for work that stands in the ledger", "nats per token",
            "lyra-tower", "View as table", /(Lane|Slice) \d+ of round 2\d/i, "your browser hashed the spec and found this digest", "final");
          await page.locator(".chart canvas").waitFor();
          assert.match(await page.title(), /Folio/);
          await shot(page, `training-${size}-${colorScheme}`);
          await sound(page, `training ${size} ${colorScheme}`);
        });
      }
    }
  },
  async "the other stages"() {
    const stages = {
      herbal: ["If pledges do not reach 10,000 QTT", "61 % of the goal", "No training round is closed yet"],
      blank: ["Nobody has joined yet", "0 % of the goal", "No epoch is closed yet"],
      psalter: ["Every round is closed", "whatever was not earned goes back"],
      "trial-256": ["This is an unfunded trial", "199"],
      palimpsest: ["every funder takes back the whole pledge"],
      nowhere: ["There is no campaign called “nowhere”"],
    };
    for (const [name, texts] of Object.entries(stages)) {
      await visit(`/c/${name}`, { viewport: name === "trial-256" ? phone : desktop, noise: name === "nowhere" }, async (page) => {
        await shows(page, ...texts);
        await page.waitForTimeout(300);
        if (name === "nowhere") assert.equal(await page.locator(".notice").count(), 0, "a missing campaign is no lost connection");
        await shot(page, name);
        await sound(page, name);
      });
    }
  },
  async "the list, and the way from it"() {
    await visit("/", { viewport: phone }, async (page) => {
      await shows(page, "Campaigns", "61 % of the goal pledged", /round \d+ of 40 closed/);
      await shot(page, "list-phone");
      await sound(page, "list");
      await page.getByRole("link", { name: "Herbal" }).click();
      await shows(page, "Four centuries of botany");
      assert.equal(new URL(page.url()).pathname, "/c/herbal");
      await page.goBack();
      await shows(page, "Campaigns");
    });
    await visit("/", {}, async (page) => { await shows(page, "Psalter"); await shot(page, "list-desktop"); });
    await visit("/no/such", {}, async (page) => { await shows(page, "No such page"); await sound(page, "unknown"); });
  },
  async "a single campaign needs no list"() {
    const one = await serve({ port: 0, only: "folio-1" });
    await visit("/", { url: one.url }, (page) => shows(page, "Folio, a small Shakespeare", "Rounds and loss"));
    one.close();
  },
  async "tables, theme and the keyboard"() {
    await visit("/c/folio-1", {}, async (page) => {
      await page.locator(".chart canvas").waitFor();
      await page.locator(".chart").focus();
      await page.keyboard.press("Home");
      await shows(page, "Round 1");
      await page.locator(".curve button").click();
      await page.getByRole("region", { name: "Closed rounds, newest first" }).waitFor();
      await page.getByRole("button", { name: "View as table" }).click(); // of the open round; the curve's now says chart
      await page.getByRole("region", { name: "Tasks of the open round" }).waitFor();
      await sound(page, "tables");
      await page.getByRole("button", { name: /auto/ }).click();
      await page.getByRole("button", { name: /light/ }).click();
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
      await page.reload();
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    });
  },
  async "events arrive, are lost and come back"() {
    const own = await serve({ port: 0, stepMs: 60 });
    await visit("/c/folio-1", { url: own.url, noise: true }, async (page) => {
      await shows(page, "live");
      const newest = () => page.locator(".feed li").first().innerText();
      const before = await newest();
      await page.waitForFunction((b) => document.querySelector(".feed li").innerText !== b, before);
      await fetch(`${own.url}/fake/drop?s=3`);
      await shows(page, "disconnected", /What you see is as of \d\d:\d\d/);
      await shot(page, "disconnected");
      await sound(page, "disconnected");
      await page.locator(".link.good").waitFor({ timeout: 15_000 });
      assert.equal(await page.locator(".notice").count(), 0);
      await fetch(`${own.url}/fake/drop?s=4&only=events`);
      await shows(page, "no live stream");
      const old = await newest();
      await page.waitForFunction((b) => document.querySelector(".feed li").innerText !== b, old); // polled meanwhile
      assert.equal(await page.locator(".notice").count(), 0);
      await page.locator(".link.good").waitFor({ timeout: 15_000 });
    });
    own.close();
  },
};

let failed = 0;
try {
  server = await serve({ port: 0 });
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const wanted = process.argv[2] ?? "";
  for (const [name, check] of Object.entries(checks).filter(([n]) => n.includes(wanted))) {
    const began = Date.now();
    try {
      await check();
      console.log(`ok    ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (e) {
      failed++;
      console.log(`FAIL  ${name}\n${e.stack}`);
    }
  }
} finally {
  await browser?.close();
  server?.close();
}
process.exit(failed > 0 ? 1 : 0);
