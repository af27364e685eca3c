// The shop in Chromium: what it keeps when a page is loaded anew and when the server is replaced, and what everybody sees.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { eventuallyEqual } from './eventually.mjs';
import { RECONNECT_MS, TEST_MS } from './settings.mjs';
import { Shop, newStore } from './shop.mjs';
import { CONNECTION_ERRORS, startBrowser, withTab } from './tab.mjs';

const DARK = 'rgb(18, 22, 15)';

let browser;
const settings = { timeout: TEST_MS };

before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

/** Runs `body` with a shop of its own. */
const withShop = (body) => async () => {
  const server = await Shop.start();
  try {
    await withTab(browser, async (tab, context) => {
      await tab.visit(server.url);
      await body(new Shop(tab), server, context);
    });
  } finally {
    await server.stop();
  }
};

test('an announcement is in two browsers at once', settings, withShop(async (one, server) => {
  await withTab(browser, async (tab) => {
    await tab.visit(server.url);
    const two = new Shop(tab);
    await one.announce('Free delivery today');
    await two.says('Free delivery today');
    await two.announce('Until six');
    await one.says('Until six');
    assert.deepEqual([one.tab.loads, two.tab.loads], [1, 1]);
  });
  // Whoever comes later sees it before any script.
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(server.url);
  assert.equal(await page.locator('#banner').textContent(), 'Until six');
  await context.close();
}));

test('a reload keeps cart and theme, and other browsers have their own', settings, withShop(async (shop, server) => {
  await shop.pick('Green tea', 'Green tea', 'Honey');
  await shop.theme('Dark');
  await eventuallyEqual('the paper', () => shop.paper(), DARK);
  await shop.go('Cart');
  await shop.shows('Green tea × 2', 'Honey × 1');
  await shop.page.reload();
  await shop.tab.online();
  await shop.shows('Green tea × 2', 'Honey × 1');
  assert.equal(await shop.paper(), DARK);
  assert.equal(await shop.page.locator('#total').textContent(), '27.60 €');
  await withTab(browser, async (tab) => {
    await tab.visit(server.url);
    assert.deepEqual([await new Shop(tab).pieces(), await new Shop(tab).paper() === DARK], ['0', false]);
  });
  await shop.page.getByRole('button', { name: 'One Honey less' }).click();
  await shop.shows('Green tea × 2');
  await shop.page.getByRole('button', { name: 'Empty the cart' }).click();
  await shop.page.getByText('Nothing yet.').waitFor();
}));

test('another process goes on where the first has ended, and no page is loaded anew', settings, async () => {
  const store = newStore();
  let server = await Shop.start({ store });
  try {
    const tabSettings = { expectedErrors: CONNECTION_ERRORS };
    await withTab(browser, async (tab) => {
      await tab.visit(server.url);
      const shop = new Shop(tab);
      await shop.pick('Cup', 'Tin');
      await shop.theme('Dark');
      await shop.announce('Free delivery today');
      await shop.go('Cart');
      const loads = tab.loads;
      await server.stop();
      await tab.offline();
      server = await Shop.start({ store, port: server.port });
      await tab.online(RECONNECT_MS);
      await shop.shows('Cup × 1', 'Tin × 1');
      await shop.page.getByRole('button', { name: 'One more Cup' }).click();
      await shop.shows('Cup × 2', 'Tin × 1');
      assert.deepEqual([await shop.paper(), await shop.banner.textContent()], [DARK, 'Free delivery today']);
      assert.equal(tab.loads, loads);
    }, tabSettings);
  } finally {
    await server.stop();
  }
});
