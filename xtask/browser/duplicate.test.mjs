// Copies of the shop's tab, other tabs of its browser, and other browsers: who gets what (docs/persistence.md, "Coming back").
//
// What must hold: a copy begins with what its tab had and goes its own way; a tab that was opened by hand, and whoever shows a
// page that is not its own, begins with nothing; what belongs to everybody is live in all of them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { eventuallyEqual, steadily } from './eventually.mjs';
import { RECONNECT_MS, TEST_MS } from './settings.mjs';
import { Shop } from './shop.mjs';
import { Tab, startBrowser, withTab } from './tab.mjs';

let browser;
let server;
const settings = { timeout: TEST_MS };

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), Shop.start()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs `body` with a tab of a new browser that shows the shop's products. */
const withShop = (body) => () =>
  withTab(browser, async (tab, context) => {
    await tab.visit(server.url);
    await body(new Shop(tab), context);
  });

/** One more tab of a browser. */
async function another(context) {
  const tab = await Tab.open(context);
  await tab.visit(server.url);
  return new Shop(tab);
}

/** A window that the page opens, with a copy of its session storage: what "Duplicate tab" makes of a tab. */
async function duplicate(shop, context) {
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    shop.page.evaluate(() => void window.open(location.href)),
  ]);
  const tab = new Tab(page);
  page.on('load', () => (tab.loads += 1));
  await tab.online(RECONNECT_MS);
  return new Shop(tab);
}

async function reload(shop) {
  await shop.page.reload();
  await shop.tab.online();
}

test('a duplicate begins with what the tab has, and each goes its own way', settings, withShop(async (first, context) => {
  await first.pick('Green tea', 'Honey');
  const copy = await duplicate(first, context);
  await copy.counts(2);
  // Whoever writes second goes on in a record of its own; here it is the tab that was there first.
  await copy.pick('Cup');
  await first.pick('Tin', 'Tin');
  await copy.counts(3);
  await first.counts(4);
  for (const shop of [first, copy]) await reload(shop);
  await first.counts(4);
  await copy.counts(3);
  await copy.pick('Cup');
  await first.pick('Honey');
  await first.go('Cart');
  await copy.go('Cart');
  await first.shows('Green tea × 1', 'Honey × 2', 'Tin × 2');
  await copy.shows('Green tea × 1', 'Honey × 1', 'Cup × 2');
  for (const shop of [copy, first]) await reload(shop);
  await first.shows('Green tea × 1', 'Honey × 2', 'Tin × 2');
  await copy.shows('Green tea × 1', 'Honey × 1', 'Cup × 2');
  await copy.tab.close();
}));

test('a duplicate of a duplicate, and of a tab that has nothing yet', settings, withShop(async (first, context) => {
  const second = await duplicate(first, context);
  await second.pick('Cup');
  const third = await duplicate(second, context);
  await third.counts(1);
  await third.pick('Honey');
  await first.pick('Tin', 'Tin', 'Tin');
  for (const [shop, pieces] of [[first, 3], [second, 1], [third, 2]]) {
    await reload(shop);
    await shop.counts(pieces);
  }
  await second.tab.close();
  await third.tab.close();
}));

test('a tab opened by hand is a new visit, and what everybody sees is live in both', settings, withShop(async (first, context) => {
  await first.pick('Green tea');
  await first.announce('Until six');
  const second = await another(context);
  await second.says('Until six');
  await second.counts(0);
  await second.pick('Cup', 'Cup');
  await second.announce('Until seven');
  await first.says('Until seven');
  await first.announce('');
  await second.says('');
  for (const [shop, pieces] of [[first, 1], [second, 2]]) {
    await reload(shop);
    await shop.counts(pieces);
  }
  await second.tab.close();
}));

test('another browser that shows a stolen page gets a new visit', settings, withShop(async (owner) => {
  await owner.pick('Green tea', 'Honey');
  const response = await owner.page.reload();
  const stolen = { body: await response.body(), headers: response.headers() };
  await owner.tab.online();
  await withTab(browser, async (tab, context) => {
    // What the suite hands out may connect to the server, though the browser cannot know where it came from.
    await context.grantPermissions(['local-network-access']);
    // The thief has a cookie of its own, or the page would be refused for want of one.
    await tab.visit(`${server.url}/cart`);
    let served = 0;
    await tab.page.route(`${server.url}/`, (route) => {
      served += 1;
      return served === 1 ? route.fulfill(stolen) : route.continue();
    });
    await tab.page.goto(server.url);
    await eventuallyEqual('the loads', () => tab.loads, 3);
    await tab.online(RECONNECT_MS);
    const thief = new Shop(tab);
    await thief.counts(0);
    await thief.pick('Tin');
    await steadily('the loads', () => tab.loads, 3, 500);
  });
  await owner.counts(2);
  await owner.pick('Cup');
  await reload(owner);
  await owner.counts(3);
}));

test('another browser that names a stolen identity, in its cookie and its storage, gets a new visit', settings, withShop(async (owner) => {
  await owner.pick('Green tea', 'Honey');
  const identity = await owner.page.evaluate(() => sessionStorage['vango:tab']);
  assert.ok(identity, 'the tab remembers which page it shows');
  await withTab(browser, async (tab, context) => {
    await tab.visit(`${server.url}/cart`);
    await context.addCookies([{ name: 'vango_tab', value: identity, url: server.url }]);
    await tab.page.addInitScript((identity) => {
      sessionStorage['vango:tab'] = identity;
    }, identity);
    await tab.visit(server.url);
    const thief = new Shop(tab);
    await thief.counts(0);
    await thief.pick('Tin');
    assert.equal(tab.loads, 2);
  });
  await owner.counts(2);
  await owner.pick('Cup');
}));

test('the cookie that tells a duplicate from a stolen page is read by no script and sent by no other site', settings, withShop(async (_, context) => {
  const cookies = await context.cookies();
  const own = cookies.find(({ name }) => name === 'vango_browser');
  assert.deepEqual([own?.httpOnly, own?.sameSite], [true, 'Lax']);
}));
