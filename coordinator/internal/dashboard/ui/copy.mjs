// Copies build/ into ../dist, with a .gz beside every text file, and removes what an earlier build left there. The
// committed placeholder stays: it is what keeps `go build ./...` working on a fresh clone.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const build = join(import.meta.dirname, "build");
const dist = join(import.meta.dirname, "..", "dist");

for (const name of readdirSync(dist)) {
  if (name !== "placeholder.html") rmSync(join(dist, name), { recursive: true });
}
cpSync(build, dist, { recursive: true });

for (const name of readdirSync(build, { recursive: true })) {
  if (!/\.(html|js|css|svg)$/.test(name)) continue;
  const packed = gzipSync(readFileSync(join(build, name)), { level: 9 });
  writeFileSync(join(dist, name + ".gz"), packed);
  console.log(`${String(packed.length).padStart(7)} bytes gzip  ${name}`);
}
