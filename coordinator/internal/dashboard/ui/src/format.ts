// format spells numbers, times and digests for people.

// count spells a whole number with thousands separated.
export function count(n: bigint | number): string {
  return n.toLocaleString("en");
}

const scales: [bigint, string][] = [
  [10n ** 15n, "quadrillion"], [10n ** 12n, "trillion"], [10n ** 9n, "billion"], [10n ** 6n, "million"],
];

// words spells a large whole number with three digits and a word: 12,345,678 is "12.3 million".
export function words(n: bigint): string {
  for (const [scale, name] of scales) {
    if (n >= scale) return `${three(n, scale)} ${name}`;
  }
  return count(n);
}

// giga spells work units in thousands of millions, the unit in which the spec prices them.
export function giga(units: bigint): string {
  if (units >= 10n ** 9n || units === 0n) return three(units, 10n ** 9n);
  return (Number(units) / 1e9).toPrecision(2);
}

function three(n: bigint, scale: bigint): string {
  const thousandths = (n * 1000n) / scale;
  const whole = thousandths / 1000n;
  const keep = whole >= 100n ? 0 : whole >= 10n ? 1 : 2;
  if (keep === 0) return count(whole);
  const fraction = (thousandths % 1000n).toString().padStart(3, "0").slice(0, keep).replace(/0+$/, "");
  return whole.toString() + (fraction === "" ? "" : "." + fraction);
}

export function loss(nats: number): string {
  return nats.toFixed(4);
}

export function plural(n: number | bigint, one: string, many = one + "s"): string {
  return `${count(n)} ${n == 1 ? one : many}`;
}

// brief shows the first twelve digits of a digest, as the command line does.
export function brief(digest: string): string {
  return digest.length > 12 ? digest.slice(0, 12) + "…" : digest;
}

// briefAddress keeps both ends of an address, which is what people compare.
export function briefAddress(a: string): string {
  return a.length > 13 ? `${a.slice(0, 6)}…${a.slice(-4)}` : a;
}

// duration spells a span in its two largest units.
export function duration(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return `${s} s`;
  const m = Math.floor(s / 60), h = Math.floor(m / 60), d = Math.floor(h / 24);
  if (m < 60) return pair(m, "min", s % 60, "s", m < 10);
  if (h < 48) return pair(h, "h", m % 60, "min", true);
  return pair(d, d === 1 ? "day" : "days", h % 24, "h", d < 10);
}

function pair(a: number, unitA: string, b: number, unitB: string, both: boolean): string {
  return both && b > 0 ? `${a} ${unitA} ${b} ${unitB}` : `${a} ${unitA}`;
}

export function ago(ms: number): string {
  return ms < 1500 ? "just now" : `${duration(ms)} ago`;
}

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

// date spells a moment in the reader's time zone; utc spells the same moment for its title.
export function date(ms: number): string {
  return day.format(ms);
}

export function clock(ms: number): string {
  return hour.format(ms);
}

export function utc(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ") + " UTC";
}
