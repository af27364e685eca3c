// Events as users make them: what modifiers do in a real browser, what does not bubble, what events carry.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, eventuallyEqual, steadily } from './eventually.mjs';
import { Lab, LabPage } from './lab.mjs';
import { TEST_MS } from './settings.mjs';
import { Tab, typeAtOnce } from './tab.mjs';

const lab = Lab.use();
const settings = { timeout: TEST_MS };

/** Longer than a delay of the page (300 ms), in milliseconds: for what must not come any more. */
const QUIET_MS = 500;

/** How often `#throttle` sends at most, in milliseconds. */
const THROTTLE_MS = 300;

/** The lines of the log. */
const lines = async (lab) => (await lab.text('log')).split(', ').filter(Boolean);

/** Does something, and waits until the handlers have heard exactly this. */
async function hears(lab, act, expected) {
  await lab.press('clear');
  await eventuallyEqual('the log', () => lines(lab), []);
  await act();
  // What follows is marked, so that a handler too many shows.
  if (expected.length > 0) await eventuallyEqual('the log', () => lines(lab), expected);
  await lab.press('mark');
  await eventuallyEqual('the log', () => lines(lab), [...expected, 'mark']);
}

/** The page has answered everything that was sent so far: `clear` is handled after it. */
async function settled(lab) {
  await lab.press('clear');
  await eventuallyEqual('the log', () => lines(lab), []);
}

test('prevent, stop, once, self and capture', settings, () =>
  lab.open('/event', async (lab) => {
    const click = (id) => () => lab.by(id).click();
    await hears(lab, click('prevent'), ['prevent', 'outer']);
    assert.match(lab.page.url(), /\/event$/, 'the link was not followed');
    await hears(lab, click('stop'), ['stop']);
    await hears(lab, click('once'), ['once', 'outer']);
    await hears(lab, click('once'), ['outer']);
    await hears(lab, () => lab.by('self').click({ position: { x: 2, y: 5 } }), ['self', 'outer']);
    await hears(lab, click('inside'), ['outer']);
    await hears(lab, click('captured'), ['capture', 'captured', 'outer']);
    await hears(lab, click('behind'), ['wall']);
  }),
);

test('prevent holds before the server has answered, however far away it is', settings, () =>
  lab.openFarAway('/event', async (lab) => {
    await hears(lab, () => lab.by('prevent').click(), ['prevent', 'outer']);
    await hears(lab, () => lab.by('stop').click(), ['stop']);
    assert.equal(lab.tab.loads, 1);
  }),
);

test('a filter of keys lets others through to the browser', settings, () =>
  lab.open('/event', async (lab) => {
    await hears(lab, () => lab.by('key').pressSequentially('ab'), []);
    assert.equal(await lab.value('key'), 'ab');
    await lab.select('key', 1);
    await hears(lab, () => lab.keyboard.press('ArrowUp'), ['key ArrowUp']);
    assert.deepEqual((await lab.selection('key')).slice(0, 2), [1, 1], 'it was prevented: the caret stays');
    await hears(lab, () => lab.keyboard.press('Enter'), ['key Enter']);
  }),
);

test('passive and preventing listeners of the wheel', settings, () =>
  lab.open('/event', async (lab) => {
    const turn = async (id) => {
      await lab.by(id).hover();
      await lab.page.mouse.wheel(0, 60);
    };
    const top = (id) => lab.property(id, 'scrollTop');
    await hears(lab, () => turn('wheel-passive'), ['wheel down']);
    await eventually('the passive box to scroll', () => top('wheel-passive'), (top) => top > 0);
    await hears(lab, () => turn('wheel-prevent'), ['wheel prevented']);
    await steadily('the prevented box', () => top('wheel-prevent'), 0, QUIET_MS);
  }),
);

test('debounce sends the last of many, and before what is done on purpose', settings, () =>
  lab.open('/event', async (lab) => {
    await settled(lab);
    await typeAtOnce(lab.by('debounce'), 'abcdef');
    await eventuallyEqual('the log', () => lines(lab), ['debounced abcdef']);
    await steadily('the log', () => lines(lab), ['debounced abcdef'], QUIET_MS);
    const start = Date.now();
    await hears(lab, async () => {
      await lab.by('debounce').press('g');
      await lab.by('debounce').press('Enter');
    }, ['debounced abcdefg', 'enter']);
    assert.ok(Date.now() - start < 5_000);
    await settled(lab);
    await lab.by('debounce').press('h');
    await lab.by('stop').click();
    await eventuallyEqual('the log', () => lines(lab), ['debounced abcdefgh', 'stop']);
  }),
);

test('throttle sends the first at once, then the newest now and then', settings, () =>
  lab.open('/event', async (lab) => {
    await settled(lab);
    const box = await lab.by('throttle').boundingBox();
    const start = Date.now();
    for (let step = 1; step <= 20; step += 1) {
      await lab.page.mouse.move(box.x + step, box.y + 3);
    }
    const last = `moved ${Math.round(box.x + 20)}`;
    const heard = await eventually('the last place', () => lines(lab), (lines) => lines.at(-1) === last);
    assert.equal(heard[0], `moved ${Math.round(box.x + 1)}`);
    const most = Math.ceil((Date.now() - start) / THROTTLE_MS) + 1;
    assert.ok(heard.length <= most, `${heard.length} of 20 movements were sent where ${most} may be`);
    await steadily('the log', () => lines(lab), heard, QUIET_MS);
  }),
);

/** Selects in the field of the clipboard; the event of that comes a little later. */
async function selects(lab, start, end) {
  await lab.select('clipboard', start, end);
  await eventuallyEqual('the log', () => lines(lab), ['select']);
}

