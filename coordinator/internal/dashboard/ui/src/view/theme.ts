// theme is the reader's choice of light or dark; "auto" follows the system. public/theme.js applies it before the first
// paint, this file from then on.
import { effect, signal } from "@preact/signals";

export type Theme = "auto" | "light" | "dark";
export const themes: readonly Theme[] = ["auto", "light", "dark"];

const root = document.documentElement;
export const theme = signal<Theme>((root.dataset.theme as Theme | undefined) ?? "auto");

// painted is raised whenever the colours on screen change; canvases, which know no CSS, draw themselves anew.
export const painted = signal(0);

effect(() => {
  if (theme.value === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme.value;
  try {
    if (theme.value === "auto") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme.value);
  } catch { /* storage is off: the choice lasts as long as the page */ }
  painted.value = painted.peek() + 1;
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { painted.value++; });
