// The rows example in Chromium: every operation of the benchmark on both tables, against a model.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { observeAdoption } from './adoption.mjs';
import { Example } from './example.mjs';
import { Proxy } from './proxy.mjs';
import { Table } from './rows-page.mjs';
import { RECONNECT_MS, SETTLE_MANY_MS, TEST_MS } from './settings.mjs';
import { CONNECTION_ERRORS, startBrowser, withTab } from './tab.mjs';

const TABLES = ['vec', 'list'];
const settings = { timeout: TEST_MS };

let browser;
let example;

before(async () => {
  [browser, example] = await Promise.all([startBrowser(), Example.start('rows')]);
});
after(async () => {
  await browser?.close();
  await example?.stop();
});

for (const name of TABLES) {
  test(`${name}: every operation leaves the rows that the model has`, settings, () =>
    withTab(browser, async (tab) => {
      await tab.visit(example.url);
      const table = new Table(tab, name);
      const other = new Table(tab, TABLES.find((candidate) => candidate !== name));
      assert.equal(await table.rowCount(), 0);

      await table.create(1000);
      await table.update();
      await table.swap();
      await table.select(5);
      await table.select(998);
      await table.swap(); // the selected row moves, and stays selected
      await table.remove(3);
      await table.remove(0);
      await table.remove(table.model.length - 1);
      await table.update(); // twice "!!!" where a row is again a tenth one
      await table.append();
      await table.remove(table.model.findIndex((row) => row.selected));
      await table.select(1500);
      await table.create(1000); // replaces all rows, the selected one too
      await table.clear();
      await table.append();
      await table.clear();

      assert.equal(await other.rowCount(), 0, 'the other table is left alone');
      assert.equal(tab.page.url().includes('#'), false, 'a handled link leads nowhere');
    }),
  );

  test(`${name}: 10,000 rows`, settings, () =>
    withTab(browser, async (tab) => {
      await tab.visit(example.url);
      const table = new Table(tab, name);
      await table.create(10000, SETTLE_MANY_MS);
      await table.update(SETTLE_MANY_MS);
      await table.swap(SETTLE_MANY_MS);
      await table.select(9_999, SETTLE_MANY_MS);
      await table.remove(5_000, SETTLE_MANY_MS);
      await table.clear(SETTLE_MANY_MS);
    }),
  );

  test(`${name}: operations while the socket is down are applied when it is back`, settings, async (t) => {
    const proxy = await Proxy.start(example.port);
    t.after(() => proxy.close());
    await withTab(
      browser,
      async (tab) => {
        await tab.visit(proxy.url);
        const table = new Table(tab, name);
        await table.create(1000);
        proxy.cut();
        await tab.offline();
        await table.pressInRow(10, 'remove');
        await table.pressInRow(20, 'select');
        await table.press('update');
        const removed = table.model.filter((_, at) => at !== 10);
        table.model = removed.map((row, at) => ({
          ...row,
          label: at % 10 === 0 ? `${row.label} !!!` : row.label,
          selected: at === 19, // row 20 stood one further down when it was clicked
        }));
        proxy.restore();
        await tab.online(RECONNECT_MS);
        await table.check('what was done while the socket was down');
        assert.equal(tab.loads, 1);
      },
      { expectedErrors: CONNECTION_ERRORS },
    );
  });
}

test('the client adopts the page of the tables', settings, () =>
  withTab(browser, async (tab) => {
    const adopted = await observeAdoption(tab, example.url);
    assert.ok(adopted.elements > 10, `there was something to adopt: ${JSON.stringify(adopted)}`);
    assert.deepEqual(
      { ...adopted, elements: 0, texts: 0 },
      { elements: 0, texts: 0, sameElements: true, sameTexts: true, sameContent: true, elementsAdded: [] },
    );
  }),
);

test('list: each operation sends no more than it must', settings, (t) =>
  withTab(browser, async (tab) => {
    await tab.visit(example.url);
    const table = new Table(tab, 'list');
    const received = async (operation) => {
      tab.forgetFrames();
      await operation();
      return tab.frameBytes().received;
    };
    const atMost = (what, bytes, bar) => {
      t.diagnostic(`${what}: ${bytes} bytes, at most ${bar}`);
      assert.ok(bytes > 0 && bytes <= bar, `${what}: ${bytes} bytes, at most ${bar}`);
    };

    atMost('create 1,000', await received(() => table.create(1000)), 32 * 1024);
    const updateBytes = await received(() => table.update());
    const changed = table.model.filter((_, index) => index % 10 === 0);
    const text = changed.reduce((sum, row) => sum + Buffer.byteLength(row.label), 0);
    atMost('update every 10th', updateBytes, text + 6 * changed.length);
    atMost('swap', await received(() => table.swap()), 24);
    await table.select(7);
    atMost('select', await received(() => table.select(4)), 24);
    atMost('remove', await received(() => table.remove(3)), 16);
    atMost('clear', await received(() => table.clear()), 12);
  }),
);

test('both tables at once', settings, () =>
  withTab(browser, async (tab) => {
    await tab.page.setViewportSize({ width: 1280, height: 900 });
    await tab.visit(example.url);
    await tab.screenshot('rows-empty');
    const tables = TABLES.map((name) => new Table(tab, name));
    for (const table of tables) await table.create(1000);
    for (const table of tables) await table.select(2);
    for (const table of tables) await table.check('the table beside the other');
    await tab.screenshot('rows');
  }),
);
