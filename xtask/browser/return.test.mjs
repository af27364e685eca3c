// One tab of the shop that comes back: the rows of "Coming back" (docs/persistence.md) that a real browser has a part in.
// Copies of a tab, other tabs and other browsers are in `duplicate.test.mjs`.
//
// What must hold: what is persisted is there, what was typed is not lost, nothing is applied twice, and the page is loaded anew
// only where the table says so.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { eventually, eventuallyEqual, steadily } from './eventually.mjs';
import { Proxy } from './proxy.mjs';
import { RECONNECT_MS, TEST_MS } from './settings.mjs';
import { Shop, newStore } from './shop.mjs';
import { CONNECTION_ERRORS, Tab, startBrowser, withTab } from './tab.mjs';

/** A window after which a session is certainly looked for again: sessions are swept four times in a second. */
const SHORT_WINDOW_MS = 200;

let browser;
const settings = { timeout: TEST_MS };

before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

/** A shop behind a proxy that outlives it. */
class Site {
  static async start(shopSettings) {
    const site = new Site();
    site.settings = { store: newStore(), ...shopSettings };
    site.server = await Shop.start(site.settings);
    site.proxy = await Proxy.start(site.server.port);
    return site;
  }

  /** Another process with the same store. The one before it has to be gone: a file has one owner. */
  async restart() {
    this.server = await Shop.start(this.settings);
    this.proxy.target = this.server.port;
  }

  async close() {
    await this.proxy.close();
    await this.server.stop();
  }
}

/**
 * Runs `body` with a shop of its own and a tab that shows its products.
 * @param {(shop: Shop, site: Site) => Promise<void>} body
 */
const withSite =
  (body, { resumeWindowMs, expectedErrors = CONNECTION_ERRORS, prepare } = {}) =>
  async () => {
    const site = await Site.start({ resumeWindowMs });
    const run = async (tab) => {
      await prepare?.(tab);
      await tab.visit(site.proxy.url);
      await body(new Shop(tab), site);
    };
    try {
      await withTab(browser, run, { expectedErrors });
    } finally {
      await site.close();
    }
  };

test('a refresh shows the cart with its first bytes', settings, withSite(async (shop) => {
  await shop.pick('Green tea', 'Honey');
  for (const load of [2, 3]) {
    const response = await shop.page.reload();
    assert.match(await response.text(), new RegExp(`id="cart-count"[^>]*>${load}<`));
    await shop.tab.online();
    await shop.pick('Cup');
    assert.equal(shop.tab.loads, load);
  }
}));

test('a page that was away for longer than its session waits changes in place', settings, withSite(async (shop, site) => {
  await shop.pick('Green tea', 'Honey');
  await shop.tab.visit(`${site.proxy.url}/admin`);
  const { loads } = shop.tab;
  const text = shop.page.getByLabel('Shown to everybody');
  await text.fill('Back soon');
  // The server has heard it: what it has not heard is told again.
  await eventuallyEqual('what the server shows', () => text.getAttribute('value'), 'Back soon');
  // A laptop that sleeps; when the session was still there, it sleeps again.
  const sleeps = async () => {
    shop.tab.forgetFrames();
    site.proxy.cut();
    await shop.tab.offline();
    await sleep(2 * SHORT_WINDOW_MS);
    site.proxy.restore();
    await shop.tab.online(RECONNECT_MS);
    return shop.tab.welcomes().at(-1);
  };
  await eventually('the end of the window', sleeps, (how) => how === 'resynced', RECONNECT_MS);
  await shop.counts(2);
  // A signal begins anew, and with it the field that is bound to it. The page is online before what is mounted has come.
  await eventuallyEqual('what the field shows', () => text.inputValue(), '');
  await text.fill('Here again');
  await shop.page.getByRole('button', { name: 'Announce' }).click();
  await shop.says('Here again');
  await shop.go('Products');
  await shop.pick('Tin');
  await shop.counts(3);
  assert.equal(shop.tab.loads, loads + 1, 'by the link alone');
}, { resumeWindowMs: SHORT_WINDOW_MS }));

