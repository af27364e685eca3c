// Other code that takes away or changes what the server shows: the component is mended, then the page stops; never a reload.
//
// The laboratory runs in development, so the page also names what was changed.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, eventuallyEqual, steadily } from './eventually.mjs';
import { Lab } from './lab.mjs';
import { TEST_MS } from './settings.mjs';

const lab = Lab.use();
const settings = { timeout: TEST_MS };

/** What the client says when it loses track, and what development adds. */
const LOST = /vango: page and server differ/;
const CHANGED = /vango: other code has changed what the server shows/;
const expected = { expectedErrors: new RegExp(`${LOST.source}|${CHANGED.source}|vango: Page and server keep differing`) };

/** Collects what the page says to its developer. */
function listen(lab) {
  const said = [];
  lab.page.on('console', (message) => said.push(message.text()));
  return said;
}

const remove = (lab, id) => lab.page.evaluate((id) => document.getElementById(id).remove(), id);
const alerts = (lab) => lab.page.evaluate(() => [...document.querySelectorAll('body > [role=alert]')].map((alert) => alert.textContent));

test('a component whose patched node was taken away is shown anew, with its state, and its neighbours stay', settings, () =>
  lab.open(
    '/foreign',
    async (lab) => {
      const said = listen(lab);
      for (const count of ['1', '2']) {
        await lab.press('a-plus');
        await lab.shows('a-count', count);
      }
      await lab.press('b-plus');
      await lab.shows('b-count', '1');
      await lab.page.evaluate(() => {
        window.neighbours = ['b', 'c', 'typed'].map((id) => document.getElementById(id));
      });
      await lab.by('typed').fill('mine');
      await lab.by('b-input').fill('and mine');
      await lab.by('b-input').focus();
      await remove(lab, 'a-count');
      await lab.press('a-plus');
      await lab.shows('a-count', '3');
      await lab.press('a-plus');
      await lab.shows('a-count', '4');
      assert.ok(await lab.page.evaluate(() => window.neighbours.every((node) => node.isConnected)), 'the neighbours keep their nodes');
      assert.deepEqual([await lab.value('typed'), await lab.value('b-input'), await lab.focused()], ['mine', 'and mine', 'b-input']);
      await lab.shows('typed-heard', 'mine');
      assert.equal(said.filter((text) => LOST.test(text)).length, 1, said.join('\n'));
      assert.deepEqual([lab.tab.loads, lab.tab.sockets, await lab.tab.state()], [1, 1, 'online']);
    },
    expected,
  ),
);

test('the third time within a minute the page stops with a visible error, and does not reload', settings, () =>
  lab.open(
    '/foreign',
    async (lab) => {
      for (const [name, at] of [['a', 0], ['b', 1]]) {
        await remove(lab, `${name}-count`);
        await lab.press(`${name}-plus`);
        await lab.shows(`${name}-count`, '1');
        assert.deepEqual(await alerts(lab), [], `after ${at + 1}`);
      }
      await lab.by('typed').fill('still here');
      await remove(lab, 'c-count');
      await lab.press('c-plus');
      await eventuallyEqual('the page', () => lab.tab.state(), 'stopped');
      const [text] = await eventually('the error', () => alerts(lab), (alerts) => alerts.length === 1);
      assert.match(text, /keep differing.*Reload/);
      assert.ok(await lab.page.locator('body > [role=alert]').isVisible());
      await steadily('the loads', () => lab.tab.loads, 1, 1_000);
      assert.equal(await lab.value('typed'), 'still here', 'what was typed can still be copied');
    },
    expected,
  ),
);

test('a whole component that was taken away comes back where it stood', settings, () =>
  lab.open(
    '/foreign',
    async (lab) => {
      const order = () => lab.page.evaluate(() => [...document.querySelectorAll('main > section')].map(({ id }) => id));
      await lab.press('b-plus');
      await lab.shows('b-count', '1');
      await remove(lab, 'b');
      await lab.press('all');
      await eventuallyEqual('the sections', order, ['a', 'b', 'c']);
      for (const name of ['a', 'b', 'c']) await lab.shows(`${name}-all`, '1');
      await lab.shows('b-count', '1');
      await lab.press('b-plus');
      await lab.shows('b-count', '2');
      assert.equal(lab.tab.loads, 1);
    },
    expected,
  ),
);

/** What other code does, and what the page says of it. */
const CHANGES = {
  'an element that was removed': [
    () => document.getElementById('a-count').remove(),
    /<output id="a-count"[^>]*><\/output> was removed from #vango-root > .*section#a > p/,
  ],
  'an element that was added': [
    () => document.getElementById('a').append(Object.assign(document.createElement('hr'), { id: 'stranger' })),
    /<hr id="stranger"> was added to #vango-root > .*section#a/,
  ],
  'an attribute that the server gives': [
    () => document.getElementById('a-count').setAttribute('title', 'mine'),
    /<output id="a-count"[^>]*><\/output> got title="mine" instead of "0"; it stands in .*section#a > p/,
  ],
  'a text': [() => (document.getElementById('a-count').firstChild.data = '99'), /"99" text was changed in .*output#a-count/],
};

for (const [name, [change, text]] of Object.entries(CHANGES)) {
  test(`development names ${name}, once`, settings, () =>
    lab.open(
      '/foreign',
      async (lab) => {
        const said = listen(lab);
        await watched(lab);
        await lab.page.evaluate(change);
        const changes = () => said.filter((line) => CHANGED.test(line));
        await eventually('the warning', changes, (lines) => lines.length === 1);
        assert.match(changes()[0], text);
        await lab.press('b-plus');
        await lab.shows('b-count', '1');
        assert.equal(changes().length, 1, 'our own patches are not named');
      },
      expected,
    ),
  );
}

test('what may be changed is not named: ignored content, strange attributes and classes, custom elements', settings, () =>
  lab.open('/foreign', async (lab) => {
    const said = listen(lab);
    await watched(lab);
    await lab.page.evaluate(() => {
      document.getElementById('ignored').innerHTML = '<b>mine</b>';
      document.getElementById('a').setAttribute('data-mine', 'x');
      document.getElementById('a').classList.add('mine');
      document.getElementById('a').style.outline = '1px solid';
    });
    for (const count of ['1', '2', '3']) {
      await lab.press('a-plus');
      await lab.shows('a-count', count);
    }
    assert.deepEqual(said, []);
    assert.equal(await lab.text('ignored'), 'mine');
  }),
);

/** The development script is there: it reports a change that harms nobody, which is not counted here. */
async function watched(lab) {
  const isLoaded = () =>
    performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.endsWith('/dev.js') && responseEnd > 0);
  await eventually('the development script', () => lab.page.evaluate(isLoaded));
  // It begins with its import's promise: a task later.
  await lab.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await lab.press('c-plus');
  await lab.shows('c-count', '1');
}
