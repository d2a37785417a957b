import { expect, test } from "vitest";
import { ago, brief, briefAddress, count, duration, giga, plural, utc, words } from "./format";

const s = 1000, min = 60 * s, h = 60 * min, day = 24 * h;

test.each([
  [0, "0 s"], [-5 * s, "0 s"], [59.4 * s, "59 s"], [60 * s, "1 min"], [3 * min + 5 * s, "3 min 5 s"], [45 * min + 5 * s, "45 min"],
  [h, "1 h"], [26 * h + 30 * min, "26 h 30 min"], [3 * day + 2 * h, "3 days 2 h"], [40 * day + h, "40 days"],
])("%s ms", (ms, want) => expect(duration(ms)).toBe(want));

test("a moment ago", () => {
  expect(ago(-3000)).toBe("just now"); // clocks differ
  expect(ago(12_000)).toBe("12 s ago");
});

test("large numbers in words, cut and not rounded", () => {
  expect(words(0n)).toBe("0");
  expect(words(999_999n)).toBe("999,999");
  expect(words(10_085_376n)).toBe("10 million");
  expect(words(8_650_752n)).toBe("8.65 million");
  expect(words(2n ** 62n)).toBe("4,611 quadrillion");
  expect(giga(83_618_123_456_789n)).toBe("83,618");
  expect(giga(1_500_000_000n)).toBe("1.5");
  expect(giga(1_500_000n)).toBe("0.0015");
  expect(giga(0n)).toBe("0");
  expect(count(9_007_199_254_740_993n)).toBe("9,007,199,254,740,993"); // past 2⁵³
});

test("digests and addresses are shortened as on the command line", () => {
  expect(brief("ab".repeat(32))).toBe("abababababab…");
  expect(brief("")).toBe("");
  expect(briefAddress("0x1234567890abcdef1234567890abcdef12345678")).toBe("0x1234…5678");
});

test("words agree with numbers", () => {
  expect(plural(1, "round")).toBe("1 round");
  expect(plural(1n, "task")).toBe("1 task");
  expect(plural(1200, "task")).toBe("1,200 tasks");
});

test("UTC beside local time", () => expect(utc(0)).toBe("1970-01-01 00:00:00 UTC"));
