// The harness of the Rust property test: one line of JSON in, one line out.
//
// In:  {"page": "<html… full page>", "frames": ["hex", …]}
// Out: {"html": ["…", …]}, the normalised markup of the root after adoption and after each frame, or {"error": "…"}.
// Adoption that fails, a frame that can't be read and a target that is missing are errors here: nothing is resynced.

import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const out = fileURLToPath(new URL("../node_modules/.cache/vango-apply/apply.mjs", import.meta.url));
await build({
  entryPoints: [fileURLToPath(new URL("apply.ts", import.meta.url))],
  bundle: true,
  outfile: out,
  platform: "node",
  format: "esm",
  target: "node18",
  packages: "external",
});
const { applyFrames } = await import(out);
for await (const line of createInterface({ input: process.stdin })) {
  if (!line.trim()) continue;
  let answer;
  try {
    answer = { html: applyFrames(JSON.parse(line)) };
  } catch (error) {
    answer = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
