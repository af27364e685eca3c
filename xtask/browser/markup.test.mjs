// Markup that is more than elements with text: namespaces, raw HTML, styles, spreads, slots, custom elements.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventuallyEqual } from './eventually.mjs';
import { Lab } from './lab.mjs';
import { TEST_MS } from './settings.mjs';

const lab = Lab.use();
const settings = { timeout: TEST_MS };

const NAMESPACES = {
  svg: 'http://www.w3.org/2000/svg',
  math: 'http://www.w3.org/1998/Math/MathML',
  html: 'http://www.w3.org/1999/xhtml',
};

/** The namespaces of the elements that a selector finds. */
const namespaces = (lab, selector) =>
  lab.page.evaluate(
    (selector) => [...new Set([...document.querySelectorAll(selector)].map(({ namespaceURI }) => namespaceURI))],
    selector,
  );

/** Presses `plus` until the page shows this number. */
async function countTo(lab, number) {
  for (let n = Number(await lab.text('n')) + 1; n <= number; n += 1) {
    await lab.press('plus');
    await lab.shows('n', String(n));
  }
}

const attribute = (lab, id, name) =>
  lab.page.evaluate(([id, name]) => document.getElementById(id).getAttribute(name), [id, name]);

test('SVG and MathML are drawn: of the page and of patches', settings, () =>
  lab.open('/markup', async (lab) => {
    for (const number of [1, 2, 3]) {
      await countTo(lab, number);
      assert.deepEqual(await namespaces(lab, 'svg, svg *:not(foreignObject *)'), [NAMESPACES.svg]);
      assert.deepEqual(await namespaces(lab, 'math, math *'), [NAMESPACES.math]);
      assert.deepEqual(await namespaces(lab, 'foreignObject *'), [NAMESPACES.html]);
      // What has the wrong namespace has no size.
      const radius = await lab.page.evaluate(() => document.getElementById('circle').r.baseVal.value);
      assert.equal(radius, 5 * number);
      const widths = await lab.page.evaluate(() => [...document.querySelectorAll('.bar rect')].map((rect) => rect.getBBox().width));
      assert.deepEqual(widths, Array(number).fill(5));
      const box = await lab.by('svg').boundingBox();
      assert.deepEqual([box.width, box.height], [60, 60]);
    }
    assert.equal(await lab.text('label'), '3');
    assert.equal(await lab.text('html'), 'html 3');
    assert.equal(await lab.text('html-late'), 'late');
    assert.equal(await attribute(lab, 'circle', 'class'), 'big');
    await lab.by('circle').click();
    await lab.shows('n', '4');
  }),
);

test('raw HTML changes as a whole, and what stands beside it stays', settings, () =>
  lab.open('/markup', async (lab) => {
    const raw = () => lab.page.evaluate(() => document.getElementById('raw').innerHTML.replaceAll('<!--/v-->', ''));
    const expected = (n) =>
      n % 2 === 1
        ? `before <em id="raw-odd">odd ${n}</em> after`
        : `before <em id="raw-even">even</em> and <strong id="raw-value">${n}</strong> after`;
    for (const number of [1, 2, 3, 4]) {
      await countTo(lab, number);
      assert.equal(await raw(), expected(number));
    }
  }),
);

test('styles and spread attributes come, change and go', settings, () =>
  lab.open('/markup', async (lab) => {
    const style = () =>
      lab.page.evaluate(() => {
        const { width, color, position } = getComputedStyle(document.getElementById('style'));
        const size = document.getElementById('style').style.getPropertyValue('--size');
        return [width, color, position, size];
      });
    const [, before] = await style();
    assert.deepEqual(await style(), ['10px', before, 'relative', '1'], 'the page itself has them, under its policy');
    assert.equal(await attribute(lab, 'spread', 'data-big'), null);
    await countTo(lab, 2);
    assert.deepEqual(await style(), ['20px', 'rgb(255, 0, 0)', 'relative', '2']);
    assert.deepEqual(
      [await attribute(lab, 'spread', 'title'), await attribute(lab, 'spread', 'data-big'), await attribute(lab, 'spread', 'class')],
      ['2', 'yes', 'own'],
    );
  }),
);

test('what a slot shows is hidden and shown with all that the user did in it', settings, () =>
  lab.open('/markup', async (lab) => {
    await lab.by('kept').fill('typed by hand');
    await lab.press('fold');
    await lab.exists('closed');
    await lab.exists('kept', false);
    await countTo(lab, 3);
    await lab.press('fold');
    await lab.exists('kept');
    assert.equal(await lab.value('kept'), 'typed by hand');
    assert.deepEqual([await lab.text('inner'), await lab.text('head')], ['3', 'head 3'], 'what changed meanwhile is there');
    await lab.press('inside');
    await lab.shows('n', '13');
    await lab.shows('inner', '13');
  }),
);

test('a custom element gets attributes, and what it makes of itself is left alone', settings, () =>
  lab.open('/markup', async (lab) => {
    await lab.page.evaluate(() => {
      customElements.define('x-panel', class extends HTMLElement {
        static observedAttributes = ['size'];
        sizes = [];
        attributeChangedCallback(name, _, value) {
          this.sizes.push(value);
          this.attachedShadow ??= this.attachShadow({ mode: 'open' });
          this.attachedShadow.innerHTML = `<slot></slot> ${value}`;
        }
      });
    });
    await countTo(lab, 3);
    assert.deepEqual(await lab.property('panel', 'sizes'), ['1', '2', '3']);
    assert.equal(await lab.text('panel'), 'panel 3');
    await lab.page.evaluate(() => document.getElementById('panel').dispatchEvent(new CustomEvent('x-ask', { detail: 7 })));
    await lab.shows('n', '7');
    await eventuallyEqual('the sizes', () => lab.property('panel', 'sizes'), ['1', '2', '3', '7']);
  }),
);
