// Builds dist/client.js and dist/dev.js with their precompressed variants. `--check` writes nothing and fails when the
// committed files are not what the sources give, or when the client is over its size budget.
//
// Both are built together: development code looks into the client's objects, whose property names are shortened.

import { readFile, writeFile, mkdir } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";
import { manglePattern } from "./mangle.mjs";

const BUDGET_BROTLI_BYTES = 8 * 1024;
const dist = new URL("../dist/", import.meta.url);
const isCheck = process.argv.includes("--check");

const entries = { client: "main.ts", dev: "dev.ts" };
const entryPoints = Object.fromEntries(
  Object.entries(entries).map(([name, file]) => [name, fileURLToPath(new URL(`src/${file}`, import.meta.url))]),
);
const { compilerOptions } = JSON.parse(await readFile(new URL("tsconfig.json", import.meta.url), "utf8"));
const mangleProps = manglePattern(Object.values(entryPoints), compilerOptions);
/** Short names by long ones. Given from one build to the next: only so do both scripts call a property the same. */
let mangleCache = {};
const outputFiles = [];
for (const [name, file] of Object.entries(entryPoints)) {
  const built = await build({
    entryPoints: { [name]: file },
    // The client asks for it by its address, in development only.
    external: ["./dev.js"],
    bundle: true,
    write: false,
    outdir: fileURLToPath(dist),
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    mangleProps,
    mangleCache,
  });
  mangleCache = built.mangleCache;
  outputFiles.push(...built.outputFiles);
}

const plain = { suffix: "", compress: (bytes) => bytes, expand: (bytes) => bytes };
const brotli = {
  suffix: ".br",
  compress: (bytes) =>
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 16,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_NPOSTFIX]: 2,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  expand: brotliDecompressSync,
};
const gzip = { suffix: ".gz", compress: (bytes) => gzipSync(bytes, { level: 9 }), expand: gunzipSync };

let failed = false;
await mkdir(dist, { recursive: true });
for (const { path, contents } of outputFiles) {
  // Terser after esbuild: it inlines what is called once.
  const { code } = await minify(Buffer.from(contents).toString(), {
    module: true,
    ecma: 2022,
    // No function of ours is a constructor, and to read a property does nothing else. (`booleans_as_integers` breaks the client: `bubbles` of an event is compared with `===`.)
    compress: { passes: 3, unsafe_arrows: true, hoist_funs: true, lhs_constants: false, pure_getters: true },
  });
  const script = Buffer.from(code);
  for (const { suffix, compress, expand } of [plain, brotli, gzip]) {
    const name = basename(path) + suffix;
    const bytes = compress(script);
    console.log(`${name}: ${bytes.length} bytes`);
    if (name === "client.js.br" && bytes.length > BUDGET_BROTLI_BYTES) {
      console.error(`the client is over its budget of ${BUDGET_BROTLI_BYTES} bytes (brotli)`);
      failed = true;
    }
    if (!isCheck) {
      await writeFile(new URL(name, dist), bytes);
      continue;
    }
    // Compressors differ between versions of Node in a few bytes: what counts is what comes out.
    const committed = await readFile(new URL(name, dist)).catch(() => undefined);
    if (!committed || !expand(committed).equals(script)) {
      console.error(`dist/${name} is not built from these sources: run \`npm run build\` in vango-client/ts and commit it`);
      failed = true;
    }
  }
}
process.exitCode = failed ? 1 : 0;