/** What a user does, and what the handlers hear. */
const GESTURES = {
  mouse: [(lab) => lab.by('mouse').click({ clickCount: 1 }), ['mousedown 0', 'mouseup']],
  'double click': [
    (lab) => lab.by('mouse').dblclick({ modifiers: ['Shift'] }),
    ['mousedown 0', 'mouseup', 'mousedown 0', 'mouseup', 'dblclick 2 true'],
  ],
  'context menu': [(lab) => lab.by('mouse').click({ button: 'right' }), ['mousedown 2', 'contextmenu 2', 'mouseup']],
  pointer: [(lab) => lab.by('pointer').click(), ['pointerdown Mouse true', 'pointerup 0']],
  touch: [(lab) => lab.by('touch').tap(), ['touchstart 1', 'touchend 0']],
  keyboard: [
    (lab) => lab.by('keyboard').press('Control+k'),
    ['keydown Control ControlLeft true', 'keydown k KeyK true', 'keyup k', 'keyup Control'],
  ],
  copy: [
    async (lab) => {
      await selects(lab, 0, 4);
      await lab.keyboard.press('Control+c');
    },
    ['select', 'copy text'],
  ],
  paste: [
    async (lab) => {
      await selects(lab, 12);
      await lab.keyboard.press('Control+v');
    },
    ['select', 'paste text', 'beforeinput text'],
  ],
  drag: [
    async (lab) => {
      await lab.by('drag').dragTo(lab.by('drop'));
    },
    ['dragstart', 'dragover', 'drop', 'dragend'],
  ],
  submit: [(lab) => lab.page.getByText('send', { exact: true }).click(), ['submit a=1&b=é ü&c=sent']],
};

test('gestures carry what they carry in the browser', settings, async () => {
  const context = await lab.browser.newContext({ hasTouch: true, permissions: ['clipboard-read', 'clipboard-write'] });
  try {
    const tab = await Tab.open(context);
    await tab.visit(`${lab.example.url}/event`);
    const page = new LabPage(tab);
    for (const [name, [act, expected]] of Object.entries(GESTURES)) {
      await hears(page, () => act(page), expected).catch((error) => {
        throw new Error(`${name}: ${error.message}`);
      });
    }
    assert.equal(tab.loads, 1, 'the form was not sent by the browser');
    await tab.close();
  } finally {
    await context.close();
  }
});

test('events that do not bubble reach their element, and nobody above it', settings, () =>
  lab.open('/event', async (lab) => {
    const script = (body, ...args) => () => lab.page.evaluate(body, ...args);
    await hears(lab, () => lab.by('focus').focus(), ['focus', 'focusin']);
    await hears(lab, () => lab.by('focus').blur(), ['blur']);
    await lab.page.mouse.move(0, 0);
    await hears(lab, () => lab.by('enter').hover({ position: { x: 3, y: 5 } }), ['enter']);
    await hears(lab, () => lab.by('enter-child').hover(), []);
    await hears(lab, () => lab.page.mouse.move(0, 0), ['leave']);
    await hears(lab, script(() => (document.getElementById('scroll').scrollTop = 77)), ['scroll 77']);
    await hears(lab, () => lab.by('summary').click(), ['toggle true']);
    await hears(lab, () => lab.by('summary').click(), ['toggle false']);
    await hears(lab, script(() => document.getElementById('check').click()), ['invalid']);
    await hears(lab, script(() => document.getElementById('dialog').showModal()), []);
    await hears(lab, () => lab.keyboard.press('Escape'), ['cancel', 'close']);
    await hears(lab, script(() => (document.getElementById('audio').volume = 0.25)), ['volume 25 false']);
  }),
);

test('listeners that come with a patch hear what happens at once', settings, () =>
  lab.open(
    '/event',
    async (lab) => {
      await lab.press('clear');
      await lab.press('late');
      const heard = await eventually('three events', () => lines(lab), (lines) => lines.length === 3);
      assert.deepEqual(heard.sort(), ['animationend fade', 'error', 'load']);
      await hears(lab, () => lab.by('aux').click({ button: 'middle' }), ['auxclick 1']);
    },
    { expectedErrors: /nowhere\.png|404/ },
  ),
);

test('events of custom elements carry their detail, bubbling or not', settings, () =>
  lab.open('/event', async (lab) => {
    const dispatch = (type, init) => () =>
      lab.page.evaluate(
        ([type, init]) => document.getElementById('rating').dispatchEvent(new CustomEvent(type, init)),
        [type, init],
      );
    await lab.page.evaluate(() => {
      customElements.define('x-rating', class extends HTMLElement {
        connectedCallback() {
          this.attachShadow({ mode: 'open' }).innerHTML = '<button>rate</button>';
          this.shadowRoot.querySelector('button').addEventListener('click', (event) => {
            event.target.dispatchEvent(new CustomEvent('rated', { bubbles: true, composed: true, detail: { stars: 5 } }));
          });
        }
      });
    });
    const detail = { stars: 3, why: 'gut "so"' };
    await hears(lab, dispatch('rated', { bubbles: true, detail }), ['rated {"stars":3,"why":"gut \\"so\\""}']);
    await hears(lab, dispatch('x-quiet', { detail: 'alone' }), ['quiet "alone"']);
    await hears(lab, dispatch('x-quiet', {}), ['quiet null']);
    // From inside of its shadow tree.
    await hears(lab, () => lab.by('rating').locator('button').click(), ['rated {"stars":5}']);
  }),
);
