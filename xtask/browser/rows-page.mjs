// One table of the rows example as a user sees it, and the model that it is compared with.
//
// Invariant: the model is computed here from what each operation means, never read back from the page, except for the
// labels of new rows, which the server chooses. A row's `tr` is marked with its id when it is first seen, so that a row
// whose node was used for another row shows.

import assert from 'node:assert/strict';

import { eventually } from './eventually.mjs';
import { SETTLE_MS } from './settings.mjs';

/** One of the two tables: "vec" or "list". */
export class Table {
  /** @param {import('./tab.mjs').Tab} tab */
  constructor(tab, name) {
    this.tab = tab;
    this.name = name;
    this.section = tab.page.locator(`#${name}`);
    /** What the page must show. @type {{ id: number, label: string, selected: boolean }[]} */
    this.model = [];
    this.highestId = 0;
  }

  /** Clicks a button of this table. */
  press(testId) {
    return this.section.locator(`[data-testid="${testId}"]`).click();
  }

  /** Clicks a link in the row at `index`. */
  pressInRow(index, testId) {
    // Not by Playwright's own way of finding rows, which costs seconds with 10,000 of them.
    return this.tab.page.evaluate(
      ([name, at, id]) => document.querySelectorAll(`#${name} tbody tr`)[at].querySelector(`[data-testid="${id}"]`).click(),
      [this.name, index, testId],
    );
  }

  rowCount() {
    return this.tab.page.evaluate((name) => document.querySelectorAll(`#${name} tbody tr`).length, this.name);
  }

  /** The rows that the page shows, and whether their nodes were always theirs. */
  shown() {
    return this.tab.page.evaluate((name) => {
      return [...document.querySelectorAll(`#${name} tbody tr`)].map((row) => {
        const id = Number(row.querySelector('td').textContent);
        row.suiteId ??= id;
        return {
          id,
          label: row.querySelector('[data-testid=select]').textContent,
          selected: row.classList.contains('danger'),
          ...(row.suiteId === id ? {} : { nodeOfRow: row.suiteId }),
        };
      });
    }, this.name);
  }

  /** Waits until the page shows the model, and fails with the first row that differs. */
  async check(what, timeout = SETTLE_MS) {
    const expected = JSON.stringify(this.model);
    let rows = [];
    const look = async () => {
      rows = await this.shown();
      return JSON.stringify(rows) === expected;
    };
    try {
      await eventually(what, look, Boolean, timeout);
    } catch {
      assert.equal(rows.length, this.model.length, `${this.name}, ${what}: the number of rows`);
      const index = rows.findIndex((row, at) => JSON.stringify(row) !== JSON.stringify(this.model[at]));
      assert.deepEqual(rows[index], this.model[index], `${this.name}, ${what}: row ${index}`);
    }
  }

  /** Takes the rows from `from` on as new: their ids and labels must be plausible, and then are the model's. */
  async #takeNewRows(from, count, timeout) {
    await eventually(
      `${count} new rows in ${this.name}`,
      () => this.shown(),
      (rows) => rows.length === from + count && rows[from].id > this.highestId,
      timeout,
    );
    const rows = (await this.shown()).slice(from);
    for (const [index, row] of rows.entries()) {
      assert.equal(row.id, rows[0].id + index, `${this.name}: ids follow each other`);
      assert.match(row.label, /^\S+ \S+ \S+$/, `${this.name}: a label has three words`);
      assert.equal(row.selected, false);
      assert.equal(row.nodeOfRow, undefined, `${this.name}: a new row has a node of its own`);
    }
    assert.ok(new Set(rows.map((row) => row.label)).size > count / 100, `${this.name}: labels differ`);
    this.highestId = rows.at(-1).id;
    this.model = [...this.model.slice(0, from), ...rows];
    await this.check('the old rows after new ones came');
  }

  async create(count, timeout = SETTLE_MS) {
    await this.press(`create-${count}`);
    await this.#takeNewRows(0, count, timeout);
  }

  async append() {
    const before = this.model.length;
    await this.press('append-1000');
    await this.#takeNewRows(before, 1000, SETTLE_MS);
  }

  async update(timeout) {
    await this.press('update');
    this.model = this.model.map((row, index) => (index % 10 === 0 ? { ...row, label: `${row.label} !!!` } : row));
    await this.check('update of every tenth row', timeout);
  }

  async swap(timeout) {
    await this.press('swap');
    if (this.model.length > 998) [this.model[1], this.model[998]] = [this.model[998], this.model[1]];
    await this.check('swap of rows 1 and 998', timeout);
  }

  async select(index, timeout) {
    await this.pressInRow(index, 'select');
    this.model = this.model.map((row, at) => ({ ...row, selected: at === index }));
    await this.check(`selection of row ${index}`, timeout);
  }

  async remove(index, timeout) {
    await this.pressInRow(index, 'remove');
    this.model = this.model.filter((_, at) => at !== index);
    await this.check(`removal of row ${index}`, timeout);
  }

  async clear(timeout) {
    await this.press('clear');
    this.model = [];
    await this.check('clear', timeout);
  }
}
