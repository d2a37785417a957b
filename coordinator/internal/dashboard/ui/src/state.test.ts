import { describe as group, expect, test } from "vitest";
import { apply, describe, empty, feedMax, linkApply, mergeRounds, outdatedByCampaign, outdatedByFeed, unlinked } from "./state";
import type { Link } from "./state";
import { campaign } from "./wire";
import type { FeedItem, Round } from "./wire";

const item = (id: number, kind = "accept"): FeedItem => ({ id, atMs: id, kind, text: `news ${id}` });
const round = (number: number, loss = 1): Round => ({ number, loss, heldOutLoss: 0, heldOutBitsPerByte: 0, openedMs: 0, closedMs: 1, checkpoint: "", record: "" });

group("the state", () => {
  test("news comes newest first, once each, and is bounded", () => {
    let s = apply(empty, { part: "feed", items: [item(1), item(2), item(3)] });
    s = apply(s, { part: "feed", items: [item(3), item(4)] });
    expect(s.feed.map((i) => i.id)).toEqual([4, 3, 2, 1]);
    s = apply(s, { part: "feed", items: Array.from({ length: 500 }, (_, i) => item(i)) });
    expect(s.feed).toHaveLength(feedMax);
    expect(s.feed[0]!.id).toBe(499);
  });

  test("rounds ascend, and a page that overlaps changes nothing", () => {
    expect(mergeRounds([round(0), round(1)], [round(3), round(1), round(2)]).map((r) => r.number)).toEqual([0, 1, 2, 3]);
  });

  test("a slow answer does not undo a newer event", () => {
    const s = apply(empty, { part: "campaign", campaign: campaign({ name: "a", round: 5, nowMs: "2000" }) });
    const spec = new Uint8Array([1]);
    const late = apply(s, { part: "campaign", campaign: campaign({ name: "a", round: 4, nowMs: "1000" }), spec });
    expect(late.campaign!.round).toBe(5);
    expect(late.spec).toBe(spec); // which never changes
  });

  test("a problem stays until its part arrives", () => {
    const s = apply(empty, { part: "rounds", problem: "The coordinator cannot be reached." });
    expect(s.problems.rounds).toMatch(/reached/);
    expect(apply(s, { part: "epochs", epochs: [] }).problems.rounds).toMatch(/reached/);
    const mended = apply(s, { part: "rounds", rounds: [] });
    expect(mended.problems.rounds).toBeUndefined();
    expect(mended.loaded.has("rounds")).toBe(true);
  });
});

group("what is asked again", () => {
  const before = campaign({ stage: "STAGE_TRAINING", round: 3, trained: 2, ledgerRows: "10", online: 4 });
  test.each([
    ["nothing changed", {}, []],
    ["a lane was accepted", { trained: 3, ledgerRows: 11n }, ["open", "contributors"]],
    ["a trainer left", { online: 3 }, ["contributors"]],
    ["a round closed", { round: 4, trained: 0 }, ["rounds", "open", "epochs"]],
    ["training ended", { stage: "trained" as const }, ["rounds", "open", "contributors", "epochs"]],
  ])("%s", (_, change, want) => expect(outdatedByCampaign(before, { ...before, ...change })).toEqual(want));

  test("news that the headline does not show", () => {
    expect(outdatedByFeed(item(1, "lease"))).toEqual(["open"]);
    expect(outdatedByFeed(item(1, "join"))).toEqual(["contributors"]);
    expect(outdatedByFeed(item(1, "accept"))).toEqual([]);
  });
});

group("the connection", () => {
  const live: Link = linkApply(unlinked, 1000, { kind: "opened" });

  test("reads live, then says how old the news is, then that there is none", () => {
    expect(describe(live, 1500)).toEqual({ tone: "good", state: "live", detail: "last update just now" });
    expect(describe(live, 13_000).detail).toBe("last update 12 s ago");
    expect(describe(live, 90_000)).toEqual({ tone: "wait", state: "no news", detail: "last update 1 min 29 s ago" });
  });

  test("waits longer after each failure, but never more than half as much again as 30 s", () => {
    let l = live;
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      l = linkApply(l, 5000, { kind: "failed", answered: false, jitter: 0 });
      waits.push(l.retryMs - 5000);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(linkApply(l, 0, { kind: "failed", answered: false, jitter: 0.999 }).retryMs).toBeLessThan(45_000);
    expect(describe(l, 10_000)).toEqual({ tone: "bad", state: "disconnected – retrying in 25 s", detail: "last update 9 s ago" });
    expect(linkApply(l, 6000, { kind: "opened" })).toEqual({ ...live, heardMs: 6000 });
  });

  test("a stream that drops while the coordinator answers is no lost connection", () => {
    const dropped = linkApply(live, 2000, { kind: "dropped" });
    expect(describe(dropped, 2000)).toMatchObject({ tone: "wait", state: "connecting" });
    const polling = linkApply(dropped, 2000, { kind: "failed", answered: true, jitter: 0 });
    expect(describe(polling, 2000)).toMatchObject({ tone: "wait", state: "no live stream – retrying in 1 s" });
    expect(linkApply(polling, 2500, { kind: "dropped" })).toBe(polling); // the words do not flicker
  });

  test("remembers when it was lost", () => {
    const once = linkApply(live, 5000, { kind: "failed", answered: false, jitter: 0 });
    expect(linkApply(once, 9000, { kind: "failed", answered: false, jitter: 0 }).lostMs).toBe(5000);
  });

  test("says so before anything ever arrived", () => {
    expect(describe(unlinked, 0)).toEqual({ tone: "wait", state: "connecting", detail: "" });
  });
});
