// A browser tab that watches itself: console errors, uncaught exceptions, CSP violations, loads and frames.
//
// Invariant: a test that ends with `tab.close()` has seen no error that it did not name. It looks at the page only
// through the DOM that users have; it knows nothing of the client's inside.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { eventuallyEqual } from './eventually.mjs';
import { SETTLE_MS, chromiumArguments, chromiumPath, screenshots } from './settings.mjs';

/** What the browser itself logs when a connection fails: expected where a test cuts one. */
export const CONNECTION_ERRORS = /WebSocket connection to .* failed|net::ERR_/;

/** Variant numbers of the frames that tests tell apart (docs/protocol.md). */
export const FRAME = { event: 1, patch: 1, welcome: 0 };

/** What a Welcome says of the session: the page is as it was rendered, the session goes on, or the page is shown anew. */
const HOW = ['attached', 'resumed', 'resynced'];

/** The length of a varint that begins with this byte. */
const varintLength = (first) => ({ 251: 3, 252: 5, 253: 9 })[first] ?? 1;

/** What a Welcome says, after its variant, version, event and batch. */
function howOf(welcome) {
  let at = 0;
  for (let field = 0; field < 4; field += 1) at += varintLength(welcome[at]);
  return HOW[welcome[at]];
}

/**
 * Starts Chromium.
 * @param {import('playwright-core').LaunchOptions} [settings]
 */
export const startBrowser = (settings) =>
  chromium.launch({ executablePath: chromiumPath, args: chromiumArguments, ...settings });

/**
 * Runs `body` with a tab of a browser that has never been anywhere, and closes it also when `body` fails.
 * @param {import('playwright-core').Browser} browser
 * @param {(tab: Tab, context: import('playwright-core').BrowserContext) => Promise<void>} body
 */
export async function withTab(browser, body, tabSettings) {
  const context = await browser.newContext();
  try {
    const tab = await Tab.open(context, tabSettings);
    await body(tab, context);
    await tab.close();
  } finally {
    await context.close();
  }
}

/**
 * Types into a text control with no pause between two letters, however slow the machine is: in one task of the page.
 * @param {import('playwright-core').Locator} control
 * @param {string} text
 */
export async function typeAtOnce(control, text) {
  await control.focus();
  const type = (text) => [...text].every((letter) => document.execCommand('insertText', false, letter));
  if (!(await control.page().evaluate(type, text))) throw new Error(`the browser does not take ${JSON.stringify(text)}`);
}

/** One tab. */
export class Tab {
  /**
   * Opens a tab without loading anything. Tabs that share a `context` share cookies.
   * @param {import('playwright-core').BrowserContext} context
   * @param {{ expectedErrors?: RegExp }} [settings]
   */
  static async open(context, { expectedErrors } = {}) {
    const tab = new Tab(await context.newPage(), expectedErrors);
    await tab.#watch();
    return tab;
  }

  constructor(page, expectedErrors) {
    this.page = page;
    this.expectedErrors = expectedErrors;
    this.errors = [];
    this.loads = 0;
    this.sockets = 0;
    this.sent = [];
    this.received = [];
  }

  async #watch() {
    const { page } = this;
    page.on('console', (message) => {
      if (message.type() === 'error') this.#error(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#error(`uncaught: ${error.stack ?? error}`));
    page.on('load', () => (this.loads += 1));
    page.on('websocket', (socket) => {
      this.sockets += 1;
      socket.on('framesent', ({ payload }) => this.sent.push(Buffer.from(payload)));
      socket.on('framereceived', ({ payload }) => this.received.push(Buffer.from(payload)));
    });
    await page.exposeFunction('suiteReportsViolation', (text) => this.#error(`CSP: ${text}`));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) =>
        window.suiteReportsViolation(`${event.violatedDirective} refuses ${event.blockedURI} in ${event.sourceFile}`),
      );
    });
  }

  #error(text) {
    if (!this.expectedErrors?.test(text)) this.errors.push(text);
  }

  /** Loads a page and waits until it is live. */
  async visit(url) {
    const response = await this.page.goto(url);
    await this.online();
    return response;
  }

  /** The connection's state as the page shows it. */
  state() {
    // A page that is being reloaded has no document to ask.
    return this.page.evaluate(() => document.documentElement?.dataset.vango).catch(() => 'loading');
  }

  online(timeout = SETTLE_MS) {
    return eventuallyEqual('the page', () => this.state(), 'online', timeout);
  }

  offline(timeout = SETTLE_MS) {
    return eventuallyEqual('the page', () => this.state(), 'offline', timeout);
  }

  /** Forgets the frames so far. */
  forgetFrames() {
    this.sent = [];
    this.received = [];
  }

  /** Bytes of the events sent and the patches received since `forgetFrames`. Bare acknowledgements are not counted. */
  frameBytes() {
    const bytes = (frames, kind) =>
      frames.filter((frame) => frame[0] === kind).reduce((sum, frame) => sum + frame.length, 0);
    return { sent: bytes(this.sent, FRAME.event), received: bytes(this.received, FRAME.patch) };
  }

  /** How the server has welcomed each socket since `forgetFrames`. */
  welcomes() {
    return this.received.filter((frame) => frame[0] === FRAME.welcome).map(howOf);
  }

  async screenshot(name) {
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  /** Closes the tab; fails when there were errors. */
  async close() {
    await this.page.close();
    if (this.errors.length > 0) throw new Error(`errors on the page:\n${this.errors.join('\n')}`);
  }
}
