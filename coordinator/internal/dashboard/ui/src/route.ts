// route knows the page's two addresses: "/" and "/c/NAME".
import { signal } from "@preact/signals";

export type Route = { page: "list" } | { page: "campaign"; name: string } | { page: "unknown"; path: string };

export function parse(path: string): Route {
  const clean = path.replace(/\/+$/, "");
  if (clean === "") return { page: "list" };
  const name = /^\/c\/([a-z0-9-]+)$/.exec(clean)?.[1];
  return name === undefined ? { page: "unknown", path } : { page: "campaign", name };
}

export const route = signal<Route>({ page: "list" });

// follow keeps route equal to the address bar, and turns clicks on links within the page into route changes.
export function follow(): void {
  const read = () => { route.value = parse(location.pathname); };
  addEventListener("popstate", read);
  document.addEventListener("click", (e) => {
    const link = e.target instanceof Element ? e.target.closest("a") : null;
    if (link === null || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    if (link.origin !== location.origin || link.hash !== "" || parse(link.pathname).page === "unknown") return;
    e.preventDefault();
    history.pushState(null, "", link.pathname);
    read();
    scrollTo(0, 0);
    document.getElementById("main")?.focus(); // so that a screen reader starts on the new page
  });
  read();
}
