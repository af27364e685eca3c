// Broken connections and restarted servers, with the counter behind a proxy that breaks them.
//
// What must hold: every click counts once, whatever the connection does; a page whose session is gone reloads once.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { Counter } from './counter-page.mjs';
import { eventually, eventuallyEqual, steadily } from './eventually.mjs';
import { Example } from './example.mjs';
import { Proxy } from './proxy.mjs';
import { RECONNECT_MS, TEST_MS } from './settings.mjs';
import { CONNECTION_ERRORS, Tab, startBrowser } from './tab.mjs';

let browser;
let example;
let proxy;
let context;
let tab;
let counter;
const settings = { timeout: TEST_MS };

before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

beforeEach(async () => {
  example = await Example.start('counter');
  proxy = await Proxy.start(example.port);
  context = await browser.newContext();
  tab = await Tab.open(context, { expectedErrors: CONNECTION_ERRORS });
  await tab.visit(proxy.url);
  counter = new Counter(tab);
  await counter.plus.click();
  await counter.shows(1);
});
afterEach(async () => {
  // All of them are ended, also when one says that something was wrong.
  const ends = await Promise.allSettled([
    tab?.close().finally(() => context.close()),
    proxy?.close(),
    example?.stop(),
  ]);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
});

/** The page is live again, by itself, in the same session and without a reload. */
async function resumed() {
  await tab.online(RECONNECT_MS);
  assert.equal(tab.loads, 1, 'the page was not reloaded');
}

test('clicks made while the socket is down are sent when it is back', settings, async () => {
  proxy.cut();
  await tab.offline();
  await counter.plus.click();
  await counter.plus.click();
  await counter.plus.click();
  await counter.minus.click();
  await steadily('the counter', () => counter.value(), 1, 200);
  proxy.restore();
  await resumed();
  await counter.shows(3);
  await counter.plus.click();
  await counter.shows(4);
});

test('a click that was lost with the socket is sent again', settings, async () => {
  proxy.hold('up');
  await counter.plus.click();
  await eventually('the click to be under way', () => proxy.waitingBytes('up'));
  proxy.cut();
  await tab.offline();
  proxy.restore();
  await resumed();
  await counter.shows(2);
  await steadily('the counter', () => counter.value(), 2, 500);
});

test('a click whose answer was lost with the socket is not applied twice', settings, async () => {
  proxy.hold('down');
  await counter.plus.click();
  await eventually('the answer to be under way', () => proxy.waitingBytes('down'));
  proxy.cut();
  await tab.offline();
  proxy.restore();
  await resumed();
  await counter.shows(2);
  await steadily('the counter', () => counter.value(), 2, 500);
  await counter.plus.click();
  await counter.shows(3);
});

test('more clicks than may be under way wait in the page', settings, async () => {
  proxy.cut();
  await tab.offline();
  await counter.burst(150);
  proxy.restore();
  await resumed();
  await counter.shows(151, RECONNECT_MS);
});

test('a socket that is silent but open delivers everything when it speaks again', settings, async () => {
  proxy.hold('up');
  proxy.hold('down');
  await counter.burst(10);
  await steadily('the counter', () => counter.value(), 1, 200);
  proxy.release('up');
  proxy.release('down');
  await counter.shows(11);
  assert.equal(tab.loads, 1);
});

test('clicks under delay and repeated cuts count exactly once each', settings, async () => {
  await counter.record();
  proxy.delay(15);
  // Until all is cut, however slow that is.
  const clicking = counter.page.evaluate(() => {
    const plus = [...document.querySelectorAll('button')].find((button) => button.textContent === '+');
    return new Promise((resolve) => {
      let made = 0;
      const timer = setInterval(() => {
        plus.click();
        made += 1;
        if (window.hasClicked) resolve(made, clearInterval(timer));
      }, 20);
    });
  });
  for (let round = 0; round < 4; round += 1) {
    const shown = await counter.value();
    await eventually('some progress', () => counter.value(), (value) => value > shown, RECONNECT_MS);
    proxy.cut();
    await tab.offline();
    proxy.restore();
    await tab.online(RECONNECT_MS);
  }
  await counter.page.evaluate(() => (window.hasClicked = true));
  const clicks = await clicking;
  await counter.shows(1 + clicks, RECONNECT_MS);
  await steadily('the counter', () => counter.value(), 1 + clicks, 500);
  const values = await counter.recorded();
  assert.deepEqual(values, [...values].sort((a, b) => a - b), 'the counter never went back');
  assert.equal(tab.loads, 1);
});

test('a restarted server makes the page reload once, and it works again', settings, async () => {
  const later = await Example.start('counter');
  await example.stop();
  await tab.offline();
  proxy.target = later.port;
  example = later;
  await eventuallyEqual('the loads', () => tab.loads, 2, RECONNECT_MS);
  await tab.online(RECONNECT_MS);
  await counter.shows(0);
  await counter.plus.click();
  await counter.shows(1);
  await steadily('the loads', () => tab.loads, 2, 1_000);
});

test('a crashed server is no different from one that was stopped', settings, async () => {
  const later = await Example.start('counter');
  await example.kill();
  proxy.cut();
  await tab.offline();
  proxy.target = later.port;
  example = later;
  proxy.restore();
  await eventuallyEqual('the loads', () => tab.loads, 2, RECONNECT_MS);
  await tab.online(RECONNECT_MS);
  await counter.plus.click();
  await counter.shows(1);
});

test('a server that keeps losing sessions makes the page stop, not loop', settings, async () => {
  for (const restart of [1, 2]) {
    const later = await Example.start('counter');
    await example.kill();
    proxy.cut();
    await tab.offline();
    proxy.target = later.port;
    example = later;
    proxy.restore();
    if (restart === 1) {
      await eventuallyEqual('the loads', () => tab.loads, 2, RECONNECT_MS);
      await tab.online(RECONNECT_MS);
    }
  }
  // Only one reload within half a minute; after that the page says that it has stopped, and the user decides.
  tab.expectedErrors = /./;
  await eventuallyEqual('the page', () => tab.state(), 'stopped', RECONNECT_MS);
  await steadily('the loads', () => tab.loads, 2, 1_000);
  const reading = await tab.page.evaluate(() => document.body.innerText);
  assert.match(reading, /reload|connection|server|stopped/i, 'the page says so');
});
