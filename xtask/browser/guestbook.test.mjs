// The guestbook in Chromium: tabs that see each other's entries, a slow action, searches that overtake each other.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { eventually, eventuallyEqual, steadily } from './eventually.mjs';
import { Example } from './example.mjs';
import { Proxy } from './proxy.mjs';
import { RECONNECT_MS, TEST_MS } from './settings.mjs';
import { CONNECTION_ERRORS, FRAME, Tab, startBrowser, typeAtOnce, withTab } from './tab.mjs';

let browser;
let example;
const settings = { timeout: TEST_MS };

before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

/** Runs `body` with a book of its own: entries stay. */
const withBook = (body) => async () => {
  example = await Example.start('guestbook');
  try {
    await withTab(browser, async (tab, context) => {
      await tab.visit(example.url);
      await body(new Guestbook(tab), tab, context);
    });
  } finally {
    await example.stop();
  }
};

/** The guestbook as a user sees it. */
class Guestbook {
  /** @param {Tab} tab */
  constructor({ page }) {
    this.page = page;
    this.name = page.getByLabel('Your name');
    this.message = page.getByLabel('Your message');
    this.search = page.getByLabel('Search');
    this.button = page.getByRole('button');
    this.alert = page.getByRole('alert');
    this.entries = page.getByRole('region', { name: 'Entries' });
  }

  async write(name, message) {
    await this.name.fill(name);
    await this.message.fill(message);
  }

  texts() {
    return this.page.locator('article p').allTextContents();
  }

  /** Waits until exactly these entries are shown, the newest first. */
  shows(...texts) {
    return eventuallyEqual('the entries', () => this.texts(), texts);
  }

  says(text) {
    return eventually(`"${text}"`, () => this.page.locator('main').innerText(), (shown) => shown.includes(text));
  }
}

const ADA = 'The engine weaves algebraic patterns.';
const GRACE = 'A ship in port is safe.';

test('entries are in the page without any script', settings, withBook(async (book) => {
  await book.write('Alan', 'Can <b>machines</b> think?');
  await book.button.click();
  await book.shows('Can <b>machines</b> think?', GRACE, ADA);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(example.url);
  assert.deepEqual(await page.locator('article p').allTextContents(), ['Can <b>machines</b> think?', GRACE, ADA]);
  assert.equal(await page.locator('article b').count(), 0);
  await context.close();
}));

test('what is written in one tab appears in the others', settings, withBook(async (book, _, context) => {
  const tabs = [await Tab.open(context), await Tab.open(context)];
  const others = [];
  for (const tab of tabs) {
    await tab.visit(example.url);
    others.push(new Guestbook(tab));
  }
  // One of them is in the middle of something: it is told and not disturbed.
  await others[0].search.fill('ship');
  await others[0].shows(GRACE);
  await others[0].write('Edsger', 'Half a sen');
  await book.write('Alan', 'Can machines think?');
  await book.button.click();
  await book.shows('Can machines think?', GRACE, ADA);
  await others[1].shows('Can machines think?', GRACE, ADA);
  assert.deepEqual(await others[0].texts(), [GRACE]);
  assert.equal(await others[0].message.inputValue(), 'Half a sen');
  // Both ways, and after one has left.
  await tabs[1].close();
  await others[0].write('Edsger', 'A ship shape sentence.');
  await others[0].button.click();
  await others[0].shows('A ship shape sentence.', GRACE);
  await book.shows('A ship shape sentence.', 'Can machines think?', GRACE, ADA);
  await tabs[0].close();
}));

test('a slow save disables its button, and the form is empty when it is done', settings, withBook(async (book) => {
  await book.write('Alan', 'Can machines think?');
  await book.button.click();
  await book.says('Signing…');
  assert.ok(await book.button.isDisabled());
  assert.deepEqual(await book.texts(), [GRACE, ADA], 'nothing is shown before it is saved');
  await book.says('Signed. Thank you!');
  await eventuallyEqual('the button', () => book.button.textContent(), 'Sign');
  assert.equal(await book.button.isDisabled(), false);
  assert.equal(await book.message.inputValue(), '');
  assert.equal(await book.name.inputValue(), 'Alan');
}));

test('what is typed during the save is kept', settings, withBook(async (book) => {
  await book.write('Alan', 'Can machines think?');
  await book.button.click();
  await book.says('Signing…');
  await book.message.fill('A second one');
  await book.says('Signed. Thank you!');
  await steadily('the message', () => book.message.inputValue(), 'A second one', 200);
}));

