// `node run.mjs PORT ECHO [--quick]`: measures `bench-app-vango` and the floor that `bench-app-echo` serves, which listen on
// these ports, in Chromium.
//
// Prints one JSON object: `costs` by operation and round and page, in milliseconds; `first`, bytes; `runs`, counts. The
// Rust side makes figures of it (src/main.rs). It installs nothing: the way to Chromium is that of the browser suite.

import { Chromium } from './chromium.mjs';
import { first, runs } from './first.mjs';
import { measure } from './operation.mjs';
import { Page } from './page.mjs';
import { serve } from './static.mjs';

const [port, echo] = process.argv.slice(2).map(Number);
const isQuick = process.argv.includes('--quick');
const app = `http://127.0.0.1:${port}`;

const server = await serve();
const chromium = await Chromium.start();
try {
  const load = await first(chromium, port, 1000);
  const counts = await runs(chromium, app, 1000);
  const pages = [
    await Page.open(chromium, 'vanilla', `${server.url}/`),
    await Page.open(chromium, 'vec', `${app}/vec/0`),
    await Page.open(chromium, 'list', `${app}/list/0`),
    await Page.open(chromium, 'floor', `${server.url}/?echo=${echo}`),
  ];
  for (const page of pages.slice(1)) await page.online();
  const costs = await measure(pages, isQuick ? { rounds: 2, warm: 1 } : { rounds: 9, warm: 2 });
  console.log(JSON.stringify({ chromium: chromium.version, costs, first: load, runs: counts }));
} finally {
  await chromium.close();
  server.close();
}
