// Visits: tabs and their copies, back and forward, what the page shows of its connection, pages without a script, policies.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, eventuallyEqual, steadily } from './eventually.mjs';
import { Lab, LabPage } from './lab.mjs';
import { RECONNECT_MS, TEST_MS } from './settings.mjs';
import { CONNECTION_ERRORS, Tab, startBrowser } from './tab.mjs';

const lab = Lab.use();
const settings = { timeout: TEST_MS };

/** Opens one more tab of the same browser. */
async function another(context, url, tabSettings) {
  const tab = await Tab.open(context, tabSettings);
  await tab.visit(url);
  return new LabPage(tab);
}

async function count(lab, clicks) {
  for (let n = Number(await lab.text('count')) + 1, end = n + clicks; n < end; n += 1) {
    await lab.press('plus');
    await lab.shows('count', String(n));
  }
}

/**
 * Lets pages that the suite hands out itself (the very bytes of another tab's page: what a browser has that duplicates a
 * tab) connect to the server, though the browser cannot know that they came from this machine.
 */
const allowCopies = (context) => context.grantPermissions(['local-network-access']);

/** A page that is live, was loaded this many times, and counts. */
async function lives(lab, { loads, shows }) {
  await lab.tab.online(RECONNECT_MS);
  await lab.shows('count', String(shows));
  await count(lab, 1);
  assert.equal(lab.tab.loads, loads);
}

test('two tabs have a session each, and one that closes takes nothing along', settings, () =>
  lab.open('/form', async (one, context) => {
    const two = await another(context, one.page.url());
    await count(one, 2);
    await count(two, 1);
    await one.by('bound').fill('one');
    await two.by('bound').fill('two');
    await one.shows('bound-heard', 'one');
    await two.shows('bound-heard', 'two');
    await lives(one, { loads: 1, shows: 2 });
    await two.tab.close();
    await lives(one, { loads: 1, shows: 3 });
    assert.equal(one.tab.sockets, 1);
  }),
);

test('a copied page gets a session of its own, and never that of the tab that it was copied from', settings, () =>
  lab.open('/form', async (first, context) => {
    await allowCopies(context);
    const url = first.page.url();
    const response = await first.page.reload();
    const copy = { body: await response.body(), headers: response.headers() };
    await first.tab.online();
    await count(first, 2);
    const tab = await Tab.open(context);
    let served = 0;
    await tab.page.route(url, (route) => {
      served += 1;
      return served === 1 ? route.fulfill(copy) : route.continue();
    });
    await tab.page.goto(url);
    const second = new LabPage(tab);
    await eventuallyEqual('the loads', () => tab.loads, 2);
    await lives(second, { loads: 2, shows: 0 });
    await lives(first, { loads: 2, shows: 2 });
    assert.equal(first.tab.sockets, 2, 'one for each of its loads: its socket was not taken over');
    await count(second, 1);
    await lives(first, { loads: 2, shows: 3 });
    await steadily('the loads', () => tab.loads, 2, 500);
    await tab.close();
  }),
);

test('two copies that connect at the same time end with two sessions', settings, () =>
  lab.open('/form', async (first, context) => {
    await allowCopies(context);
    const url = first.page.url();
    const response = await first.page.request.get(url);
    const copy = { body: await response.body(), headers: response.headers() };
    const tabs = await Promise.all([Tab.open(context), Tab.open(context)]);
    const served = [0, 0];
    await Promise.all(
      tabs.map(({ page }, at) =>
        page.route(url, (route) => ((served[at] += 1) === 1 ? route.fulfill(copy) : route.continue())),
      ),
    );
    await Promise.all(tabs.map(({ page }) => page.goto(url)));
    const pages = tabs.map((tab) => new LabPage(tab));
    await eventually('one of them to load again', () => tabs.map(({ loads }) => loads).sort().join(), (loads) => loads === '1,2');
    await Promise.all(tabs.map((tab) => tab.online(RECONNECT_MS)));
    await count(pages[0], 1);
    await count(pages[1], 3);
    assert.deepEqual([await pages[0].text('count'), await pages[1].text('count')], ['1', '3']);
    await steadily('the loads', () => tabs.map(({ loads }) => loads).sort().join(), '1,2', 500);
    for (const tab of tabs) await tab.close();
    await lives(first, { loads: 1, shows: 0 });
  }),
);

