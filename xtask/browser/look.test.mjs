// How the examples look and read, light and dark: contrast, names that a screen reader says, nothing cut off.
//
// Invariant: what is checked is what the browser computed, not the stylesheet. Bounds are those of WCAG 2.2 AA: 4.5 for
// text (1.4.3), 3 for the edges of controls (1.4.11); disabled controls are exempt.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { eventually } from './eventually.mjs';
import { Example } from './example.mjs';
import { Shop } from './shop.mjs';
import { TEST_MS } from './settings.mjs';
import { startBrowser, withTab } from './tab.mjs';

/** What is on the page when it is looked at. */
const PAGES = {
  async counter({ page }) {
    for (let click = 0; click < 10; click += 1) await page.getByRole('button', { name: 'more' }).first().click();
    await page.getByRole('button', { name: 'Start again' }).waitFor();
  },
  async rows({ page }) {
    for (const table of ['#vec', '#list']) {
      await page.locator(`${table} [data-testid=append-1000]`).click();
      await page.locator(`${table} [data-testid=select]`).nth(1).click();
    }
    await eventually('two chosen rows', () => page.locator('tr.danger').count(), (count) => count === 2);
  },
  async todo({ page }) {
    const long = 'A long one: '.padEnd(120, 'read all of the guide ');
    for (const title of ['Buy tea', 'Water the plants', long, 'Call Ada']) {
      await page.getByLabel('What is to be done?').fill(title);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: title, exact: true }).waitFor();
    }
    await page.getByLabel('Done: Buy tea').check();
    await page.getByRole('button', { name: 'Water the plants', exact: true }).dblclick();
    await page.getByLabel('New title of Water the plants').waitFor();
  },
  async guestbook({ page }) {
    await page.getByLabel('Your name').fill('Mallory');
    await page.getByLabel('Your message').fill('See https://example.com');
    await page.getByRole('button', { name: 'Sign' }).click();
    await page.getByText('No links').waitFor();
  },
  async shop(tab) {
    const shop = new Shop(tab);
    await shop.pick('Green tea', 'Green tea', 'Teapot');
    await shop.announce('Free delivery today');
    await shop.go('Cart');
  },
};

let browser;
const examples = {};

before(async () => {
  browser = await startBrowser();
  for (const name of Object.keys(PAGES)) examples[name] = await (name === 'shop' ? Shop.start() : Example.start(name));
});
after(async () => {
  await browser?.close();
  await Promise.all(Object.values(examples).map((example) => example.stop()));
});

for (const [name, prepare] of Object.entries(PAGES)) {
  test(`${name} can be read and is named, light and dark, wide and narrow`, { timeout: TEST_MS }, () =>
    withTab(browser, async (tab) => {
      await tab.page.setViewportSize({ width: 1000, height: 760 });
      await tab.visit(examples[name].url);
      await prepare(tab);
      for (const colorScheme of ['light', 'dark']) {
        await tab.page.emulateMedia({ colorScheme });
        await tab.screenshot(`${name}-${colorScheme}`);
        const faint = await tab.page.evaluate(findFaint);
        assert.deepEqual(faint, [], `${name} in ${colorScheme}`);
      }
      assert.deepEqual(await nameless(tab.page), [], 'controls have names');
      await tab.page.setViewportSize({ width: 360, height: 700 });
      await tab.screenshot(`${name}-narrow`);
      const overflow = await tab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${name} is ${overflow} pixels wider than a narrow window`);
    }),
  );
}

/** The controls that a screen reader has no name for. */
async function nameless(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const roles = /^(button|textbox|searchbox|checkbox|link|list|group|region)$/;
  const found = nodes.filter((node) => !node.ignored && roles.test(node.role?.value) && !node.name?.value?.trim());
  const controls = nodes.filter((node) => /^(button|textbox|searchbox|checkbox|link)$/.test(node.role?.value));
  assert.ok(controls.length > 3, 'there was something to name');
  return found.map((node) => `${node.role.value} ${node.backendDOMNodeId}`);
}

/* The function below runs in the page. */

/** What has less contrast than it must have, and how much. */
function findFaint() {
  const parse = (color) => {
    const [red, green, blue, alpha = 1] = color.match(/[\d.]+/g).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  // All backgrounds of the examples are opaque or nothing at all.
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { rgb, alpha } = parse(getComputedStyle(at).backgroundColor);
      if (alpha === 1) return rgb;
      if (alpha > 0) throw new Error(`a half transparent background: ${at.outerHTML.slice(0, 80)}`);
    }
    throw new Error('nothing is opaque');
  };
  const faint = [];
  const check = (what, color, element, bound) => {
    const { rgb, alpha } = parse(color);
    if (alpha === 0) return;
    const found = contrast(rgb, behind(element));
    if (found < bound) faint.push(`${what}: ${found.toFixed(2)} of ${bound}, ${element.outerHTML.slice(0, 80)}`);
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility() || element.disabled) continue;
    const style = getComputedStyle(element);
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
    if (hasText || element.matches('input, textarea')) check('text', style.color, element, 4.5);
    if (element.placeholder) check('placeholder', getComputedStyle(element, '::placeholder').color, element, 4.5);
    if (element.matches('input, textarea')) check('edge', style.borderTopColor, element.parentElement, 3);
  }
  return faint;
}
