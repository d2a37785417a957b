// money shows amounts of a token. An amount is a bigint of base units from the wire to the glyph; no float ever holds it.

// exact spells an amount completely: 1234500000n with 6 decimals is "1,234.5".
export function exact(base: bigint, decimals: number): string {
  return spell(base, decimals, decimals);
}

// short cuts an amount down to two decimals, or to the first two digits of an amount below one. It rounds down, so it
// never shows money that is not there; the exact amount stands in the title beside it.
export function short(base: bigint, decimals: number): string {
  const size = base < 0n ? -base : base;
  if (size === 0n || size >= 10n ** BigInt(decimals)) return spell(base, decimals, 2);
  const zeros = decimals - size.toString().length; // after the point, before the first digit
  return spell(base, decimals, zeros + 2);
}

// column is short with always two decimals, so that amounts in a column of a table align. An amount too small for them
// keeps its digits, because nought is not what it is.
export function column(base: bigint, decimals: number): string {
  const s = short(base, decimals), point = s.indexOf(".");
  if (decimals < 2 || (point !== -1 && s.length - point > 3)) return s;
  return point === -1 ? s + ".00" : s.padEnd(point + 3, "0");
}

function spell(base: bigint, decimals: number, keep: number): string {
  const sign = base < 0n ? "−" : "";
  const digits = (base < 0n ? -base : base).toString().padStart(decimals + 1, "0");
  const whole = BigInt(digits.slice(0, digits.length - decimals)).toLocaleString("en");
  const fraction = digits.slice(digits.length - decimals).slice(0, keep).replace(/0+$/, "");
  return sign + whole + (fraction === "" ? "" : "." + fraction);
}

// share returns part/of as a fraction of one for drawing and for a percentage, or 0 if there is nothing to share. It
// is exact to a millionth.
export function share(part: bigint, of: bigint): number {
  return of <= 0n ? 0 : Number((part * 1_000_000n) / of) / 1_000_000;
}

// percent spells a fraction of one, rounded down so that 99.96 % never reads as 100 %.
export function percent(fraction: number): string {
  const p = fraction * 100;
  return (p < 10 ? (Math.floor(p * 10 + 1e-7) / 10).toString() : Math.floor(p + 1e-7).toString()) + " %";
}
