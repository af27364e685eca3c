// Every control of a form, bound: what the user does reaches the server, what the server sets reaches the control.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventuallyEqual } from './eventually.mjs';
import { Lab } from './lab.mjs';
import { TEST_MS } from './settings.mjs';

const lab = Lab.use();
const settings = { timeout: TEST_MS };

/** What the controls hold, in the form of the page's own line. */
const held = (lab) =>
  lab.page.evaluate(() => {
    const by = (id) => document.getElementById(id);
    const pay = document.querySelectorAll('[name=pay]:checked');
    return [
      ...['text', 'number', 'level'].map((id) => by(id).value),
      JSON.stringify(by('note').value),
      ...['size', 'day', 'color', 'secret'].map((id) => by(id).value),
      by('gift').checked,
      [...pay].map(({ value }) => value).join('+'),
      [...by('toppings').selectedOptions].map(({ value }) => value).join('+'),
    ].join('|');
  });

/** Waits until server and controls say the same, and that. */
async function agree(lab, line) {
  await lab.shows('line', line);
  await eventuallyEqual('the controls', () => held(lab), line);
}

const FIRST = 'first|1|10|"one\\ntwo"|m|2026-01-02|#102030||false|card|egg';
const SECOND = 'second|-22|90|"three"|l|2027-03-04|#405060|key|true|cash|ham+corn';

/** Does by hand, to each control, what makes SECOND of FIRST. */
const EDITS = {
  text: (lab) => lab.by('text').fill('second'),
  number: async (lab) => {
    await lab.by('number').fill('');
    // A minus alone is no number: the server keeps the old one, and the field what is being typed.
    await lab.by('number').press('-');
    await lab.by('number').press('2');
    await lab.by('number').press('2');
  },
  level: (lab) => lab.by('level').fill('90'),
  note: (lab) => lab.by('note').fill('three'),
  size: (lab) => lab.by('size').selectOption('l'),
  day: (lab) => lab.by('day').fill('2027-03-04'),
  color: (lab) => lab.by('color').fill('#405060'),
  secret: (lab) => lab.by('secret').pressSequentially('key'),
  gift: (lab) => lab.by('gift').check(),
  pay: (lab) => lab.by('cash').check(),
  toppings: (lab) => lab.by('toppings').selectOption(['ham', 'corn']),
};

test('the page shows the state in every control, before and after it is live', settings, () =>
  lab.open('/control', (lab) => agree(lab, FIRST)),
);

test('what the server sets is in every control, again and again', settings, () =>
  lab.open('/control', async (lab) => {
    for (const line of [SECOND, FIRST, SECOND]) {
      await lab.press(line === FIRST ? 'first' : 'second');
      await agree(lab, line);
    }
  }),
);

for (const [far, open] of [['near', 'open'], ['far away', 'openFarAway']]) {
  test(`what the user does to each control is state, ${far}; then the server sets it again`, settings, () =>
    lab[open]('/control', async (lab) => {
      const parts = FIRST.split('|');
      for (const [at, [, edit]] of Object.entries(EDITS).entries()) {
        await edit(lab);
        parts[at] = SECOND.split('|')[at];
        await agree(lab, parts.join('|'));
      }
      await lab.press('first');
      await agree(lab, FIRST);
      await lab.press('second');
      await agree(lab, SECOND);
    }),
  );
}

test('a reset puts every control and its state back', settings, () =>
  lab.open('/control', async (lab) => {
    await lab.press('second');
    await agree(lab, SECOND);
    for (const edit of [EDITS.text, EDITS.note, EDITS.toppings]) await edit(lab);
    await lab.by('text').fill('third');
    await lab.press('reset');
    await agree(lab, FIRST);
  }),
);

test('a choice stays when its options change, and a lock comes and goes', settings, () =>
  lab.open('/control', async (lab) => {
    const options = () => lab.page.evaluate(() => [...document.getElementById('size').options].map(({ value }) => value));
    await lab.by('size').selectOption('l');
    await agree(lab, FIRST.replace('|m|', '|l|'));
    await lab.press('sizes');
    await eventuallyEqual('the options', options, ['xs', 'l', 'm']);
    assert.equal(await lab.value('size'), 'l');
    await lab.press('lock');
    await eventuallyEqual('the lock', () => lab.property('text', 'disabled'), true);
    await lab.press('lock');
    await eventuallyEqual('the lock', () => lab.property('text', 'disabled'), false);
    await lab.by('text').fill('still bound');
    await lab.shows('line', FIRST.replace('|m|', '|l|').replace('first', 'still bound'));
  }),
);