test('a save that failed says why and loses no text', settings, withBook(async (book) => {
  await book.write('Mallory', 'See https://example.com');
  await book.button.click();
  await eventuallyEqual('the alert', () => book.alert.allTextContents(), ['No links, please.']);
  assert.equal(await book.message.inputValue(), 'See https://example.com');
  assert.equal(await book.button.isDisabled(), false);
  assert.deepEqual(await book.texts(), [GRACE, ADA]);
  // Mended, it goes through, and the alert goes.
  await book.message.fill('See you');
  await book.button.click();
  await book.shows('See you', GRACE, ADA);
  assert.equal(await book.alert.count(), 0);
}));

test('a second save during the first is rejected, says why and is not written', settings, withBook(async (book) => {
  await book.write('Alan', 'Can machines think?');
  // Twice before the server can answer.
  await book.button.evaluate((button) => {
    button.click();
    button.click();
  });
  await eventuallyEqual('the alert', () => book.alert.allTextContents(), ['Not sent: the action is running already']);
  assert.equal(await book.message.inputValue(), 'Can machines think?');
  await book.says('Signed. Thank you!');
  await book.shows('Can machines think?', GRACE, ADA);
  assert.equal(await book.alert.count(), 0);
  assert.equal(await book.message.inputValue(), '');
}));

test('what is required is asked for by the browser', settings, withBook(async (book, tab) => {
  const events = () => tab.sent.filter((frame) => frame[0] === FRAME.event).length;
  await book.name.fill('Alan');
  await eventuallyEqual('the number of events', events, 1);
  await book.button.click();
  const isAsked = (field) => field.validity.valueMissing && document.activeElement === field;
  assert.ok(await book.message.evaluate(isAsked));
  await steadily('the number of events', events, 1, 200);
}));

test('an earlier search that ends later shows nothing', settings, withBook(async (book) => {
  await book.page.evaluate(recordLists);
  // "x" finds none and takes 600 ms; "engine" finds one and takes 100. Typed by the page itself, which keeps time better.
  await book.search.evaluate(async (field) => {
    for (const text of ['x', 'engine']) {
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      // Longer than the debounce of 150 ms.
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  await book.shows(ADA);
  await book.says('1 entry');
  await steadily('the entries', () => book.texts(), [ADA], 800);
  // What was found first stays while others are looked for.
  const both = [GRACE, ADA].join('|');
  assert.deepEqual(await book.page.evaluate(() => window.shownLists), [`false ${both}`, `true ${both}`, `false ${ADA}`]);
  assert.equal(await book.search.inputValue(), 'engine');
  await book.search.fill('');
  await book.shows(GRACE, ADA);
}));

test('letters that follow each other quickly are one search', settings, withBook(async (book, tab) => {
  tab.forgetFrames();
  await typeAtOnce(book.search, 'engine');
  await book.shows(ADA);
  const events = tab.sent.filter((frame) => frame[0] === FRAME.event).length;
  assert.ok(events >= 1 && events <= 2, `${events} events for six letters`);
}));

test('an entry that was sent while the socket was down is written once', settings, withBook(async (_, first) => {
  const proxy = await Proxy.start(example.port);
  try {
    const tab = await Tab.open(first.page.context(), { expectedErrors: CONNECTION_ERRORS });
    await tab.visit(proxy.url);
    const book = new Guestbook(tab);
    await book.write('Alan', 'Can machines think?');
    proxy.cut();
    await tab.offline();
    await book.button.click();
    proxy.restore();
    await tab.online(RECONNECT_MS);
    await book.shows('Can machines think?', GRACE, ADA);
    await new Guestbook(first).shows('Can machines think?', GRACE, ADA);
    await tab.close();
  } finally {
    await proxy.close();
  }
}));

/* The function below runs in the page. */

/** Records every list of entries that is shown from now on, and whether it says that it is busy. */
function recordLists() {
  const state = () => {
    const texts = [...document.querySelectorAll('article p')].map((node) => node.textContent);
    return `${document.querySelector('section').ariaBusy} ${texts.join('|')}`;
  };
  const states = (window.shownLists = [state()]);
  const look = () => states.at(-1) !== state() && states.push(state());
  const everything = { attributes: true, childList: true, characterData: true, subtree: true };
  new MutationObserver(look).observe(document.querySelector('main'), everything);
}