test('kill -9: the cart is there, and no click is applied twice', settings, withSite(async (shop, site) => {
  await shop.pick('Cup', 'Cup');
  // One whose answer is lost: it was stored before the answer was sent.
  site.proxy.hold('down');
  await shop.click('Tin');
  await eventually('the answer', () => site.proxy.waitingBytes('down'));
  await site.server.kill();
  site.proxy.cut();
  await shop.tab.offline();
  // And one that nobody has heard.
  await shop.click('Honey');
  await site.restart();
  site.proxy.restore();
  await shop.tab.online(RECONNECT_MS);
  assert.equal(shop.tab.welcomes().at(-1), 'resynced');
  await shop.counts(3);
  await shop.pick('Honey');
  assert.equal(shop.tab.loads, 1);
  await shop.go('Cart');
  await shop.shows('Cup × 2', 'Tin × 1', 'Honey × 1');
}));

test('a click that a killed server has not heard is dropped, not done later', settings, withSite(async (shop, site) => {
  await shop.pick('Cup');
  site.proxy.hold('up');
  await shop.click('Tin');
  await eventually('the click to be under way', () => site.proxy.waitingBytes('up'));
  await site.server.kill();
  site.proxy.cut();
  await shop.tab.offline();
  await site.restart();
  site.proxy.restore();
  await shop.tab.online(RECONNECT_MS);
  await shop.counts(1);
  await steadily('the pieces', () => shop.pieces(), '1', 500);
  await shop.pick('Honey');
  assert.equal(shop.tab.loads, 1);
}));

/** Notes why sockets are closed. */
const noteClosing = ({ page }) =>
  page.addInitScript(() => {
    window.closings = [];
    window.WebSocket = class extends WebSocket {
      constructor(...how) {
        super(...how);
        this.addEventListener('close', ({ code, reason }) => window.closings.push([code, reason]));
      }
    };
  });

test('SIGTERM: the page is told over which time to come back, and does', settings, withSite(async (shop, site) => {
  await shop.pick('Cup');
  await site.server.stop();
  await shop.tab.offline();
  const told = await shop.page.evaluate(() => window.closings[0]);
  assert.deepEqual(told, [1001, '100'], 'a hundred milliseconds are the least');
  await site.restart();
  await shop.tab.online(RECONNECT_MS);
  await shop.counts(1);
  await shop.pick('Tin');
  assert.equal(shop.tab.loads, 1);
}, { prepare: noteClosing }));

/**
 * Makes the client one of another version, as far as a server can see: the version in its Hello is another one.
 * @param {boolean} always also after a reload, as a script from a cache that is never asked again
 */
const ofAnotherVersion = (always) => ({ page }) =>
  page.addInitScript((always) => {
    const isFirst = !sessionStorage.wasHere;
    sessionStorage.wasHere = 'yes';
    if (!always && !isFirst) return;
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (frame) {
      // A Hello: variant 0, and then the version.
      if (frame[0] === 0) frame[1] += 1;
      send.call(this, frame);
    };
  }, always);

test('a client script of another version loads its page once, and the cart is there', settings, async () => {
  const site = await Site.start();
  const context = await browser.newContext();
  try {
    const tab = await Tab.open(context);
    await tab.visit(site.proxy.url);
    const shop = new Shop(tab);
    await shop.pick('Cup', 'Honey');
    // The server's new version speaks another language than the script that the page has.
    await ofAnotherVersion(false)(tab);
    await tab.page.reload();
    await eventuallyEqual('the loads', () => tab.loads, 3);
    await tab.online();
    await shop.counts(2);
    await shop.pick('Tin');
    await steadily('the loads', () => tab.loads, 3, 500);
    await tab.close();
  } finally {
    await context.close();
    await site.close();
  }
});

