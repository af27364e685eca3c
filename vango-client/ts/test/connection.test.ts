import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type Connection, createConnection, type Host } from "../src/connection.js";
import { openPage } from "./dom.js";
import { FakeClock, FakeSocket } from "./fake.js";

const IDENTITY = Uint8Array.of(9, ...new Array<number>(16).fill(1));
const TICKET = new Uint8Array(16).fill(2);
const BODY = Uint8Array.of(0);

let clock: FakeClock;
let calls: string[];
let isLost: boolean;
let connection: Connection;

beforeEach(() => {
  openPage("", "http://localhost/a?b=1");
  globalThis.WebSocket = FakeSocket as unknown as typeof WebSocket;
  FakeSocket.made = [];
  clock = new FakeClock();
  calls = [];
  isLost = false;
  const host: Host = {
    tell: (frame) => frame.varint(17).varint(300).text("AAEC"),
    patch: (reader) => calls.push(`patch ${Buffer.from(reader.take(reader.bytes.length - reader.at)).toString("hex")}`),
    acknowledged: (event) => calls.push(`ack ${event}`),
    isLost: () => isLost,
    lose: (error) => calls.push(`lose ${String(error)}`),
    reach: (state) => calls.push(state),
    refresh: (reason) => calls.push(`refresh ${reason}`),
    fail: (message) => calls.push(`fail ${message}`),
  };
  connection = createConnection({ url: "ws://localhost/live/1", identity: IDENTITY, build: Uint8Array.of(9), ticket: TICKET }, host);
});

afterEach(() => {
  connection.stop();
  clock.restore();
});

const take = (): string[] => FakeSocket.last.take();
const told = (): string[] => calls.splice(0).filter((call) => !call.startsWith("ack"));
const hello = (ticket: string, batch: string, event: string): string =>
  `000109${"01".repeat(16)}${ticket}06${Buffer.from("/a?b=1").toString("hex")}09${batch}${event}11fb2c010441414543`;
const patch = (seq: number, ack: number): number[] => [1, seq & 255, ack & 255, 7];

test("Hello goes first, with the ticket once; afterwards with the numbers reached", () => {
  connection.start();
  const socket = FakeSocket.last;
  assert.equal(socket.url, "ws://localhost/live/1");
  assert.equal(socket.protocol, "vango.1");
  assert.equal(socket.binaryType, "arraybuffer");
  assert.deepEqual(take(), []);
  socket.open();
  assert.deepEqual(take(), [hello(`01${"02".repeat(16)}`, "00", "00")]);
  assert.deepEqual(told(), ["online"]);
  connection.send(3, 1, BODY);
  socket.receive(patch(1, 1));
  take();
  socket.drop();
  assert.deepEqual(told(), ["patch 07", "offline"]);
  clock.advance(100);
  FakeSocket.last.open(1, 1, 1);
  assert.deepEqual(take(), [hello("00", "01", "01")]);
});

test("events before Welcome wait, then are numbered and carry the acknowledgement", () => {
  connection.start();
  assert.equal(connection.send(3, 1, BODY), 1);
  assert.equal(connection.send(300, 0, BODY), 2);
  FakeSocket.last.open();
  assert.deepEqual(take().slice(1), ["0101000301" + "00", "010200fb2c010000"]);
  FakeSocket.last.receive(patch(1, 2));
  connection.send(3, 1, BODY);
  assert.deepEqual(take(), ["010301030100"]);
});

test("what was not acknowledged is sent again with the same numbers, and nothing twice", () => {
  connection.start();
  FakeSocket.last.open();
  for (let i = 1; i <= 4; i++) connection.send(i, 0, BODY);
  FakeSocket.last.receive([5, 1]);
  take();
  FakeSocket.last.drop();
  connection.send(5, 0, BODY);
  clock.advance(10_000);
  FakeSocket.last.open(3, 0, 1);
  assert.deepEqual(take().slice(1), ["010400040000", "010500050000"]);
  FakeSocket.last.receive([5, 5]);
  assert.equal(connection.outbox.acknowledged, 5);
  FakeSocket.last.drop();
  clock.advance(10_000);
  FakeSocket.last.open(5, 0, 1);
  assert.equal(take().length, 1);
});

