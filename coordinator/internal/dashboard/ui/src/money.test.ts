import { expect, test } from "vitest";
import { column, exact, percent, share, short } from "./money";

test.each([
  [0n, 18, "0", "0"],
  [10n ** 18n, 18, "1", "1"],
  [12_400n * 10n ** 18n, 18, "12,400", "12,400"],
  [1_234_567_890n, 6, "1,234.56789", "1,234.56"],
  [1_999_999n, 6, "1.999999", "1.99"], // never rounds up
  [1n, 18, "0.000000000000000001", "0.000000000000000001"],
  [123_456n, 18, "0.000000000000123456", "0.00000000000012"],
  [50n * 10n ** 16n, 18, "0.5", "0.5"],
  [7n, 0, "7", "7"],
  [-1_500_000n, 6, "−1.5", "−1.5"],
  [2n ** 200n, 18, "1,606,938,044,258,990,275,541,962,092,341,162,602,522,202.993782792835301376", "1,606,938,044,258,990,275,541,962,092,341,162,602,522,202.99"],
])("%s base units with %s decimals", (base, decimals, whole, brief) => {
  expect(exact(base, decimals)).toBe(whole);
  expect(short(base, decimals)).toBe(brief);
});

test("amounts in a column align, and none reads as nought that is not", () => {
  expect(column(10n ** 18n, 18)).toBe("1.00");
  expect(column(15n * 10n ** 17n, 18)).toBe("1.50");
  expect(column(0n, 18)).toBe("0.00");
  expect(column(12n * 10n ** 12n, 18)).toBe("0.000012");
  expect(column(7n, 0)).toBe("7");
});

test("a percentage never promises more than there is", () => {
  expect(percent(share(9_999n, 10_000n))).toBe("99 %");
  expect(percent(share(10_000n, 10_000n))).toBe("100 %");
  expect(percent(share(12_400n, 10_000n))).toBe("124 %");
  expect(percent(share(29n, 1000n))).toBe("2.9 %");
  expect(percent(share(1n, 0n))).toBe("0 %");
});