test('a client script that stays another version’s does not load its page for ever', settings, async () => {
  const site = await Site.start();
  const context = await browser.newContext();
  try {
    const tab = await Tab.open(context, { expectedErrors: /can't go on/ });
    await ofAnotherVersion(true)(tab);
    await tab.page.goto(site.proxy.url);
    await eventuallyEqual('the page', () => tab.state(), 'stopped', RECONNECT_MS);
    assert.equal(tab.loads, 2);
    assert.match(await tab.page.getByRole('alert').textContent(), /Reload the page/);
    await steadily('the loads', () => tab.loads, 2, 1_000);
    await tab.close();
  } finally {
    await context.close();
    await site.close();
  }
});

/**
 * Runs `body` with a shop and a tab of a browser that has a back/forward cache, which Playwright switches off otherwise.
 * @param {(shop: Shop, url: string) => Promise<void>} body
 * @param {boolean} mayStore whether a proxy in front takes the `no-store` from our pages, which keeps browsers from caching them
 */
const withBackForwardCache = (body, mayStore) => async () => {
  const cachingBrowser = await startBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  const server = await Shop.start();
  const run = async (tab, context) => {
    // Pages that the suite hands out itself may connect to the server, though the browser cannot know where they came from.
    await context.grantPermissions(['local-network-access']);
    await tab.page.addInitScript(() => addEventListener('pageshow', ({ persisted }) => (window.wasCached = persisted)));
    const isPage = (url) => !url.pathname.startsWith('/_vango');
    if (mayStore) {
      await tab.page.route(isPage, async (route) => {
        const response = await route.fetch();
        const { 'cache-control': _, ...headers } = response.headers();
        await route.fulfill({ body: await response.body(), headers });
      });
    }
    await tab.visit(server.url);
    await body(new Shop(tab), server.url);
  };
  try {
    await withTab(cachingBrowser, run, { expectedErrors: /Page entered Back-Forward Cache/ });
  } finally {
    await cachingBrowser.close();
    await server.stop();
  }
};

/** Goes back, and waits until the page that is shown then is live. */
async function goBack({ page, tab }, to) {
  await page.evaluate(() => history.back());
  await eventuallyEqual('the address', () => page.url(), to);
  await tab.online(RECONNECT_MS);
}

const wasCached = ({ page }) => page.evaluate(() => window.wasCached);

test('back and forward: Chromium keeps no page of ours, and loads it with the cart', settings, withBackForwardCache(async (shop, url) => {
  await shop.pick('Green tea');
  await shop.go('Cart');
  await shop.page.getByRole('button', { name: 'One more Green tea' }).click();
  await shop.counts(2);
  await goBack(shop, `${url}/`);
  assert.deepEqual([await wasCached(shop), await shop.pieces()], [false, '2']);
  await shop.pick('Honey');
  await shop.page.evaluate(() => history.forward());
  await shop.page.getByRole('heading', { name: 'Cart', exact: true, level: 1 }).waitFor();
  await shop.shows('Green tea × 2', 'Honey × 1');
  assert.equal(shop.tab.loads, 4);
}, false));

test('a page from the back/forward cache shows what the pages after it have changed', settings, withBackForwardCache(async (shop, url) => {
  await shop.pick('Green tea');
  await shop.go('Cart');
  await shop.page.getByRole('button', { name: 'One more Green tea' }).click();
  await shop.counts(2);
  const { loads } = shop.tab;
  await goBack(shop, `${url}/`);
  await eventuallyEqual('that the page was cached', () => wasCached(shop), true);
  await shop.counts(2);
  await shop.pick('Honey');
  assert.equal(shop.tab.loads, loads, 'nothing was loaded');
  // From here on it is the tab's page: the next ones begin with what it has.
  await shop.page.reload();
  await shop.tab.online();
  await shop.counts(3);
  await shop.go('Cart');
  await shop.shows('Green tea × 2', 'Honey × 1');
}, true));

test('a visit to another site, and back to the page that was kept', settings, withBackForwardCache(async (shop, url) => {
  const elsewhere = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>Elsewhere</p>'));
  elsewhere.listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  try {
    await shop.pick('Green tea');
    await shop.page.goto(`http://127.0.0.1:${elsewhere.address().port}/`);
    await goBack(shop, `${url}/`);
    await eventuallyEqual('that the page was cached', () => wasCached(shop), true);
    await shop.counts(1);
    await shop.pick('Honey');
    assert.equal(shop.tab.loads, 2, 'ours and the other');
    await shop.page.reload();
    await shop.tab.online();
    await shop.counts(2);
  } finally {
    elsewhere.closeAllConnections();
    elsewhere.close();
  }
}, true));