test("events that a Welcome counts are acknowledged by what shows them", () => {
  const acknowledged = (): string[] => calls.splice(0).filter((call) => /^(ack|patch)/.test(call));
  connection.start();
  FakeSocket.last.open();
  for (let i = 0; i < 3; i++) connection.send(3, 1, BODY);
  FakeSocket.last.receive(patch(1, 1));
  assert.deepEqual(acknowledged(), ["ack 1", "patch 07"]);
  FakeSocket.last.drop();
  clock.advance(100);
  // All three were applied, and two batches were lost.
  FakeSocket.last.open(3, 1, 1);
  FakeSocket.last.receive(patch(2, 2));
  assert.deepEqual(acknowledged(), ["patch 07"]);
  FakeSocket.last.receive(patch(3, 3));
  assert.deepEqual(acknowledged(), ["ack 3", "patch 07"]);
});

test("no more than 127 events are in flight, the low byte wraps", () => {
  connection.start();
  FakeSocket.last.open();
  take();
  for (let i = 0; i < 300; i++) connection.send(1, 0, BODY);
  assert.equal(take().length, 127);
  FakeSocket.last.receive([5, 100]);
  assert.equal(take().length, 100);
  FakeSocket.last.receive([5, 227]);
  const rest = take();
  assert.equal(rest.length, 73);
  assert.equal(rest[72], "012c00010000", "300 & 255");
  FakeSocket.last.receive([5, 44]);
  assert.equal(connection.outbox.acknowledged, 300);
  // An acknowledgement of what was never sent counts for nothing.
  FakeSocket.last.receive([5, 60]);
  assert.equal(connection.outbox.acknowledged, 300);
});

test("more than the limit of waiting events is refused", () => {
  for (let i = 0; i < 1024; i++) connection.send(1, 0, BODY);
  assert.throws(() => connection.send(1, 0, BODY), /E16 1024/);
  assert.throws(() => connection.send(1, 0, new Uint8Array(300_000)), /E2 /);
});

test("batches are acknowledged after 16, with the next look at the socket, or with the next event", () => {
  connection.start();
  FakeSocket.last.open();
  take();
  for (let i = 1; i <= 16; i++) FakeSocket.last.receive(patch(i, 0));
  assert.deepEqual(take(), ["0210"]);
  FakeSocket.last.receive(patch(17, 0));
  // The socket was asked for 10 s before it is looked at for the first time.
  clock.advance(9_999);
  assert.deepEqual(take(), []);
  clock.advance(1);
  assert.deepEqual(take(), ["0211"]);
  FakeSocket.last.receive(patch(18, 0));
  connection.send(1, 0, BODY);
  assert.deepEqual(take(), ["010112010000"]);
  clock.advance(12_500);
  assert.deepEqual(take(), []);
});

test("a batch twice is applied once, a missing batch and nonsense lose track", () => {
  connection.start();
  FakeSocket.last.open();
  told();
  FakeSocket.last.receive(patch(1, 0));
  FakeSocket.last.receive(patch(1, 0));
  assert.deepEqual(told(), ["patch 07"]);
  FakeSocket.last.receive([99]);
  assert.match(told().join(), /^lose RangeError: E4 99$/);
  FakeSocket.last.receive([4, 0]);
  assert.match(told().join(), /^lose RangeError: E3 $/);
  FakeSocket.last.receive([]);
  assert.match(told().join(), /^lose RangeError: E0 $/);
});

test("a missing batch makes a new socket, to which it is sent again", () => {
  connection.start();
  FakeSocket.last.open().receive(patch(1, 0));
  FakeSocket.last.receive(patch(3, 0));
  assert.equal(FakeSocket.last.isClosed, true);
  assert.deepEqual(told(), ["online", "patch 07", "offline"]);
  clock.advance(100);
  FakeSocket.last.open(0, 1, 1).receive(patch(2, 0));
  assert.match(take()[0]!, /010011fb2c010441414543$/, "last batch applied is 1");
  assert.deepEqual(told(), ["online", "patch 07"]);
});

test("a server that thinks of another batch makes us lose track", () => {
  connection.start();
  FakeSocket.last.open(0, 3, 1);
  assert.match(told()[0]!, /^lose RangeError: E5 3$/);
  FakeSocket.last.receive(patch(4, 0));
  assert.deepEqual(told(), ["patch 07"]);
});

test("numbers go on over 255 batches", () => {
  connection.start();
  FakeSocket.last.open();
  for (let i = 1; i <= 600; i++) FakeSocket.last.receive(patch(i, 0));
  assert.equal(told().filter((call) => call.startsWith("patch")).length, 600);
});

