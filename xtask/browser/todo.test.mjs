// The list of things to do in Chromium: each operation by mouse and by keyboard, and where the focus is after it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { eventuallyEqual, steadily } from './eventually.mjs';
import { Example } from './example.mjs';
import { Proxy } from './proxy.mjs';
import { TEST_MS } from './settings.mjs';
import { Tab, startBrowser, withTab } from './tab.mjs';
import { TodoPage } from './todo-page.mjs';

let browser;
let example;
const settings = { timeout: TEST_MS };

before(async () => {
  [browser, example] = await Promise.all([startBrowser(), Example.start('todo')]);
});
after(async () => {
  await browser?.close();
  await example?.stop();
});

/** A page of things to do with these, and what is done with them. */
const withTodos = (titles, body) =>
  withTab(browser, async (tab, context) => {
    await tab.visit(example.url);
    const todos = new TodoPage(tab);
    await todos.add(...titles);
    await body(todos, tab, context);
  });

test('the field is ready for the next one when one was added', settings, () =>
  withTab(browser, async (tab) => {
    await tab.visit(example.url);
    const todos = new TodoPage(tab);
    await todos.focusIsOn('What is to be done?'); // autofocus of the page
    const { keyboard } = tab.page;
    for (const title of ['Tea', 'Milk']) {
      await keyboard.type(title);
      await keyboard.press('Enter');
      await todos.button(title).waitFor();
      await eventuallyEqual('the field', () => todos.new.inputValue(), '');
      await todos.focusIsOn('What is to be done?');
    }
    await keyboard.type('   ');
    await keyboard.press('Enter');
    await steadily('the number of rows', () => todos.rows.count(), 2, 200);
    await todos.new.fill('Bread');
    await todos.button('Add').click();
    await todos.shows('Tea', 'Milk', 'Bread');
    await todos.says('3 active, 0 done');
  }),
);

test('what is ticked off is counted, filtered and cleared', settings, () =>
  withTodos(['Tea', 'Milk', 'Bread'], async (todos) => {
    const clear = todos.button('Clear done');
    assert.ok(await clear.isDisabled());
    await todos.done('Milk').click();
    await todos.says('2 active, 1 done');
    assert.ok(await todos.done('Milk').isChecked());
    await eventuallyEqual('the button', () => clear.isDisabled(), false);
    for (const [filter, ...titles] of [['Done', 'Milk'], ['Active', 'Tea', 'Bread'], ['All', 'Tea', 'Milk', 'Bread']]) {
      await todos.button(filter).click();
      await todos.shows(...titles);
      const pressed = await todos.page.locator('[aria-pressed=true]').allTextContents();
      assert.deepEqual(pressed, [filter]);
      assert.equal(await todos.page.locator('[aria-pressed=false]').count(), 2);
    }
    await todos.done('Milk').click();
    await todos.says('3 active, 0 done');
    await todos.done('Tea').click();
    await todos.says('2 active, 1 done');
    await clear.click();
    await todos.shows('Milk', 'Bread');
    await todos.says('2 active, 0 done');
  }),
);

test('a double click edits in place: Enter and leaving keep, Escape does not', settings, () =>
  withTodos(['Tea', 'Milk'], async (todos) => {
    const { keyboard } = todos.page;
    const edit = async (title, text) => {
      await todos.button(title).dblclick();
      await todos.focusIsOn(`New title of ${title}`);
      await eventuallyEqual('the field', () => todos.field(title).inputValue(), title);
      await keyboard.press('ControlOrMeta+A');
      await keyboard.type(text);
    };
    await edit('Tea', 'Green tea');
    await keyboard.press('Enter');
    await todos.shows('Green tea', 'Milk');
    await todos.focusIsOn('Green tea');

    await edit('Green tea', 'Nothing');
    await keyboard.press('Escape');
    await todos.shows('Green tea', 'Milk');
    await todos.focusIsOn('Green tea');

    await edit('Milk', 'Oat milk');
    await todos.new.click();
    await todos.shows('Green tea', 'Oat milk');
    await todos.focusIsOn('What is to be done?');

    await edit('Oat milk', '   ');
    await keyboard.press('Enter');
    await todos.shows('Green tea', 'Oat milk');
  }),
);

