// The operations of the table, in turn on all pages, and what each of them costs there.
//
// Invariant: after each operation all pages show the same markup, or the run fails: nothing is compared that did not do
// the same.

import assert from 'node:assert/strict';

import { QUIET_MS } from './page.mjs';

/** What is measured, in this order; `before` is done without being measured. */
const OPERATIONS = [
  { name: 'create-1000', press: 'create-1000', rows: 1000, before: [['clear']] },
  { name: 'update', press: 'update' },
  { name: 'select', press: 'select', row: 5, before: [['select', 3]] },
  { name: 'swap', press: 'swap' },
  { name: 'remove', press: 'remove', row: 4 },
  { name: 'append-1000', press: 'append-1000', rows: 1000, before: [['create-1000']] },
  { name: 'clear', press: 'clear', before: [['create-1000']] },
  { name: 'create-10000', press: 'create-10000', rows: 10000, before: [['clear']], rare: true },
];

/** How many rows an operation needs data for. */
const rowsOf = (press) => Number(/\d+$/.exec(press)?.[0] ?? 0);

async function prepare(page, press) {
  const count = rowsOf(press);
  if (count > 0) await page.evaluate(`window.prepare?.(${count})`);
}

/** All pages show the same. */
async function compare(pages, what) {
  const [first, ...others] = await Promise.all(pages.map((page) => page.table()));
  others.forEach((table, at) => {
    // Not `equal`: its message would hold both tables.
    assert.ok(table === first, `${pages[at + 1].name} and ${pages[0].name} show different rows after ${what}`);
  });
  for (const page of pages) await page.check();
}

/** Does one operation on each page; returns what it has cost, by page. */
async function run(pages, { name, press, row, before = [] }) {
  for (const [step, at] of before) {
    for (const page of pages) {
      await prepare(page, step);
      await page.start(step, at);
    }
    await compare(pages, step);
  }
  const starts = new Map();
  for (const page of pages) {
    await prepare(page, press);
    await page.collect();
    starts.set(page, await page.quiet(QUIET_MS / 3));
    await page.start(press, row);
  }
  const costs = {};
  for (const page of pages) {
    const end = await page.quiet(QUIET_MS);
    const start = starts.get(page);
    costs[page.name] = Object.fromEntries(Object.keys(end).map((part) => [part, end[part] - start[part]]));
  }
  await compare(pages, name);
  return costs;
}

/** `rounds` rounds after `warm` ones that do not count; every third round does what is rare. */
export async function measure(pages, { rounds, warm }) {
  const costs = Object.fromEntries(OPERATIONS.map(({ name }) => [name, []]));
  for (let round = -warm; round < rounds; round++) {
    // Each page comes first as often as the others.
    const turn = pages.map((_, at) => pages[(at + round + warm) % pages.length]);
    for (const operation of OPERATIONS) {
      if (operation.rare && round % 3 !== 0) continue;
      const cost = await run(turn, operation);
      if (round >= 0) costs[operation.name].push(cost);
    }
    console.error(`browser: round ${round + 1} of ${rounds}`);
  }
  return costs;
}
