// Panics in each phase: what the user sees, what is kept, what still works, and that nobody else notices.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, eventuallyEqual, steadily } from './eventually.mjs';
import { Lab, LabPage } from './lab.mjs';
import { TEST_MS } from './settings.mjs';
import { Tab } from './tab.mjs';

const lab = Lab.use({ expectedPanics: /^this (render|memo|handler|effect|setup|timer|message|loader|action) fails$/ });
const settings = { timeout: TEST_MS };

/** What stands in a place: the error of a failed render, or what is well. */
const place = (lab, name) =>
  lab.page.evaluate((id) => {
    const place = document.getElementById(id);
    return place.querySelector('[data-vango-error]')?.getAttribute('role') ?? place.textContent;
  }, `${name}-place`);

/** Counts to three, and types something that no server knows. */
async function begin(lab) {
  for (const expected of ['1', '2', '3']) {
    await lab.press('plus');
    await lab.shows('count', expected);
  }
  await lab.by('typed').fill('typed');
}

/** The page is alive, in the same socket and without a reload, and nothing that was typed is gone. */
async function alive(lab, count) {
  await lab.shows('count', String(count));
  await lab.shows('count-inside', String(count));
  await lab.press('plus');
  await lab.shows('count', String(count + 1));
  await lab.shows('count-inside', String(count + 1));
  assert.equal(await lab.value('typed'), 'typed');
  assert.equal(lab.tab.loads, 1, 'no reload');
  assert.equal(lab.tab.sockets, 1, 'no new socket');
  assert.equal(await lab.tab.state(), 'online');
}

/** The panics that the server's log has, of this kind. */
const panics = (what) => lab.example.panics().filter((message) => message === `this ${what} fails`).length;

for (const what of ['render', 'memo']) {
  test(`a panic in a ${what} shows an error in its place, and goes when it is well again`, settings, () =>
    lab.open('/failure', async (lab) => {
      await begin(lab);
      const before = panics(what);
      await lab.press(what);
      await eventuallyEqual('the place', () => place(lab, what), 'alert');
      const other = what === 'render' ? 'memo' : 'render';
      assert.equal(await place(lab, other), 'well', 'the neighbour is well');
      await alive(lab, 3);
      assert.equal(await place(lab, what), 'alert');
      await lab.press(what);
      await eventuallyEqual('the place', () => place(lab, what), 'well');
      await alive(lab, 4);
      assert.ok(panics(what) > before, 'the server logs it');
    }),
  );
}

test('a panic under a boundary shows its fallback, and what it guards comes back as it was', settings, () =>
  lab.open('/failure', async (lab) => {
    await begin(lab);
    await lab.by('guarded-input').fill('kept');
    await lab.press('guarded');
    await lab.shows('fallback', 'Fragile: this render fails');
    await lab.exists('guarded-input', false);
    await alive(lab, 3);
    await lab.press('retry');
    await steadily('the fallback', () => lab.text('fallback'), 'Fragile: this render fails', 300);
    await lab.press('guarded');
    await lab.exists('fallback', false);
    assert.equal(await place(lab, 'guarded'), 'well');
    assert.equal(await lab.value('guarded-input'), 'kept');
    await alive(lab, 4);
  }),
);

for (const [what, place] of Object.entries({
  handler: 'a handler',
  effect: 'an effect',
  setup: 'the setup of a child',
  timer: 'a timer',
  message: 'the handler of a message',
})) {
  test(`a panic in ${place} starts the session anew: nothing half-written is shown`, settings, () =>
    lab.open('/failure', async (lab, context) => {
      const other = new LabPage(await Tab.open(context));
      await other.tab.visit(`${lab.tab.page.url()}`);
      await begin(other);
      await begin(lab);
      await lab.page.evaluate(() => {
        window.shownCounts = new Set();
        const look = () => window.shownCounts.add(document.getElementById('count')?.textContent);
        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      });
      const before = panics(what);
      await lab.press(what);
      await eventually('the panic in the log', () => panics(what), (count) => count > before);
      await alive(lab, 0);
      const shown = await lab.page.evaluate(() => [...window.shownCounts]);
      assert.ok(!shown.includes('777'), `what it wrote was never shown: ${shown}`);
      await alive(other, 3);
      await other.tab.close();
    }),
  );
}

test('a handler that answers an error changes nothing, and is no panic', settings, () =>
  lab.open('/failure', async (lab) => {
    await begin(lab);
    await lab.press('error');
    await alive(lab, 3);
  }),
);

test('a panic in a loader is a failed load, and the next key loads', settings, () =>
  lab.open('/failure', async (lab) => {
    await begin(lab);
    await lab.shows('loaded', 'loaded 0');
    await lab.press('loader');
    await lab.shows('loaded', 'failed');
    await alive(lab, 3);
    await lab.press('loader');
    await lab.shows('loaded', 'loaded 2');
    assert.ok(panics('loader') > 0);
  }),
);

test('a panic in an action is a failed action, and the next run works', settings, () =>
  lab.open('/failure', async (lab) => {
    await begin(lab);
    await lab.press('action');
    await lab.shows('acted', 'failed');
    await alive(lab, 3);
    await lab.press('action-good');
    await lab.shows('acted', 'done');
    await lab.press('action');
    await lab.shows('acted', 'failed');
    assert.ok(panics('action') > 1);
  }),
);
