// The counter in Chromium: the page before and after it is live, clicks, tabs, headers, bytes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { observeAdoption } from './adoption.mjs';
import { Counter } from './counter-page.mjs';
import { eventuallyEqual, steadily } from './eventually.mjs';
import { Example } from './example.mjs';
import { TEST_MS } from './settings.mjs';
import { FRAME, Tab, startBrowser, withTab } from './tab.mjs';

let browser;
let example;
const settings = { timeout: TEST_MS };

before(async () => {
  [browser, example] = await Promise.all([startBrowser(), Example.start('counter')]);
});
after(async () => {
  await browser?.close();
  await example?.stop();
});

test('the page shows the counter without any script', settings, async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(example.url);
  assert.equal(await page.locator('output[data-testid=count]').first().textContent(), '0');
  await context.close();
});

test('the client adopts the nodes of the page, and the server sends nothing', settings, () =>
  withTab(browser, async (tab) => {
    const adopted = await observeAdoption(tab, example.url);
    assert.ok(adopted.elements > 3 && adopted.texts > 2, `there was something to adopt: ${JSON.stringify(adopted)}`);
    assert.deepEqual(
      { ...adopted, elements: 0, texts: 0 },
      { elements: 0, texts: 0, sameElements: true, sameTexts: true, sameContent: true, elementsAdded: [] },
    );
    await steadily('what the server sent', () => tab.received.map((frame) => frame[0]), [FRAME.welcome], 300);
    // The adopted nodes are live: the text of the same output changes.
    const counter = new Counter(tab);
    await counter.plus.click();
    await counter.shows(1);
    assert.ok(await tab.page.evaluate(() => window.adoption.before.elements.every((element) => element.isConnected)));
  }),
);

test('clicks count up and down', settings, () =>
  withTab(browser, async (tab) => {
    await tab.visit(example.url);
    const counter = new Counter(tab);
    await counter.shows(0);
    for (const expected of [1, 2, 3]) {
      await counter.plus.click();
      await counter.shows(expected);
    }
    for (const expected of [2, 1, 0, -1]) {
      await counter.minus.click();
      await counter.shows(expected);
    }
    await counter.burst(100);
    await counter.shows(99);
    await tab.screenshot('counter');
  }),
);

test('props and state belong to each counter', settings, () =>
  withTab(browser, async (tab) => {
    await tab.visit(example.url);
    const [ones, fives] = [new Counter(tab, 0), new Counter(tab, 1)];
    await fives.plus.click();
    await fives.plus.click();
    await fives.shows(10);
    await ones.minus.click();
    await ones.shows(-1);
    await fives.minus.click();
    await fives.shows(5);
  }),
);

test('a branch comes and goes, and its handler works each time', settings, () =>
  withTab(browser, async (tab) => {
    await tab.visit(example.url);
    const counter = new Counter(tab);
    const notes = () => counter.startAgain.count();
    for (let round = 0; round < 2; round += 1) {
      assert.equal(await notes(), 0);
      await counter.burst(9);
      await counter.shows(9);
      assert.equal(await notes(), 0);
      await counter.plus.click();
      await eventuallyEqual('the number of notes', notes, 1);
      await counter.startAgain.click();
      await counter.shows(0);
      await eventuallyEqual('the number of notes', notes, 0);
    }
  }),
);

test('clicks made before the page is live count', settings, () =>
  withTab(browser, async (tab) => {
    // The script is there, the socket is not yet: the clicks wait in the page.
    await tab.page.goto(example.url, { waitUntil: 'domcontentloaded' });
    const counter = new Counter(tab);
    await counter.burst(5);
    await tab.online();
    await counter.shows(5);
  }),
);

test('a click costs at most 12 bytes each way', settings, () =>
  withTab(browser, async (tab) => {
    await tab.visit(example.url);
    const counter = new Counter(tab);
    // The first click may say more; a later one is what a click costs.
    for (const expected of [1, 2, 3]) {
      tab.forgetFrames();
      await counter.plus.click();
      await counter.shows(expected);
      const bytes = tab.frameBytes();
      assert.ok(bytes.sent > 0 && bytes.sent <= 12, `client to server: ${bytes.sent} bytes`);
      assert.ok(bytes.received > 0 && bytes.received <= 12, `server to client: ${bytes.received} bytes`);
    }
  }),
);

test('two tabs of one browser have a counter each', settings, () =>
  withTab(browser, async (first, context) => {
    await first.visit(example.url);
    const second = await Tab.open(context);
    await second.visit(example.url);
    const [one, two] = [new Counter(first), new Counter(second)];
    await one.burst(3);
    await two.burst(1);
    await one.shows(3);
    await two.shows(1);
    await two.minus.click();
    await two.shows(0);
    await steadily('the other counter', () => one.value(), 3, 300);
    await second.close();
  }),
);

test('a reload is a new session', settings, () =>
  withTab(browser, async (tab) => {
    await tab.visit(example.url);
    const counter = new Counter(tab);
    await counter.plus.click();
    await counter.shows(1);
    await tab.page.reload();
    await tab.online();
    await counter.shows(0);
    await counter.plus.click();
    await counter.shows(1);
  }),
);

test('the policy allows no inline script and the page needs none', settings, () =>
  withTab(browser, async (tab) => {
    const response = await tab.visit(example.url);
    const policy = response.headers()['content-security-policy'] ?? '';
    assert.match(policy, /default-src 'self'|script-src 'self'/);
    // `style:` puts style attributes into pages, and nothing else may be inline.
    const lax = policy.split(';').filter((directive) => /unsafe/.test(directive));
    assert.deepEqual(lax.map((directive) => directive.trim()), ["style-src-attr 'unsafe-inline'"]);
    // The policy is in force, and an inline script does not run. The violation that this makes is expected.
    tab.expectedErrors = /CSP|Content Security Policy/;
    const ran = await tab.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineScriptRan = true';
      document.body.append(script);
      return window.inlineScriptRan === true;
    });
    assert.equal(ran, false);
  }),
);