test('a window that the page opens, with a copy of its session storage, has a session of its own', settings, () =>
  lab.open('/form', async (first, context) => {
    await count(first, 2);
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      first.page.evaluate(() => void window.open(location.href)),
    ]);
    const text = (id) => popup.evaluate((id) => document.getElementById(id)?.textContent, id);
    await eventuallyEqual('the page', () => popup.evaluate(() => document.documentElement.dataset.vango), 'online');
    assert.equal(await text('count'), '0');
    await popup.evaluate(() => document.getElementById('plus').click());
    await eventuallyEqual('its count', () => text('count'), '1');
    await lives(first, { loads: 1, shows: 2 });
    await popup.close();
  }),
);

test('back and forward load pages that live', settings, () =>
  lab.open('/form', async (lab) => {
    const form = lab.page.url();
    await count(lab, 2);
    await lab.by('name').fill('Ada');
    await lab.tab.visit(form.replace('/form', '/markup'));
    await lab.press('plus');
    await lab.shows('n', '2');
    for (const round of [1, 2]) {
      await lab.page.goBack();
      assert.equal(lab.page.url(), form);
      await lab.tab.online();
      await lab.shows('count', '0');
      await count(lab, round);
      await lab.page.goForward();
      assert.match(lab.page.url(), /markup$/);
      await lab.tab.online();
      await lab.shows('n', '1');
      await lab.press('plus');
      await lab.shows('n', '2');
    }
    assert.equal(lab.tab.loads, 6, 'each was loaded once');
  }),
);

test('what a browser puts into controls as it goes back, the server knows', settings, () =>
  lab.open('/control', async (lab) => {
    const here = lab.page.url();
    await lab.by('note').fill('typed');
    await lab.by('size').selectOption({ index: 1 });
    await lab.tab.visit(here.replace('/control', '/markup'));
    await lab.page.goBack();
    await lab.tab.online();
    // Whether the browser puts anything back is its own affair.
    const shown = async () => `|${JSON.stringify(await lab.by('note').inputValue())}|${await lab.by('size').inputValue()}|`;
    await eventuallyEqual('the server', async () => (await lab.by('line').textContent()).includes(await shown()), true);
  }),
);

test('a page from the back/forward cache goes on in its session', settings, async () => {
  const browser = await startBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  try {
    const context = await browser.newContext();
    await allowCopies(context);
    const tab = await Tab.open(context, { expectedErrors: /Page entered Back-Forward Cache/ });
    const { page } = tab;
    // Our pages say `no-store`, which keeps browsers from caching them; a proxy in front may say something else.
    await page.route((url) => !url.pathname.startsWith('/_vango'), async (route) => {
      const response = await route.fetch();
      const { 'content-type': type, 'content-security-policy': policy } = response.headers();
      await route.fulfill({ body: await response.body(), headers: { 'content-type': type, 'content-security-policy': policy } });
    });
    await page.addInitScript(() => addEventListener('pageshow', ({ persisted }) => (window.wasCached = persisted)));
    await tab.visit(`${lab.example.url}/form`);
    const cached = new LabPage(tab);
    await count(cached, 2);
    await cached.by('name').fill('Ada');
    const { loads, sockets } = tab;
    await tab.visit(`${lab.example.url}/order`);
    await page.evaluate(() => history.back());
    await eventuallyEqual('that the page was cached', () => page.evaluate(() => window.wasCached).catch(() => null), true);
    await lives(cached, { loads: loads + 1, shows: 2 });
    assert.equal(await cached.value('name'), 'Ada');
    assert.equal(tab.sockets, sockets + 2, 'one for the other page, one for coming back');
    await tab.close();
  } finally {
    await browser.close();
  }
});

