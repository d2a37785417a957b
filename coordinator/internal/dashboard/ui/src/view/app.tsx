// app is the sheet around every page: masthead, connection, theme.
import { useEffect, useState } from "preact/hooks";
import { clock } from "../format";
import { campaigns, fatal, link, retryNow, state, watchCampaign, watchList, words } from "../live";
import { route } from "../route";
import { CampaignPage } from "./campaign";
import { ListPage } from "./list";
import { theme, themes } from "./theme";

export function App() {
  const r = route.value;
  useEffect(() => {
    if (r.page === "campaign") watchCampaign(r.name);
    if (r.page === "list") watchList();
  }, [r]);

  // A coordinator with one campaign needs no list.
  const all = campaigns.value;
  const only = r.page === "list" && all?.length === 1 ? all[0]!.name : "";
  useEffect(() => { if (only !== "") watchCampaign(only); }, [only]);

  const campaign = r.page === "campaign" || only !== "";
  const title = campaign ? state.value.campaign?.title : undefined;
  useEffect(() => { document.title = title ? `${title} · Quire` : "Quire"; }, [title]);

  return (
    <>
      <a class="skip" href="#main">Skip to the page</a>
      <Masthead home={campaign && only === ""} />
      <main id="main" tabIndex={-1}>
        <LostNotice />
        {r.page === "unknown" ? <Unknown path={r.path} /> : fatal.value !== "" ? <Fatal /> : campaign ? <CampaignPage /> : <ListPage />}
      </main>
      <footer class="foot">
        <p>Quire: a press for models. No wallet, no account, no cookies; every number here is read from this coordinator’s public API.</p>
      </footer>
    </>
  );
}

function Masthead({ home }: { home: boolean }) {
  return (
    <header class="masthead">
      <a class="wordmark" href="/" aria-label={home ? "Quire: all campaigns" : "Quire"}>
        <Mark /> Quire
      </a>
      <LinkStatus />
      <ThemeButton />
    </header>
  );
}

// Mark is two folded sheets.
function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 28" aria-hidden="true">
      <path d="M16 6c-3-3-7-4-13-4v18c6 0 10 1 13 5 3-4 7-5 13-5V2c-6 0-10 1-13 4z" />
      <path class="fold" d="M16 6v19M7 7c2.500 0 4.500.6 6 1.600M7 12c2.500 0 4.500.6 6 1.600M25 7c-2.500 0-4.500.6-6 1.600M25 12c-2.500 0-4.500.6-6 1.600" />
    </svg>
  );
}

function LinkStatus() {
  const w = words();
  return (
    <p class={`link ${w.tone}`}>
      <span role="status"><Dot tone={w.tone} /> {w.state.split(" – ")[0]}</span>
      {w.detail !== "" && <span class="muted"> · {w.detail}</span>}
    </p>
  );
}

// Dot differs in shape as well as in colour.
function Dot({ tone }: { tone: "good" | "wait" | "bad" }) {
  return (
    <svg class="dot" viewBox="0 0 10 10" aria-hidden="true">
      {tone === "good" && <circle cx="5" cy="5" r="4" />}
      {tone === "wait" && <circle class="ring" cx="5" cy="5" r="3.500" />}
      {tone === "bad" && <path class="ring" d="M1.500 1.500l7 7M8.500 1.500l-7 7" />}
    </svg>
  );
}

function ThemeButton() {
  const next = themes[(themes.indexOf(theme.value) + 1) % themes.length]!;
  return (
    <button class="quiet theme" type="button" onClick={() => { theme.value = next; }} title={`Change to ${next}`}>
      Theme: {theme.value}
    </button>
  );
}

function LostNotice() {
  const { state, heardMs } = link.value;
  if (state !== "lost") return null;
  const w = words();
  return (
    <div class="notice">
      <p><strong>{w.state.replace("disconnected", "Disconnected")}.</strong> {heardMs === 0 ? "Nothing has arrived yet." : `What you see is as of ${clock(heardMs)}.`}</p>
      <button type="button" onClick={retryNow}>Try now</button>
    </div>
  );
}

function Fatal() {
  return (
    <section class="page-message">
      <h1>Nothing to show</h1>
      <p>{fatal.value}</p>
      <p><a href="/">See all campaigns</a></p>
    </section>
  );
}

function Unknown({ path }: { path: string }) {
  const [shown] = useState(path);
  return (
    <section class="page-message">
      <h1>No such page</h1>
      <p>There is nothing at <code>{shown}</code>. A campaign’s page is at <code>/c/</code> and its name.</p>
      <p><a href="/">See all campaigns</a></p>
    </section>
  );
}
