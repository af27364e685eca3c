// The first load of a page with a table: its bytes, beside those of the same document written by hand, and what the
// socket carries after it.
//
// Invariant: every byte counts that the browser exchanges on the connection of the socket, the HTTP upgrade and the
// frames' heads included. The hand-written document is parsed by the same browser, and must show the same table.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

import { Page, QUIET_MS } from './page.mjs';
import { newRows } from './vanilla/data.js';

/** A relay in front of the server that knows how much each connection has carried. */
class Meter {
  static async start(port) {
    const meter = new Meter();
    meter.server = createServer((down) => {
      const up = connect(port, '127.0.0.1');
      const connection = { head: '', sent: 0, received: 0 };
      meter.connections.push(connection);
      down.on('data', (bytes) => {
        if (connection.sent === 0) connection.head = bytes.toString('latin1');
        connection.sent += bytes.length;
        up.write(bytes);
      });
      up.on('data', (bytes) => {
        connection.received += bytes.length;
        down.write(bytes);
      });
      for (const [one, other] of [[up, down], [down, up]]) {
        one.on('close', () => other.destroy());
        one.on('error', () => other.destroy());
      }
    });
    meter.server.listen(0, '127.0.0.1');
    await once(meter.server, 'listening');
    meter.url = `http://127.0.0.1:${meter.server.address().port}`;
    return meter;
  }

  constructor() {
    this.connections = [];
  }

  /** The connections of WebSockets. */
  sockets() {
    return this.connections.filter(({ head }) => /^upgrade: *websocket/im.test(head));
  }

  close() {
    this.server.close();
  }
}

/** The document by hand: the same head, the same markup, the same links to style sheets; nothing for a client. */
function handWritten(document, count) {
  const head = /^.*?<body>/s.exec(document)[0];
  const before = /<section.*?<tbody>/s.exec(document)[0];
  const rows = newRows(0, count).map(
    ({ id, label }) =>
      `<tr><td>${id}</td><td><a data-testid="select" href="#">${label}</a></td>` +
      '<td><a data-testid="remove" href="#" aria-label="remove">×</a></td></tr>',
  );
  return `${head}${before}${rows.join('')}</tbody></table></section></body></html>`;
}

/** Both documents show the same table, as the browser parses them. */
async function compare(page, html, hand) {
  const parsed = (text) => `
    new DOMParser().parseFromString(${JSON.stringify(text)}, 'text/html')
      .querySelector('section').outerHTML.replaceAll(' class=""', '')`;
  assert.ok(await page.evaluate(`${parsed(html)} === ${parsed(hand)}`), 'the document by hand shows another table');
}

/** Loads the page once, in a browser that has never been there. */
export async function first(chromium, port, count) {
  const meter = await Meter.start(port);
  try {
    const url = `${meter.url}/vec/${count}`;
    const page = await Page.open(chromium, 'first', url);
    await page.online();
    await page.quiet(QUIET_MS);
    await page.check();
    const sockets = meter.sockets();
    assert.equal(sockets.length, 1, 'the page opens one socket');
    const [{ sent, received }] = sockets;
    // The same page once more, for its bytes: what differs from visit to visit (numbers, secrets) is as long each time.
    const html = await (await fetch(url)).text();
    const hand = handWritten(html, count);
    await compare(page, html, hand);
    await page.close();
    return { rows: count, html: Buffer.byteLength(html), hand: Buffer.byteLength(hand), sent, received };
  } finally {
    meter.close();
  }
}

/** How often setup and loader of the page have run in the server's process so far. */
async function counts(url) {
  const text = await (await fetch(`${url}/runs`)).text();
  const read = (name) => Number(new RegExp(`data-testid="${name}">(\\d+)<`).exec(text)[1]);
  return { setups: read('setups'), loads: read('loads') };
}

/** Loads the page whose rows come from a loader until its client is there; returns how often setup and loader ran. */
export async function runs(chromium, url, count) {
  const before = await counts(url);
  const page = await Page.open(chromium, 'loaded', `${url}/loaded/${count}`);
  await page.online();
  await page.quiet(QUIET_MS);
  const rows = await page.evaluate(`document.querySelectorAll('tbody tr').length`);
  assert.equal(rows, count, 'the loader gives the rows');
  await page.check();
  await page.close();
  const after = await counts(url);
  return { setups: after.setups - before.setups, loads: after.loads - before.loads };
}