test('a step in the history within the page touches nothing', settings, () =>
  lab.open('/form', async (lab) => {
    await count(lab, 2);
    await lab.page.evaluate(() => {
      location.hash = 'sent';
      history.pushState({}, '', '?tab=2');
    });
    await lab.page.evaluate(() => history.back());
    await eventually('the address', () => lab.page.url(), (url) => url.endsWith('#sent'));
    await lives(lab, { loads: 1, shows: 2 });
    assert.equal(lab.tab.sockets, 1);
  }),
);

test('the page shows the state of its connection, and when an answer is late', settings, async () => {
  const prepare = ({ page }) =>
    page.addInitScript(() => {
      window.states = [];
      document.addEventListener('vango:state', ({ detail }) => window.states.push(detail.state));
    });
  const context = await lab.browser.newContext();
  try {
    const tab = await Tab.open(context, { expectedErrors: CONNECTION_ERRORS });
    await prepare(tab);
    await tab.visit(`${lab.proxy.url}/form`);
    const page = new LabPage(tab);
    const states = () => tab.page.evaluate(() => window.states);
    const busy = () => tab.page.evaluate(() => document.documentElement.hasAttribute('data-vango-busy'));
    assert.deepEqual(await states(), ['connecting', 'online']);
    lab.proxy.hold('down');
    await page.press('plus');
    assert.equal(await busy(), false, 'not at once');
    await eventuallyEqual('that it is busy', busy, true);
    lab.proxy.release('down');
    await eventuallyEqual('that it is busy', busy, false);
    await page.shows('count', '1');
    lab.proxy.cut();
    await eventuallyEqual('the states', states, ['connecting', 'online', 'offline']);
    assert.equal(await tab.state(), 'offline');
    lab.proxy.restore();
    await eventuallyEqual('the states', states, ['connecting', 'online', 'offline', 'online'], RECONNECT_MS);
    assert.equal(await tab.state(), 'online');
    await tab.close();
  } finally {
    lab.proxy.restore();
    await context.close();
  }
});

test('a page that was frozen for a while goes on', settings, () =>
  lab.open('/form', async (lab, context) => {
    const lifecycle = await context.newCDPSession(lab.page);
    await count(lab, 2);
    await lifecycle.send('Page.setWebLifecycleState', { state: 'frozen' });
    await lifecycle.send('Page.setWebLifecycleState', { state: 'active' });
    await lives(lab, { loads: 1, shows: 2 });
  }),
);

test('pages without a script show what they hold, loaded data too', settings, async () => {
  const context = await lab.browser.newContext({ javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    const at = async (path) => assert.equal((await page.goto(lab.example.url + path)).status(), 200);
    await at('/markup');
    assert.equal(await page.locator('#loaded').textContent(), 'loaded before the page');
    assert.equal(await page.locator('#raw-odd').textContent(), 'odd 1');
    assert.equal(await page.locator('#kept').count(), 1, 'what stands in a slot');
    assert.deepEqual((await page.locator('#svg').boundingBox()).width, 60);
    assert.equal((await page.locator('#style').boundingBox()).width, 10, 'a style of the server');
    await at('/control');
    assert.deepEqual(
      [await page.locator('#text').inputValue(), await page.locator('#card').isChecked(), await page.locator('#gift').isChecked()],
      ['first', true, false],
    );
    await at('/order');
    assert.equal(await page.locator('li').count(), 16);
  } finally {
    await context.close();
  }
});

test('no page breaks its own policy, which allows no script but the server’s', settings, () =>
  lab.open('/', async (lab) => {
    const paths = await lab.page.evaluate(() => [...document.querySelectorAll('a')].map((link) => link.getAttribute('href')));
    assert.ok(paths.length >= 8, `the pages: ${paths}`);
    for (const path of paths) {
      const response = await lab.tab.visit(new URL(path, lab.page.url()).href);
      const policy = Object.fromEntries(
        response.headers()['content-security-policy'].split(';').map((rule) => rule.trim().split(/ (.*)/s)),
      );
      const scripts = policy['script-src'] ?? policy['default-src'];
      assert.doesNotMatch(scripts, /unsafe|\*|data:|blob:|https?:/, `${path}: ${scripts}`);
      assert.doesNotMatch(policy['style-src'] ?? '', /unsafe/, 'no style sheet but the server’s');
    }
    assert.deepEqual(lab.tab.errors, []);
  }),
);