test('all of it goes by keyboard alone', settings, () =>
  withTodos(['Tea', 'Milk', 'Bread'], async (todos) => {
    const { keyboard } = todos.page;
    const tab = async (times) => {
      for (let press = 0; press < times; press += 1) await keyboard.press('Tab');
    };
    // From the field: the button, then the first row's box, title, three buttons.
    await tab(2);
    await todos.focusIsOn('Done: Tea');
    await keyboard.press('Space');
    await todos.says('2 active, 1 done');
    await tab(1);
    await todos.focusIsOn('Tea');
    await keyboard.press('Enter');
    await todos.focusIsOn('New title of Tea');
    await keyboard.press('End');
    await keyboard.type('!');
    await keyboard.press('Enter');
    await todos.shows('Tea!', 'Milk', 'Bread');
    await todos.focusIsOn('Tea!');
    // Alt with an arrow moves the row that has the focus, and it keeps it.
    for (const titles of [['Milk', 'Tea!', 'Bread'], ['Milk', 'Bread', 'Tea!']]) {
      await keyboard.press('Alt+ArrowDown');
      await todos.shows(...titles);
      await todos.focusIsOn('Tea!');
    }
    await eventuallyEqual('what is said', () => todos.news.textContent(), 'Now number 3');
    await keyboard.press('Alt+ArrowDown');
    await keyboard.press('ArrowUp');
    await steadily('what is said', () => todos.news.textContent(), 'Now number 3', 200);
    await tab(1);
    await todos.focusIsOn('Move up: Tea!');
    await keyboard.press('Space');
    await todos.shows('Milk', 'Tea!', 'Bread');
    await todos.focusIsOn('Move up: Tea!');
    await tab(2);
    await keyboard.press('Enter');
    await todos.shows('Milk', 'Bread');
    // From where the row stood the next key goes on.
    await tab(1);
    await todos.focusIsOn('Done: Bread');
  }),
);

test('a row that is moved keeps its node and the focus', settings, () =>
  withTodos(['Tea', 'Milk', 'Bread', 'Salt'], async (todos) => {
    const title = todos.page.locator('li .title');
    await title.evaluateAll((nodes) => nodes.forEach((node) => (node.suiteText = node.textContent)));
    const up = todos.button('Move up: Salt');
    for (const at of [2, 1, 0]) {
      await up.click();
      const titles = ['Tea', 'Milk', 'Bread'];
      titles.splice(at, 0, 'Salt');
      await todos.shows(...titles);
      await todos.focusIsOn('Move up: Salt');
    }
    const own = await title.evaluateAll((nodes) => nodes.map((node) => node.suiteText));
    assert.deepEqual(own, ['Salt', 'Tea', 'Milk', 'Bread'], 'each row has the nodes that it had');
    // With a filter a row goes past those that are shown.
    await todos.done('Tea').click();
    await todos.button('Active').click();
    await todos.shows('Salt', 'Milk', 'Bread');
    await todos.button('Move down: Salt').click();
    await todos.shows('Milk', 'Salt', 'Bread');
    await todos.focusIsOn('Move down: Salt');
    await todos.button('All').click();
    await todos.shows('Tea', 'Milk', 'Salt', 'Bread');
  }),
);

test('what is typed while a row moves stays, and so does the cursor', settings, async (t) => {
  const proxy = await Proxy.start(example.port);
  t.after(() => proxy.close());
  await withTab(browser, async (tab) => {
    await tab.visit(proxy.url);
    const todos = new TodoPage(tab);
    await todos.add('Tea', 'Milk');
    await todos.button('Milk').dblclick();
    await todos.focusIsOn('New title of Milk');
    await tab.page.keyboard.press('Home');
    await tab.page.keyboard.type('Oat ');
    await tab.page.keyboard.press('Alt+ArrowUp');
    await tab.page.keyboard.type('and almond ');
    await todos.shows('a field', 'Tea');
    await todos.focusIsOn('New title of Milk');
    const field = todos.field('Milk');
    assert.equal(await field.inputValue(), 'Oat and almond Milk');
    assert.equal(await field.evaluate((input) => input.selectionStart), 'Oat and almond '.length);
    await tab.page.keyboard.press('Enter');
    await todos.shows('Oat and almond Milk', 'Tea');
  });
});

test('two tabs have a list each', settings, () =>
  withTodos(['Tea'], async (todos, _, context) => {
    const second = await Tab.open(context);
    await second.visit(example.url);
    const others = new TodoPage(second);
    await others.says('0 active, 0 done');
    await others.add('Milk', 'Bread');
    await others.shows('Milk', 'Bread');
    await todos.done('Tea').click();
    await todos.says('0 active, 1 done');
    await steadily('the other counts', () => others.counts.textContent(), '2 active, 0 done', 200);
    await todos.shows('Tea');
    await second.close();
  }),
);
