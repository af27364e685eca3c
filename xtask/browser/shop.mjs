// The shop as a customer sees it, and its store.
//
// Invariant: each shop that is started has a store of its own, unless the test names one that was there before; all of
// them go with the suite.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { eventuallyEqual } from './eventually.mjs';
import { Example } from './example.mjs';

const stores = [];
process.on('exit', () => stores.forEach((store) => rmSync(store, { recursive: true, force: true })));

/** A file for a store that is not there yet. */
export function newStore() {
  const directory = mkdtempSync(join(tmpdir(), 'vango-shop-'));
  stores.push(directory);
  return join(directory, 'state.redb');
}

export class Shop {
  /**
   * @param {{ port?: number, store?: string, resumeWindowMs?: number }} [settings] port and store of a shop that was here
   *   before; how long sessions wait for a broken connection
   */
  static start({ port, store = newStore(), resumeWindowMs } = {}) {
    const window = resumeWindowMs === undefined ? {} : { SHOP_RESUME_WINDOW_MS: String(resumeWindowMs) };
    return Example.start('shop', { port, environment: { SHOP_STORE: store, ...window } });
  }

  /** @param {import('./tab.mjs').Tab} tab */
  constructor(tab) {
    this.tab = tab;
    this.page = tab.page;
    this.banner = this.page.locator('#banner');
    this.lines = this.page.getByRole('list', { name: 'In the cart' }).getByRole('listitem');
  }

  /** Follows a link of the navigation, and waits until its page is live. */
  async go(name) {
    await this.page.getByRole('navigation').getByRole('link', { name }).click();
    await this.page.getByRole('heading', { name, exact: true, level: 1 }).waitFor();
    await this.tab.online();
  }

  /** Clicks at a product, and does not wait. */
  click(name) {
    return this.page.getByRole('button', { name: `Add ${name} to the cart` }).click();
  }

  /** Puts products into the cart, one after the other. */
  async pick(...names) {
    for (const name of names) {
      const before = Number(await this.pieces());
      await this.click(name);
      await this.counts(before + 1);
    }
  }

  /** Waits until so many pieces are in the cart. */
  counts(pieces, timeout) {
    return eventuallyEqual('the pieces', () => this.pieces(), String(pieces), timeout);
  }

  theme(name) {
    return this.page.getByRole('group', { name: 'Theme' }).getByRole('button', { name }).click();
  }

  /** Another tab writes the announcement; comes back when this one shows it. */
  async announce(text) {
    const page = await this.page.context().newPage();
    await page.goto(new URL('/admin', this.page.url()).href);
    await eventuallyEqual('the admin page', () => page.evaluate(() => document.documentElement.dataset.vango), 'online');
    await page.getByLabel('Shown to everybody').fill(text);
    await page.getByRole('button', { name: 'Announce' }).click();
    await this.says(text);
    await page.close();
  }

  says(text) {
    return eventuallyEqual('the announcement', () => this.banner.textContent(), text);
  }

  pieces() {
    return this.page.locator('#cart-count').textContent();
  }

  /** Waits until the cart page shows exactly these products, with their counts. */
  shows(...lines) {
    const look = () =>
      this.lines.evaluateAll((lines) =>
        lines.map((line) => `${line.querySelector('h2').textContent} × ${line.querySelector('output').textContent}`),
      );
    return eventuallyEqual('the cart', look, lines);
  }

  paper() {
    return this.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  }
}
