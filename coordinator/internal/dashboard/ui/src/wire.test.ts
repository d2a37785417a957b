import { expect, test } from "vitest";
import * as wire from "./wire";

test("what protojson leaves out is zero", () => {
  const c = wire.campaign({ name: "folio-1", stage: "STAGE_FUNDING" });
  expect(c).toMatchObject({ name: "folio-1", stage: "funding", round: 0, loss: 0, units: 0n, rewards: 0n, treasury: null, funding: null });
});

test("64-bit numbers and money keep every digit", () => {
  const c = wire.campaign({
    tokens: "9007199254740993", funding: { pledged: "340282366920938463463374607431768211455", decimals: 18, deadline: "1790000000" },
  });
  expect(c.tokens).toBe(9007199254740993n);
  expect(c.funding).toMatchObject({ pledged: 2n ** 128n - 1n, deadlineMs: 1790000000000 });
});

test("addresses arrive as bytes", () => {
  const c = wire.campaign({ treasury: { chainId: "31337", contract: "q83vq83vq83vq83vq83vq83vq80=" } });
  expect(c.treasury).toEqual({ chainId: 31337n, contract: "0xabcdefabcdefabcdefabcdefabcdefabcdefabcd", poster: "" });
});

test("an epoch's record says who is paid and how much", () => {
  const record = { rounds: [1, 8], increment: "300", root: "0xaa", balances: [{ delta: "100" }, { delta: "0" }, { delta: "200" }] };
  const [e] = wire.epochs({ epochs: [{ number: 1, record: btoa(JSON.stringify(record)), state: "posted" }] });
  expect(e).toEqual({ number: 1, firstRound: 1, lastRound: 8, paid: 2, increment: 300n, root: "0xaa", state: "posted", tx: "" });
});

test.each([
  ["a list instead of a campaign", () => wire.campaign([]), "campaign is not an object"],
  ["half a round", () => wire.campaign({ round: 1.5 }), "round is not a whole number"],
  ["a float for money", () => wire.campaign({ rewards: "1e18" }), "rewards is not a whole number"],
  ["a loss that is none", () => wire.campaign({ loss: "NaN" }), "loss is not a finite number"],
  ["a number for text", () => wire.campaign({ title: 5 }), "title is not text"],
  ["an unknown status", () => wire.openRound({ tasks: [{ kind: "train", status: "lost" }] }), 'status of a task is "lost"'],
])("%s is refused by name", (_, read, message) => expect(read).toThrow(message));

test("a stage of the future is shown as unknown", () => expect(wire.campaign({ stage: "STAGE_ETERNAL" }).stage).toBe("unknown"));