test("a Resync acknowledges; after a reconnect it is sent again unless a Mount comes by itself", () => {
  connection.start();
  connection.resync(0);
  FakeSocket.last.open();
  take();
  FakeSocket.last.receive(patch(1, 0));
  isLost = true;
  connection.resync(0);
  assert.deepEqual(take(), ["030100"]);
  FakeSocket.last.drop();
  clock.advance(10_000);
  FakeSocket.last.open(0, 1, 1);
  assert.deepEqual(take().slice(1), ["030100"]);
  FakeSocket.last.drop();
  clock.advance(10_000);
  FakeSocket.last.open(0, 5, 2);
  assert.equal(take().length, 1);
  told();
  FakeSocket.last.receive(patch(6, 0));
  assert.deepEqual(told(), ["patch 07"]);
});

test("a server that ends says over which time to come back", () => {
  clock.random = 0.5;
  connection.start();
  FakeSocket.last.open().drop("4000");
  clock.advance(1999);
  assert.equal(FakeSocket.made.length, 1);
  clock.advance(1);
  assert.equal(FakeSocket.made.length, 2);
  FakeSocket.last.drop("more events than the limit");
  clock.advance(100);
  assert.equal(FakeSocket.made.length, 3, "another reason is none");
});

test("reconnects back off with full jitter up to ten seconds, and start over after a Welcome", () => {
  clock.random = 0.999;
  connection.start();
  const waits: number[] = [];
  for (let i = 0; i < 9; i++) {
    FakeSocket.last.drop();
    const wait = clock.wait!;
    waits.push(Math.ceil(wait / 100) * 100);
    clock.advance(wait);
  }
  assert.deepEqual(waits, [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
  assert.equal(FakeSocket.made.length, 10);
  FakeSocket.last.open();
  FakeSocket.last.drop();
  assert.equal(Math.ceil(clock.wait!), 100);
});

test("a socket that never opens is given up", () => {
  connection.start();
  clock.advance(10_000);
  assert.equal(FakeSocket.made[0]!.isClosed, true);
  assert.deepEqual(told(), ["offline"]);
});

test("a socket that answers no ping is given up", () => {
  connection.start();
  FakeSocket.last.open();
  take();
  clock.advance(22_500);
  assert.deepEqual(take(), ["04"]);
  FakeSocket.last.receive([4]);
  clock.advance(22_499);
  assert.deepEqual(take(), []);
  clock.advance(1);
  assert.deepEqual(take(), ["04"]);
  told();
  clock.advance(9_999);
  assert.deepEqual(told(), []);
  clock.advance(1);
  assert.deepEqual(told(), ["offline"]);
  assert.equal(FakeSocket.made[0]!.isClosed, true);
});

test("a network or a user that comes back does not wait for the timer", () => {
  connection.start();
  FakeSocket.last.drop();
  dispatchEvent("online");
  assert.equal(FakeSocket.made.length, 2);
  FakeSocket.last.open();
  take();
  dispatchEvent("online");
  assert.deepEqual(take(), ["04"]);
  clock.advance(10_000);
  assert.deepEqual(told().slice(-1), ["offline"], "a socket that only looks open is given up soon");
});

test("a tab that was hidden for long does not reconnect before it is seen", () => {
  connection.start();
  FakeSocket.last.open();
  setHidden(true);
  clock.advance(20_000);
  FakeSocket.last.drop();
  assert.ok(clock.wait! <= 100, "hidden for a short time only");
  clock.advance(100);
  FakeSocket.last.open();
  for (let i = 0; i < 6; i++) {
    clock.advance(9_000);
    FakeSocket.last.receive([4]);
  }
  FakeSocket.last.drop();
  assert.equal(clock.wait, undefined);
  setHidden(false);
  assert.equal(FakeSocket.made.length, 3);
});

test("Refresh and Error are passed on; after stop nothing happens", () => {
  connection.start();
  FakeSocket.last.open();
  FakeSocket.last.receive([2, 1]);
  FakeSocket.last.receive([3, 5, 2, 104, 105]);
  assert.deepEqual(told(), ["online", "refresh 1", "fail hi (5)"]);
  connection.stop();
  assert.equal(FakeSocket.last.isClosed, true);
  connection.send(1, 0, BODY);
  dispatchEvent("online");
  clock.advance(100_000);
  assert.equal(FakeSocket.made.length, 1);
});

function dispatchEvent(type: string): void {
  const window = document.defaultView!;
  window.dispatchEvent(new window.Event(type));
}

function setHidden(isHidden: boolean): void {
  Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
  document.dispatchEvent(new document.defaultView!.Event("visibilitychange"));
}
