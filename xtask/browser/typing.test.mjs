// Typing while patches arrive: nothing that was typed is overwritten, no caret jumps, no composition is broken.
//
// The page changes every 50 ms, the edited controls too (`title`, `class`), so that each test runs through many patches.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, eventuallyEqual } from './eventually.mjs';
import { Lab } from './lab.mjs';
import { TEST_MS } from './settings.mjs';

const lab = Lab.use();
const settings = { timeout: TEST_MS };

/** Waits until the page was patched this many times more. */
async function patches(lab, count) {
  const ticks = async () => Number(await lab.text('ticks'));
  const first = await ticks();
  await eventually(`${count} patches`, ticks, (now) => now >= first + count);
}

/** Records what a control holds after each keystroke, and in each frame what it shows; what was not typed is a fault. */
function watchTyping(lab, id) {
  return lab.page.evaluate((id) => {
    const control = document.getElementById(id);
    const state = () => JSON.stringify([control.value, control.selectionStart, control.selectionEnd]);
    const typed = new Set([state()]);
    const faults = (window.typingFaults = []);
    control.addEventListener('input', () => typed.add(state()));
    const look = () => {
      if (!typed.has(state())) faults.push(state());
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, id);
}

const faults = (lab) => lab.page.evaluate(() => window.typingFaults);

for (const control of ['bound', 'note']) {
  test(`${control}: keystrokes in the middle of a text, answered 300 ms later`, settings, () =>
    lab.openFarAway('/typing', async (lab) => {
      if (control === 'note') {
        await lab.by('note').fill('0123456789');
        await lab.shows('note-heard', '0123456789');
      }
      await lab.select(control, 3);
      await watchTyping(lab, control);
      await lab.keyboard.type('abcdefgh', { delay: 60 });
      await lab.keyboard.press('Backspace');
      await lab.keyboard.type('ü€', { delay: 60 });
      const typed = '012abcdefgü€3456789';
      await lab.shows(`${control}-heard`, typed);
      await patches(lab, 5);
      assert.equal(await lab.value(control), typed);
      assert.deepEqual(await lab.selection(control), [12, 12, (await lab.selection(control))[2]]);
      assert.deepEqual(await faults(lab), [], 'it never showed anything that was not typed');
    }),
  );
}

test('a server that changes what is typed neither loses keystrokes nor moves the caret', settings, () =>
  lab.openFarAway('/typing', async (lab) => {
    await lab.by('shouted').focus();
    await lab.keyboard.type('hello world', { delay: 30 });
    await lab.holds('shouted', 'HELLO WORLD');
    await lab.select('shouted', 5);
    await lab.keyboard.type('xyz', { delay: 200 });
    await lab.holds('shouted', 'HELLOXYZ WORLD');
    assert.deepEqual((await lab.selection('shouted')).slice(0, 2), [8, 8]);
    assert.equal(await lab.text('shouted-heard'), 'HELLOXYZ WORLD');
  }),
);

test('what the server does not take is taken back, also when it shows what it has shown', settings, () =>
  lab.openFarAway('/typing', async (lab) => {
    await lab.by('short').focus();
    await lab.keyboard.type('abcdefgh', { delay: 30 });
    await lab.holds('short', 'abcde');
    for (const key of ['x', 'y']) {
      await lab.keyboard.type(key);
      await lab.holds('short', 'abcde');
    }
  }),
);

test('what a debounced handler has not heard yet is not overwritten', settings, () =>
  lab.openFarAway('/typing', async (lab) => {
    await lab.by('slow').focus();
    await watchTyping(lab, 'slow');
    await lab.keyboard.type('waits', { delay: 100 });
    await lab.shows('forced-heard', 'waits');
    await patches(lab, 3);
    assert.equal(await lab.value('slow'), 'waits');
    assert.deepEqual(await faults(lab), []);
  }),
);

test('a selection stays while its control and its surroundings are patched', settings, () =>
  lab.open('/typing', async (lab) => {
    await lab.select('bound', 2, 7, 'backward');
    await patches(lab, 10);
    assert.deepEqual(await lab.selection('bound'), [2, 7, 'backward']);
    assert.equal(await lab.focused(), 'bound');
  }),
);

test('a control that is not edited follows the server, focused or not', settings, () =>
  lab.open('/typing', async (lab) => {
    await lab.select('forced', 1, 4);
    const shows = () => lab.value('forced');
    const first = await shows();
    await eventually('another value', shows, (value) => value !== first && /^server \d+$/.test(value));
    await patches(lab, 5);
    assert.deepEqual((await lab.selection('forced')).slice(0, 2), [1, 4], 'what is selected stays so');
  }),
);

test('a composition goes on under patches for its own control, and the server has its say after it', settings, () =>
  lab.open('/typing', async (lab, context) => {
    const input = await context.newCDPSession(lab.page);
    const compose = (text) =>
      input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await lab.select('forced', 0);
    await compose('n');
    // Whatever the server had set by then: from now on it stands.
    const rest = (await lab.value('forced')).replace('n', '');
    assert.match(rest, /^server \d+$/);
    for (const text of ['n', 'に', 'にほ', 'にほん']) {
      await compose(text);
      await patches(lab, 3);
      assert.equal(await lab.value('forced'), text + rest, 'what is being composed stands');
      assert.deepEqual((await lab.selection('forced')).slice(0, 2), [text.length, text.length]);
    }
    await input.send('Input.insertText', { text: '日本' });
    await lab.shows('composed', 'start, end 日本');
    await lab.shows('forced-heard', `日本${rest}`);
    await eventually('the value of the server', () => lab.value('forced'), (value) => /^server \d+$/.test(value));
  }),
);

test('a composition far away from the server arrives whole', settings, () =>
  lab.openFarAway('/typing', async (lab, context) => {
    const input = await context.newCDPSession(lab.page);
    await lab.select('bound', 5);
    for (const text of ['k', 'か', 'かな']) {
      await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await patches(lab, 2);
      assert.equal(await lab.value('bound'), `01234${text}56789`);
    }
    await input.send('Input.insertText', { text: '仮名' });
    await lab.shows('bound-heard', '01234仮名56789');
    await patches(lab, 8);
    assert.equal(await lab.value('bound'), '01234仮名56789');
    await eventuallyEqual('the caret', () => lab.selection('bound').then(([start, end]) => [start, end]), [7, 7]);
  }),
);
