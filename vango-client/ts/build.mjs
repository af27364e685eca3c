// Builds dist/client.js and its precompressed variants. `--check` writes nothing and fails when the committed files
// are not what the sources give, or when the bundle is over its size budget.

import { readFile, writeFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { manglePattern } from "./mangle.mjs";

const BUDGET_BROTLI_BYTES = 6 * 1024;
const dist = new URL("../dist/", import.meta.url);
const isCheck = process.argv.includes("--check");

const entry = fileURLToPath(new URL("src/main.ts", import.meta.url));
const { compilerOptions } = JSON.parse(await readFile(new URL("tsconfig.json", import.meta.url), "utf8"));
const result = await build({
  entryPoints: [entry],
  bundle: true,
  write: false,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  mangleProps: manglePattern(entry, compilerOptions),
});
const script = Buffer.from(result.outputFiles[0].contents);
const variants = {
  "client.js": { bytes: script, plain: (bytes) => bytes },
  "client.js.br": {
    bytes: brotliCompressSync(script, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 16,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: script.length,
      },
    }),
    plain: brotliDecompressSync,
  },
  "client.js.gz": { bytes: gzipSync(script, { level: 9 }), plain: gunzipSync },
};

let failed = false;
await mkdir(dist, { recursive: true });
for (const [name, { bytes, plain }] of Object.entries(variants)) {
  const path = new URL(name, dist);
  console.log(`${name}: ${bytes.length} bytes`);
  if (!isCheck) {
    await writeFile(path, bytes);
    continue;
  }
  // Compressors differ between versions of Node in a few bytes: what counts is what comes out.
  const committed = await readFile(path).catch(() => undefined);
  if (!committed || !plain(committed).equals(script)) {
    console.error(`dist/${name} is not built from these sources: run \`npm run build\` in vango-client/ts and commit it`);
    failed = true;
  }
}
if (variants["client.js.br"].bytes.length > BUDGET_BROTLI_BYTES) {
  console.error(`the bundle is over its budget of ${BUDGET_BROTLI_BYTES} bytes (brotli)`);
  failed = true;
}
process.exitCode = failed ? 1 : 0;
