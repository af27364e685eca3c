// The counter example as a user sees it.
//
// Invariant: found by text and test id, as the example's contract says; nothing depends on its layout.

import { eventuallyEqual } from './eventually.mjs';

/** One of the page's counters: the first counts by one, the second by five. */
export class Counter {
  /** @param {import('./tab.mjs').Tab} tab */
  constructor(tab, index = 0) {
    this.page = tab.page;
    this.output = this.page.locator('output[data-testid=count]').nth(index);
    this.plus = this.page.locator('button', { hasText: /^\+$/ }).nth(index);
    this.minus = this.page.locator('button', { hasText: /^-$/ }).nth(index);
    /** Shown while the counter is far from zero. */
    this.startAgain = this.page.locator('button', { hasText: 'Start again' });
  }

  async value() {
    return Number(await this.output.textContent());
  }

  /** Waits until the page shows this value. */
  shows(value, timeout) {
    return eventuallyEqual('the counter', () => this.value(), value, timeout);
  }

  /** Clicks "+" many times in one go, as fast as the page can take it. */
  burst(clicks) {
    return this.plus.evaluate((button, count) => {
      for (let index = 0; index < count; index += 1) button.click();
    }, clicks);
  }

  /** Records every value that is shown from now on. */
  async record() {
    await this.output.evaluate((output) => {
      const values = (window.shownValues = [Number(output.textContent)]);
      const look = () => {
        const value = Number(output.textContent);
        if (values.at(-1) !== value) values.push(value);
      };
      new MutationObserver(look).observe(output, { childList: true, characterData: true, subtree: true });
    });
  }

  /** The values since `record`. */
  recorded() {
    return this.page.evaluate(() => window.shownValues);
  }
}
