import { expect, test } from "vitest";
import { backing, closedRounds, places, refundRule, remaining } from "./progress";
import { campaign } from "./wire";
import { parse } from "./route";

test("round 0 and the open round are not counted as closed training rounds", () => {
  expect(closedRounds(campaign({ stage: "STAGE_TRAINING", rounds: 40 }))).toBe(0);
  expect(closedRounds(campaign({ stage: "STAGE_TRAINING", rounds: 40, round: 40 }))).toBe(39);
  expect(closedRounds(campaign({ stage: "STAGE_TRAINED", rounds: 40, round: 40 }))).toBe(40);
});

test("the rest is a range, and unsaid while nobody can know it", () => {
  const c = campaign({ stage: "STAGE_TRAINING", rounds: 14, round: 5 });
  const rounds = [10, 20, 30, 40].map((s, i) => ({ number: i + 1, loss: 1, heldOutLoss: 0, heldOutBitsPerByte: 0, openedMs: 0, closedMs: s * 1000, checkpoint: "", record: "" }));
  expect(remaining(c, rounds)).toEqual({ fromMs: 200_000, toMs: 300_000 });
  expect(remaining(c, rounds.slice(1))).toBeNull();
  expect(remaining({ ...c, stage: "trained" }, rounds)).toBeNull();
});

test("every phase has its refund rule", () => {
  const rule = (phase: string) => refundRule(campaign({ treasury: {}, funding: { phase } }), "10 QTT", "Friday");
  expect(rule("Pledging")).toBe("If pledges do not reach 10 QTT by Friday, every funder takes back the whole pledge; until the goal is reached a funder may do so at any time.");
  expect(new Set(["Pledging", "Ready", "Active", "Closed", "Failed"].map(rule)).size).toBe(5);
  expect(refundRule(campaign({ treasury: {} }), "", "")).toMatch(/has not reported/);
  expect(refundRule(campaign({}), "", "")).toMatch(/unfunded trial/);
});

test("a pledge that was taken back no longer counts towards the goal", () => {
  const { funding } = campaign({ funding: { phase: "Pledging", pledged: "100", refunded: "30" } });
  expect(backing(funding!)).toBe(70n);
  expect(backing({ ...funding!, phase: "Closed" })).toBe(100n);
});

test("every unit of the money is in one place", () => {
  const { funding } = campaign({ funding: { pledged: "100", refunded: "10", escrow: "60", earned: "30", paid: "12" } });
  const epoch = (state: string, increment: bigint) => ({ number: 1, firstRound: 1, lastRound: 1, paid: 1, increment, root: "", state, tx: "" });
  const split = places(funding!, [epoch("final", 30n), epoch("posted", 25n), epoch("closed", 9n)]);
  expect(split.map((p) => p.of)).toEqual([12n, 18n, 25n, 35n, 10n]);
  expect(split.reduce((sum, p) => sum + p.of, 0n)).toBe(100n);
  expect(places(funding!, [epoch("posted", 70n)]).find((p) => p.id === "escrow")!.of).toBe(0n); // a stale report
});

test("addresses of the page", () => {
  expect(parse("/")).toEqual({ page: "list" });
  expect(parse("/c/folio-1/")).toEqual({ page: "campaign", name: "folio-1" });
  expect(parse("/c/Folio")).toEqual({ page: "unknown", path: "/c/Folio" });
});
