// The list of things to do as a user sees it.
//
// Invariant: everything is found by role and name, as a screen reader would say it.

import { eventuallyEqual } from './eventually.mjs';

export class TodoPage {
  /** @param {import('./tab.mjs').Tab} tab */
  constructor({ page }) {
    this.page = page;
    this.new = page.getByLabel('What is to be done?');
    this.rows = page.getByRole('listitem');
    this.counts = page.getByRole('status').first();
    this.news = page.getByRole('status').last();
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The field in place of a title. */
  field(title) {
    return this.page.getByLabel(`New title of ${title}`, { exact: true });
  }

  done(title) {
    return this.page.getByLabel(`Done: ${title}`, { exact: true });
  }

  /** Waits until exactly these rows are shown, in order. */
  shows(...titles) {
    const look = () => this.page.evaluate(shownTitles);
    return eventuallyEqual('the titles', look, titles);
  }

  says(counts) {
    return eventuallyEqual('the counts', () => this.counts.textContent(), counts);
  }

  /** Waits until the focus is on what has this name, or on nothing when it is empty. */
  focusIsOn(name) {
    const look = () => {
      const active = document.activeElement;
      return active === document.body ? '' : (active.getAttribute('aria-label') ?? active.innerText);
    };
    return eventuallyEqual('the name of what has the focus', () => this.page.evaluate(look), name);
  }

  /** Adds rows by the keyboard. */
  async add(...titles) {
    await this.new.focus();
    for (const title of titles) {
      await this.page.keyboard.type(title);
      await this.page.keyboard.press('Enter');
      await this.button(title).waitFor();
    }
  }
}

/* The function below runs in the page. */

function shownTitles() {
  const rows = [...document.querySelectorAll('li')].filter((row) => row.checkVisibility());
  return rows.map((row) => row.querySelector('button.title')?.textContent ?? 'a field');
}
