import { defineConfig } from "vite";

// Vite builds into build/; copy.mjs then fills ../dist, so that the committed placeholder there survives.
export default defineConfig({
  build: {
    outDir: "build",
    target: "es2022",
    assetsInlineLimit: 0, // the policy allows no data: URL
    modulePreload: { polyfill: false },
  },
  server: {
    // `npx vite` beside `npm run preview:fake` gives hot reload on fake data.
    proxy: { "/quire.v1.": "http://127.0.0.1:8899", "/events": "http://127.0.0.1:8899", "/o/": "http://127.0.0.1:8899" },
  },
});
