// What a user has put into a form outlives what happens to server and connection: nothing has to be typed twice.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventuallyEqual, steadily } from './eventually.mjs';
import { Example } from './example.mjs';
import { Lab, LabPage } from './lab.mjs';
import { Proxy } from './proxy.mjs';
import { RECONNECT_MS, TEST_MS } from './settings.mjs';
import { CONNECTION_ERRORS, withTab } from './tab.mjs';

const lab = Lab.use();
const settings = { timeout: TEST_MS };

/** Fills every control by hand. */
async function fill(lab) {
  await lab.by('name').fill('Ada');
  await lab.by('note').fill('first\nsecond');
  await lab.by('size').selectOption('l');
  await lab.by('many').selectOption(['x', 'z']);
  await lab.by('gift').check();
  await lab.by('cash').check();
  await lab.by('bound').fill('typed');
  await lab.shows('bound-heard', 'typed');
}

/** Nothing of it is lost: in the browser, and on the server when it is sent. */
async function kept(lab) {
  const held = () =>
    lab.page.evaluate(() => {
      const by = (id) => document.getElementById(id);
      return [
        ...['name', 'note', 'size', 'bound'].map((id) => by(id)?.value),
        [...(by('many')?.selectedOptions ?? [])].map(({ value }) => value).join(),
        by('gift')?.checked,
        document.querySelector('[name=pay]:checked')?.value,
      ];
    });
  await eventuallyEqual('the form', held, ['Ada', 'first\nsecond', 'l', 'typed', 'x,z', true, 'cash']);
  // What is bound is state again, without a keystroke.
  await lab.shows('bound-heard', 'typed');
  await lab.press('send');
  await lab.shows('sent', 'name=Ada&note=first\nsecond&size=l&many=x&many=z&gift=on&pay=cash&bound=typed');
}

/** Runs `body` with a laboratory of its own, behind a proxy that can break, and `settings` of the tab. */
async function alone(body) {
  const server = { example: await Example.start('lab') };
  const proxy = await Proxy.start(server.example.port);
  try {
    const run = async (tab, context) => {
      await tab.visit(`${proxy.url}/form`);
      await body(new LabPage(tab), { proxy, server, context });
    };
    await withTab(lab.browser, run, { expectedErrors: CONNECTION_ERRORS });
  } finally {
    await proxy.close();
    await server.example.stop();
  }
}

test('a page that is shown anew keeps every control, the focus and the caret', settings, () =>
  lab.open(
    '/form',
    async (lab) => {
      await fill(lab);
      await lab.select('name', 1, 2);
      // The top block is no component inside of another: what is missing there concerns the whole page.
      await lab.page.evaluate(() => {
        window.oldName = document.getElementById('name');
        document.getElementById('count').remove();
      });
      await lab.press('plus');
      await lab.shows('count', '1');
      assert.equal(await lab.page.evaluate(() => window.oldName.isConnected), false, 'all nodes are new');
      assert.equal(await lab.focused(), 'name');
      assert.deepEqual((await lab.selection('name')).slice(0, 2), [1, 2]);
      assert.equal(lab.tab.loads, 1);
      await kept(lab);
    },
    { expectedErrors: /vango: (page and server differ|other code has changed)/ },
  ),
);

/** Fills the form, restarts the server on its port, and waits until the page lives again. */
async function restart(lab, { proxy, server }, end) {
  await fill(lab);
  await lab.press('plus');
  await lab.shows('count', '1');
  proxy.cut();
  await server.example[end]();
  await lab.tab.offline();
  server.example = await Example.start('lab', { port: server.example.port });
  proxy.restore();
  await eventuallyEqual('the loads', () => lab.tab.loads, 2, RECONNECT_MS);
  await lab.tab.online(RECONNECT_MS);
  await lab.shows('count', '0');
}

for (const end of ['stop', 'kill']) {
  test(`a server that is restarted (${end}) costs one reload, and the form works again`, settings, () =>
    alone(async (lab, broken) => {
      await restart(lab, broken, end);
      await fill(lab);
      await kept(lab);
      await steadily('the loads', () => lab.tab.loads, 2, 500);
    }),
  );
}

test('a server that is restarted costs no keystroke', settings, () =>
  alone(async (lab, broken) => {
    await restart(lab, broken, 'stop');
    assert.equal(await lab.value('name'), 'Ada');
    await kept(lab);
    const left = await lab.page.evaluate(() => sessionStorage['vango:edits']);
    assert.equal(left, undefined, 'what was left is taken once');
  }),
);

test('a socket that is cut costs nothing at all', settings, () =>
  alone(async (lab, { proxy }) => {
    await fill(lab);
    proxy.cut();
    await lab.tab.offline();
    await lab.by('bound').fill('while offline');
    await lab.by('bound').fill('typed');
    await lab.press('plus');
    proxy.restore();
    await lab.tab.online(RECONNECT_MS);
    await lab.shows('count', '1');
    await kept(lab);
    assert.equal(lab.tab.loads, 1);
  }),
);

test('what is typed before the script runs reaches the server', settings, () =>
  withTab(lab.browser, async (tab) => {
    let run;
    const typed = new Promise((resolve) => (run = resolve));
    await tab.page.route('**/_vango/client-*.js', async (route) => {
      await typed;
      await route.continue();
    });
    await tab.page.goto(`${lab.example.url}/form`, { waitUntil: 'commit' });
    const page = new LabPage(tab);
    await page.by('name').fill('Ada');
    await page.by('note').fill('first\nsecond');
    await page.by('size').selectOption('l');
    await page.by('many').selectOption(['x', 'z']);
    await page.by('gift').check();
    await page.by('cash').check();
    await page.by('bound').fill('typed');
    run();
    await tab.online();
    await kept(page);
  }),
);
