// Runs the browser suite: `node run.mjs [file …]`, where a file is the beginning of a test file's name ("rows").
//
// Invariant: a missing part (an example's binary, Chromium, the npm package) is said before any test runs, with the
// command that mends it. It builds nothing: `cargo xtask test browser` builds the examples and then calls this.

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromiumPath, examplePath, EXAMPLES, FILES_AT_ONCE } from './settings.mjs';

const here = dirname(fileURLToPath(import.meta.url));

const missing = [
  ...EXAMPLES.filter((name) => !existsSync(examplePath(name))).map(
    (name) => `${examplePath(name)} is missing: run \`cargo build --workspace --examples --bin shop\``,
  ),
  existsSync(chromiumPath) ? '' : `${chromiumPath} is missing: run \`cargo xtask setup\` or set VANGO_CHROMIUM`,
  existsSync(join(here, 'node_modules/playwright-core')) ? '' : 'playwright-core is missing: run `cargo xtask setup`',
].filter(Boolean);
if (missing.length > 0) {
  console.error(missing.join('\n'));
  process.exit(1);
}

const wanted = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs'))
  .filter((name) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)))
  .map((name) => join(here, name));
if (files.length === 0) {
  console.error(`no test file begins with ${wanted.join(' or ')}`);
  process.exit(1);
}

// Most of the time a test waits for the browser, or for time itself to pass. Files share nothing but the machine.
const runner = spawn(process.execPath, ['--test', `--test-concurrency=${FILES_AT_ONCE}`, ...files], { stdio: ['ignore', 'inherit', 'inherit'] });
runner.on('exit', (code) => process.exit(code ?? 1));
