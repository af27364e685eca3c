// Runs the tests: bundles `test/*.test.ts` for Node, then `node --test`. Arguments name test files (without `.test.ts`).

import { spawnSync } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = fileURLToPath(new URL("../node_modules/.cache/vango-test/", import.meta.url));
const wanted = process.argv.slice(2);
const names = (await readdir(here))
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => file.slice(0, -".test.ts".length))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
if (names.length === 0) throw new Error(`no such test: ${wanted.join(", ")}`);

await rm(out, { recursive: true, force: true });
await build({
  entryPoints: names.map((name) => `${here}${name}.test.ts`),
  bundle: true,
  outdir: out,
  outExtension: { ".js": ".mjs" },
  platform: "node",
  format: "esm",
  target: "node18",
  packages: "external",
  sourcemap: "inline",
});
const files = names.map((name) => `${out}${name}.test.mjs`);
// Bundles don't stand where their sources do.
const env = {
  ...process.env,
  VANGO_DIST: fileURLToPath(new URL("../../dist", import.meta.url)),
  VANGO_VECTORS: fileURLToPath(new URL("../../../vango-protocol/vectors", import.meta.url)),
};
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], { stdio: "inherit", env });
process.exitCode = status ?? 1;
