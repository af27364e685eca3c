// Waits for a state of the page or the server.
//
// Invariant: a wait ends as soon as its condition holds, and a wait that fails says what was seen last. Conditions only
// look, so that asking again changes nothing. (Playwright's own waiting evaluates strings, which a strict CSP forbids.)

import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { SETTLE_MS } from './settings.mjs';

/** How long to wait between two looks. */
const POLL_MS = 20;

/**
 * Waits until `look()` gives a value that `holds` accepts, and returns it.
 * @template T
 * @param {string} what completes "waited in vain for …"
 * @param {() => Promise<T> | T} look
 * @param {(value: T) => boolean} holds
 */
export async function eventually(what, look, holds = Boolean, timeout = SETTLE_MS) {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (Date.now() >= end) {
      throw new Error(`waited ${timeout} ms in vain for ${what}; last seen: ${JSON.stringify(value)?.slice(0, 500)}`);
    }
    await sleep(POLL_MS);
  }
}

/** Waits until `look()` gives exactly `expected`. */
export const eventuallyEqual = (what, look, expected, timeout = SETTLE_MS) =>
  eventually(`${what} to be ${JSON.stringify(expected)}`, look, (value) => isDeepStrictEqual(value, expected), timeout);

/**
 * Fails when `look()` gives anything but `expected` within `duration` ms: for what must not happen.
 */
export async function steadily(what, look, expected, duration) {
  const end = Date.now() + duration;
  while (Date.now() < end) {
    const value = await look();
    if (!isDeepStrictEqual(value, expected)) {
      throw new Error(`${what} did not stay ${JSON.stringify(expected)}: ${JSON.stringify(value)}`);
    }
    await sleep(POLL_MS);
  }
}
