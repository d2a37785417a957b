import { afterEach, expect, test, vi } from "vitest";
import { listEpochs } from "./api";

afterEach(() => vi.unstubAllGlobals());

const record = btoa(JSON.stringify({ rounds: [0, 1], rows: [1, 2], increment: "1", balances: [] }));

test("every page of epochs is asked for", async () => {
  vi.stubGlobal("fetch", async (_: string, q: { body: string }) => {
    const { from } = JSON.parse(q.body) as { from: number };
    const epochs = [1, 2, 3, 4, 5].filter((n) => n >= from).slice(0, 2).map((number) => ({ number, record, state: "closed" }));
    return new Response(JSON.stringify({ epochs }));
  });
  expect((await listEpochs("tiny")).map((e) => e.number)).toEqual([1, 2, 3, 4, 5]);
});
