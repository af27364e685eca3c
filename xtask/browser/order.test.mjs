// Lists that change their order under the user: focus, selection, typed text and scroll positions stay with their rows.
//
// Each case runs on both kinds of list, in a browser that can move nodes (`moveBefore`) and in one that cannot.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventuallyEqual } from './eventually.mjs';
import { Lab } from './lab.mjs';
import { TEST_MS } from './settings.mjs';

const lab = Lab.use();
const settings = { timeout: TEST_MS };

/** Chromium with and without its newest way of moving nodes. */
const BROWSERS = {
  'nodes move': async () => {},
  'nodes leave and come back': ({ page }) =>
    page.addInitScript(() => {
      for (const { prototype } of [Element, Document, DocumentFragment]) delete prototype.moveBefore;
    }),
};

/** Presses a button of the page and waits until both lists have followed. */
async function change(lab, button) {
  const round = Number(await lab.text('round'));
  await lab.press(button);
  await lab.shows('round', String(round + 1));
}

/** The rows' numbers as the page shows them; a row whose node was used for another shows both. */
const rows = (lab, list) =>
  lab.page.evaluate((list) => {
    return [...document.querySelectorAll(`#${list} li`)].map((row) => {
      const id = Number(row.querySelector('button').textContent);
      row.suiteId ??= id;
      return row.suiteId === id ? id : `${id} in the node of ${row.suiteId}`;
    });
  }, list);

const scrollTop = (lab, id) => lab.property(id, 'scrollTop');

for (const [browser, prepare] of Object.entries(BROWSERS)) {
  for (const list of ['each', 'for']) {
    test(`${list}, ${browser}: focus, selection, text and scroll stay with their row`, settings, () => {
      const body = async (lab) => {
        assert.deepEqual(await rows(lab, list), [1, 2, 3, 4, 5, 6, 7, 8]);
        const [input, area, box] = ['input', 'area', 'scroll'].map((kind) => `${list}-${kind}-4`);
        await lab.by(area).fill('written by hand');
        await lab.page.evaluate(([id, top]) => (document.getElementById(id).scrollTop = top), [box, 120]);
        await lab.by(input).focus();
        await lab.keyboard.type('x');
        await lab.select(input, 2, 6, 'backward');

        let expected = [1, 2, 3, 4, 5, 6, 7, 8];
        const orders = {
          reverse: (ids) => [...ids].reverse(),
          rotate: ([first, ...rest]) => [...rest, first],
          insert: (ids) => [Math.max(...ids) + 1, ...ids],
          thin: (ids) => ids.filter((id) => id % 2 === 0),
        };
        for (const button of ['reverse', 'rotate', 'insert', 'reverse', 'thin', 'rotate', 'reverse']) {
          await change(lab, button);
          expected = orders[button](expected);
          assert.deepEqual(await rows(lab, list), expected, button);
          assert.equal(await lab.focused(), input, `the focus after ${button}`);
          assert.deepEqual(await lab.selection(input), [2, 6, 'backward'], `the selection after ${button}`);
          assert.equal(await scrollTop(lab, box), 120, `the scroll position after ${button}`);
          assert.equal(await lab.value(area), 'written by hand');
        }
        // What is typed now replaces what is selected.
        await lab.keyboard.type('YZ');
        assert.match(await lab.value(input), /^..YZ/);
      };
      return lab.open('/order', body, { prepare });
    });
  }
}

test('moving a row is no event of its focus', settings, () =>
  lab.open('/order', async (lab) => {
    await lab.by('each-input-2').focus();
    await lab.page.evaluate(() => {
      window.focusEvents = [];
      for (const type of ['focus', 'blur']) {
        document.addEventListener(type, ({ target }) => window.focusEvents.push(`${type} ${target.id}`), true);
      }
    });
    for (const button of ['reverse', 'rotate', 'rotate', 'reverse']) await change(lab, button);
    assert.deepEqual(await lab.page.evaluate(() => window.focusEvents), []);
  }),
);

test('typing goes on in a row that moves with each answer from far away', settings, () =>
  lab.openFarAway('/order', async (lab) => {
    const input = 'each-input-5';
    await lab.select(input, 0, 100);
    for (const [at, letter] of [...'abcdefgh'].entries()) {
      if (at % 2 === 0) await lab.press(at % 4 === 0 ? 'reverse' : 'rotate');
      await lab.keyboard.type(letter, { delay: 80 });
    }
    await lab.shows('round', '4');
    assert.equal(await lab.value(input), 'abcdefgh');
    assert.equal(await lab.focused(), input);
    assert.deepEqual((await lab.selection(input)).slice(0, 2), [8, 8]);
  }),
);

test('a row that leaves with the focus leaves the others alone', settings, () =>
  lab.open('/order', async (lab) => {
    await lab.by('for-input-3').focus();
    await change(lab, 'thin');
    assert.deepEqual(await rows(lab, 'for'), [2, 4, 6, 8]);
    await eventuallyEqual('the focus', () => lab.focused(), '');
    await lab.by('for-input-4').focus();
    await lab.keyboard.press('End');
    await lab.keyboard.type('!');
    await change(lab, 'reverse');
    assert.equal(await lab.value('for-input-4'), 'value of 4!');
    assert.equal(await lab.focused(), 'for-input-4');
  }),
);
