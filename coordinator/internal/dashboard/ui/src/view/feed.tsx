// feed tells what happens, line by line. It can be held, because text that moves cannot be read.
import { useState } from "preact/hooks";
import { state } from "../live";
import type { FeedItem } from "../wire";
import { Loaded, Section, When } from "./parts";

const first = 12;

export function Feed() {
  const [held, setHeld] = useState<FeedItem[] | null>(null);
  const [all, setAll] = useState(false);
  const feed = held ?? state.value.feed;
  const fresh = held === null ? 0 : state.value.feed.filter((i) => i.id > (held[0]?.id ?? 0)).length;
  return (
    <Section id="feed" title="Feed" part="feed" aside="What the coordinator decided, as it decides it. Newest first, in your time zone.">
      <Loaded part="feed">
        {feed.length === 0 ? <p class="empty">Nothing has happened yet. News appears here by itself.</p> : (
          <>
            <ol class="feed">
              {feed.slice(0, all ? undefined : first).map((i) => (
                <li key={i.id}>
                  <When ms={i.atMs} clock /> <span class={`kind ${i.kind}`}>{i.kind}</span> <span class="news">{i.text}</span>
                </li>
              ))}
            </ol>
            <p class="row">
              <button class="quiet" type="button" aria-pressed={held !== null} onClick={() => setHeld(held === null ? state.value.feed : null)}>
                {held === null ? "Hold the feed" : `Resume${fresh > 0 ? ` (${fresh} new)` : ""}`}
              </button>
              {feed.length > first && (
                <button class="quiet" type="button" aria-expanded={all} onClick={() => setAll(!all)}>{all ? "Show fewer" : `Show all ${feed.length}`}</button>
              )}
            </p>
          </>
        )}
      </Loaded>
    </Section>
  );
}
