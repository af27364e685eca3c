// The laboratory (`acceptance/examples/lab`) as the tests drive it.
//
// Invariant: everything is found by id and looked at through the DOM that users have. What is pressed here is pressed by
// script and leaves the focus alone; what a user does by hand goes through Playwright's mouse and keyboard.

import { after, before } from 'node:test';

import { eventuallyEqual } from './eventually.mjs';
import { Example } from './example.mjs';
import { Proxy } from './proxy.mjs';
import { startBrowser, withTab } from './tab.mjs';

/** Half of the latency that a user far away has, in milliseconds: for each direction. */
export const HALF_LATENCY_MS = 150;

/** A browser and a laboratory for all tests of a file. */
export class Lab {
  /** Declares the hooks of the file.
   * @param {{ expectedPanics?: RegExp }} [exampleSettings]
   */
  static use(exampleSettings) {
    const lab = new Lab();
    before(async () => {
      [lab.browser, lab.example] = await Promise.all([startBrowser(), Example.start('lab', exampleSettings)]);
      lab.proxy = await Proxy.start(lab.example.port);
    });
    after(async () => {
      await lab.browser?.close();
      await lab.proxy?.close();
      await lab.example?.stop();
    });
    return lab;
  }

  /**
   * Opens a page in a new browser context and runs `body` with it.
   * @param {string} path
   * @param {(page: LabPage, context: import('playwright-core').BrowserContext) => Promise<void>} body
   * @param {{ expectedErrors?: RegExp, prepare?: (tab: import('./tab.mjs').Tab) => Promise<unknown> }} [settings]
   */
  open(path, body, { prepare, ...tabSettings } = {}) {
    const run = async (tab, context) => {
      await prepare?.(tab);
      await tab.visit(this.example.url + path);
      await body(new LabPage(tab), context);
    };
    return withTab(this.browser, run, tabSettings);
  }

  /** As `open`, from far away: once the page is live, each way takes `HALF_LATENCY_MS`. */
  async openFarAway(path, body, tabSettings) {
    const run = async (tab, context) => {
      await tab.visit(this.proxy.url + path);
      this.proxy.delay(HALF_LATENCY_MS);
      await body(new LabPage(tab), context);
    };
    try {
      await withTab(this.browser, run, tabSettings);
    } finally {
      this.proxy.delay(0);
    }
  }
}

/** One page of it. */
export class LabPage {
  /** @param {import('./tab.mjs').Tab} tab */
  constructor(tab) {
    this.tab = tab;
    this.page = tab.page;
    this.keyboard = tab.page.keyboard;
  }

  /** The element with this id, for what a user does by hand. */
  by(id) {
    return this.page.locator(`#${id}`);
  }

  /** Clicks by script. */
  press(id) {
    return this.page.evaluate((id) => document.getElementById(id).click(), id);
  }

  /** Reads a property of an element; `undefined` when there is no such element. */
  property(id, name) {
    return this.page.evaluate(([id, name]) => document.getElementById(id)?.[name], [id, name]);
  }

  text(id) {
    return this.property(id, 'textContent');
  }

  value(id) {
    return this.property(id, 'value');
  }

  /** Waits until an element shows this text. */
  shows(id, text, timeout) {
    return eventuallyEqual(`#${id}`, () => this.text(id), text, timeout);
  }

  /** Waits until a control holds this value. */
  holds(id, value, timeout) {
    return eventuallyEqual(`the value of #${id}`, () => this.value(id), value, timeout);
  }

  /** Waits until there is, or is not, such an element. */
  exists(id, expected = true) {
    return eventuallyEqual(`that there is #${id}`, () => this.page.evaluate((id) => !!document.getElementById(id), id), expected);
  }

  /** The id of the element that has the focus. */
  focused() {
    return this.page.evaluate(() => document.activeElement?.id);
  }

  /** The selection in a text control. */
  selection(id) {
    return this.page.evaluate((id) => {
      const { selectionStart, selectionEnd, selectionDirection } = document.getElementById(id);
      return [selectionStart, selectionEnd, selectionDirection];
    }, id);
  }

  /** Focuses a text control and selects in it. */
  select(id, start, end = start, direction = 'none') {
    return this.page.evaluate(
      ([id, start, end, direction]) => {
        const control = document.getElementById(id);
        control.focus({ preventScroll: true });
        control.setSelectionRange(start, end, direction);
      },
      [id, start, end, direction],
    );
  }
}
