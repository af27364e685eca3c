// The proxy itself: a fault that it does not make would make the recovery tests pass for nothing.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { after, before, beforeEach, afterEach, test } from 'node:test';

import { eventually, steadily } from './eventually.mjs';
import { Proxy } from './proxy.mjs';

let echo;
let proxy;

before(async () => {
  echo = createServer({ allowHalfOpen: true }, (socket) => socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
});
after(() => echo.close());
beforeEach(async () => (proxy = await Proxy.start(echo.address().port)));
afterEach(() => proxy.close());

/** A connection through the proxy that remembers what it was sent. */
async function client() {
  const socket = connect(proxy.port, '127.0.0.1');
  const seen = { text: '', error: undefined, closed: false, socket };
  socket.setEncoding('utf8').on('data', (text) => (seen.text += text));
  socket.on('error', (error) => (seen.error = error.code));
  socket.on('close', () => (seen.closed = true));
  // A refused connection is closed before it was ever connected.
  await eventually('the connection', () => seen.closed || socket.readyState === 'open');
  return seen;
}

test('bytes go through in order, also when they are delayed', async () => {
  const seen = await client();
  proxy.delay(30);
  const start = performance.now();
  for (const letter of 'abcdef') seen.socket.write(letter);
  await eventually('the echo', () => seen.text, (text) => text === 'abcdef');
  assert.ok(performance.now() - start >= 58, 'both directions are delayed');
  seen.socket.end();
});

test('a direction that is held keeps its bytes until it is released', async () => {
  const seen = await client();
  proxy.hold('down');
  seen.socket.write('abc');
  await eventually('the echo to wait in the proxy', () => proxy.waitingBytes('down'), (bytes) => bytes === 3);
  assert.equal(seen.text, '');
  proxy.release('down');
  await eventually('the echo', () => seen.text, (text) => text === 'abc');
  seen.socket.end();
});

test('a cut resets the connection, loses what was under way and refuses new ones', async () => {
  const seen = await client();
  proxy.hold('up');
  seen.socket.write('lost');
  await eventually('the bytes to wait', () => proxy.waitingBytes('up'), (bytes) => bytes === 4);
  proxy.cut();
  await eventually('the reset', () => seen.closed);
  assert.equal(proxy.delivered.up, 0);
  const refused = await client();
  await eventually('the refusal', () => refused.closed);

  proxy.restore();
  const again = await client();
  again.socket.write('kept');
  await eventually('the echo', () => again.text, (text) => text === 'kept');
  await steadily('what was lost', () => seen.text, '', 50);
  again.socket.end();
});

test('an end is passed on after the bytes before it', async () => {
  const seen = await client();
  proxy.delay(10);
  seen.socket.end('last');
  await eventually('the end', () => seen.closed);
  assert.equal(seen.text, 'last');
  assert.equal(seen.error, undefined);
});

test('a connection that is half ended can be cut, and the proxy closes', async () => {
  proxy.hold('down');
  const seen = await client();
  seen.socket.end('last');
  await eventually('the answer to wait in the proxy', () => proxy.waitingBytes('down'), (bytes) => bytes === 4);
  proxy.cut();
  await eventually('the reset', () => seen.closed);
  assert.equal(seen.text, '');
});
