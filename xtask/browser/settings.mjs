// Where the suite finds what it drives, and how long it waits.
//
// Invariant: every wait of the suite is bounded by a constant of this file. Nothing sleeps for a fixed time in order to
// be "probably ready".

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const workspace = join(dirname(fileURLToPath(import.meta.url)), '../..');
const target = process.env.CARGO_TARGET_DIR ?? join(workspace, 'target');

/** The examples that the suite needs; `lab` is of `acceptance`, and for this suite alone. */
export const EXAMPLES = ['counter', 'rows', 'todo', 'guestbook', 'lab', 'shop'];

/** Examples that are packages: Cargo puts their programs one level up. */
const PACKAGES = ['shop'];

/** An example's binary. */
export const examplePath = (name) =>
  join(process.env.VANGO_EXAMPLES ?? join(target, 'debug/examples'), PACKAGES.includes(name) ? '..' : '.', name);

/** The Chromium to drive. */
export const chromiumPath = process.env.VANGO_CHROMIUM ?? '/usr/bin/chromium';

/** Where screenshots are written. */
export const screenshots = process.env.VANGO_SCREENSHOTS ?? join(target, 'screenshots');

/** Chromium in a sandbox without GPU; nothing that talks to anyone but the examples. */
export const chromiumArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Test files that run at one time, each with a Chromium and examples of its own. */
export const FILES_AT_ONCE = 3;

/** An example prints its address within this time. */
export const START_MS = 20_000;

/** What a click leads to is on the page within this time (unoptimised builds, a busy machine). */
export const SETTLE_MS = 10_000;

/** The same for 10,000 rows. */
export const SETTLE_MANY_MS = 60_000;

/** The client is connected again within this time: its longest back-off is 10 s. */
export const RECONNECT_MS = 25_000;

/** An example that is asked to stop has stopped within this time. */
export const STOP_MS = 15_000;

/** A test, all in all. */
export const TEST_MS = 180_000;
