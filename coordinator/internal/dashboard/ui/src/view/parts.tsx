// parts are the small pieces that every section is set from.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import * as format from "../format";
import { column, exact, short } from "../money";
import { serverNow, state } from "../live";
import type { Part } from "../state";
import type { Campaign } from "../wire";

// Section sets its heading in the margin, as a printed page sets side heads; on a phone the heading stands above.
export function Section(p: { id: string; title: string; aside?: ComponentChildren; part?: Part; children: ComponentChildren }) {
  const problem = p.part === undefined ? undefined : state.value.problems[p.part];
  return (
    <section class="section" aria-labelledby={p.id}>
      <div class="side">
        <h2 id={p.id}>{p.title}</h2>
        {p.aside !== undefined && <p class="muted">{p.aside}</p>}
      </div>
      <div class="body">
        {problem !== undefined && <p class="problem">{problem} What stands here may be old.</p>}
        {p.children}
      </div>
    </section>
  );
}

// Loaded shows a part's content, or one line while it has never arrived.
export function Loaded({ part, children }: { part: Part; children: ComponentChildren }) {
  if (state.value.loaded.has(part)) return <>{children}</>;
  return state.value.problems[part] === undefined ? <p class="empty">Loading…</p> : null;
}

// Copy puts a text on the clipboard and says so.
export function Copy({ text, what }: { text: string; what: string }) {
  const [done, setDone] = useState("");
  const copy = async () => {
    setDone(await toClipboard(text) ? "copied" : "cannot copy here");
    setTimeout(() => setDone(""), 1500);
  };
  return (
    <button class="copy" type="button" onClick={copy} aria-label={`Copy ${what}`} title={`Copy ${what}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M5.500 5.500v-3h8v8h-3M2.500 5.500h8v8h-8z" /></svg>
      <span role="status" class={done === "" ? "hidden" : "said"}>{done}</span>
    </button>
  );
}

// toClipboard works without the clipboard API too, which browsers give to secure origins only.
async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const ok = document.execCommand("copy");
    area.remove();
    return ok;
  }
}

// Digest shows the first twelve digits, all of them in its title, and links to the bytes that they name.
export function Digest({ of, what, link = true }: { of: string; what: string; link?: boolean }) {
  if (of === "") return <span class="muted">none yet</span>;
  const digits = <code title={of}>{format.brief(of)}</code>;
  return (
    <span class="digest">
      {link ? <a href={`/o/${of}`} aria-label={`${what} ${format.brief(of)}`}>{digits}</a> : digits}
      <Copy text={of} what={what} />
    </span>
  );
}

export function Address({ of, what }: { of: string; what: string }) {
  if (of === "") return <span class="muted">none</span>;
  return <span class="digest"><code title={of}>{format.briefAddress(of)}</code><Copy text={of} what={what} /></span>;
}

// Token is how amounts of a campaign are spelled. Before the treasury reported nobody knows the decimals, so amounts
// are base units.
export interface Token { symbol: string; decimals: number }

export function tokenOf(c: Campaign): Token {
  return c.funding === null ? { symbol: "base units", decimals: 0 } : { symbol: c.funding.symbol, decimals: c.funding.decimals };
}

// Money is an amount with its symbol, or bare in a column whose head names it.
export function Money({ of, token, bare }: { of: bigint; token: Token; bare?: boolean }) {
  return (
    <span class="money" title={`${exact(of, token.decimals)} ${token.symbol}`}>
      {bare === true ? column(of, token.decimals) : `${short(of, token.decimals)} ${token.symbol}`}
    </span>
  );
}

// Ago keeps itself up to date.
export function Ago({ ms }: { ms: number }) {
  return <time dateTime={new Date(ms).toISOString()} title={`${format.date(ms)} · ${format.utc(ms)}`}>{format.ago(serverNow() - ms)}</time>;
}

export function When({ ms, clock }: { ms: number; clock?: boolean }) {
  return <time dateTime={new Date(ms).toISOString()} title={format.utc(ms)}>{clock === true ? format.clock(ms) : format.date(ms)}</time>;
}

export interface Column<T> {
  head: string;
  cell: (row: T) => ComponentChildren;
  number?: boolean; // set flush right in lining figures
  wide?: boolean; // left out on a phone; the first column then repeats it in small type
}

// Table shows the first rows and the rest on demand, so that a campaign of a thousand rounds stays one page.
export function Table<T>(p: { caption: string; columns: Column<T>[]; rows: T[]; first: number; noun: string; id: (row: T) => string }) {
  const [all, setAll] = useState(false);
  const shown = all ? p.rows : p.rows.slice(0, p.first);
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label={p.caption}>
        <table>
          <caption class="hidden">{p.caption}</caption>
          <thead>
            <tr>{p.columns.map((c) => <th scope="col" class={classes(c)} key={c.head}>{c.head}</th>)}</tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={p.id(row)}>
                {p.columns.map((c, i) => i === 0
                  ? <th scope="row" class={classes(c)} key={c.head}>{c.cell(row)}</th>
                  : <td class={classes(c)} key={c.head}>{c.cell(row)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {p.rows.length > p.first && (
        <button class="quiet more" type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Show the first ${p.first} only` : `Show all ${format.count(p.rows.length)} ${p.noun}`}
        </button>
      )}
    </>
  );
}

function classes<T>(c: Column<T>): string {
  return [c.number === true ? "number" : "", c.wide === true ? "wide" : ""].join(" ").trim();
}
