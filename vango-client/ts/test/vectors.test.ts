// The golden vectors that the Rust crate writes: what it encodes must be read, what we encode must be what it reads.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readBoot } from "../src/client.js";
import { Reader, Writer } from "../src/codec.js";
import { createConnection } from "../src/connection.js";
import { Outbox } from "../src/outbox.js";
import { encodePayload } from "../src/payload.js";
import { applyOps } from "../src/patch.js";
import { type Template, readTemplate } from "../src/template.js";
import { FakeClock, FakeSocket } from "./fake.js";
import { Fixture } from "./fixture.js";

/** The vectors' values are plain JSON. */
type Json = any;
const vectors = (name: string): Json[] => JSON.parse(readFileSync(`${process.env["VANGO_VECTORS"]}/${name}.json`, "utf8"));
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const KINDS = ["Dyn", "Attr", "Class", "On", "Branch", "Rows", "Child", "OnWith", "Style", "Spread"];

/** A template in the form of the vectors. */
function describe({ html, slots }: Template): Json {
  return {
    html,
    slots: slots.map(({ kind, name, payload, options }) => {
      const known = KINDS[kind];
      if (known === "OnWith") return { kind: known, event: name, payload, ...options };
      if (known === "On") return { kind: known, event: name, payload };
      return name ? { kind: known, name } : { kind: known };
    }),
  };
}

test("templates", () => {
  for (const { hex, name, value } of vectors("template")) {
    const reader = new Reader(bytes(hex));
    assert.deepEqual(describe(readTemplate(reader)), value, name);
    assert.ok(reader.done, name);
  }
});

test("boot data", () => {
  for (const { hex: data, name, value } of vectors("boot")) {
    const boot = readBoot(Buffer.from(bytes(data)).toString("base64"));
    assert.equal(boot.version, value.version, name);
    assert.equal(boot.flags, 1, name);
    // The build goes back to the server as it came: marker and eight bytes.
    assert.equal(hex(boot.build), data.slice(2, 20), name);
    assert.equal(hex(boot.ticket), value.ticket, name);
    assert.equal(hex(boot.identity).slice(-32), value.secret, name);
    assert.equal(boot.url, `ws://localhost${value.socket}`, name);
    assert.equal(hex(boot.shape), value.shape, name);
    assert.deepEqual(boot.templates.map(describe), value.templates, name);
    // Session, state and secret go back to the server as they came.
    const identity = new Reader(boot.identity);
    identity.varint();
    identity.varint();
    assert.equal(identity.at, boot.identity.length - 16, name);
  }
});

/** Blocks that content shows, with those inside. */
function countBlocks(value: Json): number {
  if (Array.isArray(value)) return value.reduce((sum: number, inner) => sum + countBlocks(inner), 0);
  if (value === null || typeof value !== "object") return 0;
  const own = "template" in value && "slots" in value ? 1 : 0;
  return Object.entries(value).reduce((sum, [key, inner]) => (key === "html" ? sum : sum + countBlocks(inner)), own);
}

test("server frames: every batch is read to its end, with as many blocks as it has", () => {
  const templates = vectors("template").map(({ hex }) => readTemplate(new Reader(bytes(hex))));
  let patches = 0;
  for (const { hex, name, value } of vectors("server")) {
    if (value.frame !== "Patch") continue;
    patches++;
    const fixture = new Fixture(templates);
    const reader = new Reader(bytes(hex));
    assert.equal(reader.varint(), 1, name);
    assert.equal(reader.byte(), value.seq, name);
    assert.equal(reader.byte(), value.ack, name);
    applyOps(fixture.view, reader);
    assert.ok(reader.done, name);
    const defined = value.ops.filter(({ op }: Json) => op === "Define");
    assert.deepEqual(fixture.view.templates.slice(templates.length).map(describe), defined.map((op: Json) => op.template), name);
    const content = value.ops.filter(({ op }: Json) => op !== "Define");
    const first = content.find(({ op }: Json) => op === "Mount")?.first ?? 1;
    assert.equal(fixture.view.nextBlock, first + countBlocks(content), name);
    // The first op's target is not on this page, unless a Mount came first: the address is read right.
    const { op, block } = value.ops.find(({ op }: Json) => op !== "Define") ?? {};
    const parked = content[0]?.content?.parked;
    const message = `E6 ${parked || block}$`;
    if (block !== undefined && op !== "Mount") assert.match(String(fixture.lost[0]), new RegExp(message), name);
  }
  assert.ok(patches > 5);
});

test("server frames: the others reach the page", () => {
  globalThis.WebSocket = FakeSocket as unknown as typeof WebSocket;
  for (const { hex, name, value } of vectors("server")) {
    if (value.frame === "Patch") continue;
    const calls: string[] = [];
    const note = (what: string) => (...rest: unknown[]) => void calls.push([what, ...rest].join(" "));
    const clock = new FakeClock();
    const connection = createConnection(
      { url: "ws://x/", identity: new Uint8Array(17), build: new Uint8Array(1), ticket: new Uint8Array(16) },
      {
        tell: () => {}, patch: note("patch"), acknowledged: note("acknowledged"), isLost: () => true, lose: note("lose"),
        reach: note("reach"), refresh: note("refresh"), fail: note("fail"),
      },
    );
    connection.start();
    FakeSocket.last.onopen!();
    FakeSocket.last.take();
    FakeSocket.last.receive(bytes(hex));
    const expected: Record<string, string[]> = {
      Welcome: [
        ...(value.how === "Resynced" || value.batch === 0 ? [] : [`lose RangeError: E5 ${value.batch}`]),
        "reach online",
      ],
      Refresh: [`refresh ${value.reason}`],
      Error: [`fail ${value.message} (${value.code})`],
      Pong: [],
      Ack: [],
    };
    assert.deepEqual(calls, expected[value.frame], name);
    if (value.frame === "Welcome") {
      const resync = value.how === "Resynced" ? [] : ["030000"];
      assert.deepEqual(FakeSocket.last.take(), resync, name);
    }
    connection.stop();
    clock.restore();
  }
});

test("client frames: what we send is what the server reads", () => {
  const window = document.defaultView!;
  let payloads = 0;
  for (const { hex: frame, name, value } of vectors("client")) {
    if (value.frame !== "Event") continue;
    const event = payloadEvent(window, value.payload);
    if (!event) continue;
    payloads++;
    const out = new Writer().byte(1).byte(value.seq).byte(value.ack).varint(value.block).varint(value.slot);
    assert.equal(hex(out.raw(encodePayload(event)).finish()), frame, name);
  }
  assert.ok(payloads > 40);
});

/** A DOM event that has the payload of a vector; undefined when no browser would make it. */
function payloadEvent(window: Window & typeof globalThis, payload: Json): Event | undefined {
  const bits = payload.modifiers;
  const modifiers = { shiftKey: !!(bits & 1), ctrlKey: !!(bits & 2), altKey: !!(bits & 4), metaKey: !!(bits & 8) };
  // An event of HTML's, whether or not jsdom knows its interface.
  const make = (type: string, properties: object): Event => {
    const event = new window.UIEvent(type);
    for (const [key, value] of Object.entries(properties)) Object.defineProperty(event, key, { value });
    return event;
  };
  switch (payload.kind) {
    case "None":
      return make("load", {});
    case "Focus":
      return make("blur", {});
    case "Pointer": {
      const { x, y, button, pointer, pressure, primary, id } = payload;
      const pointerType = ["mouse", "pen", "touch", ""][pointer];
      // A browser has -1 for no button, of which the wire has the low byte.
      const changed = button === 255 ? -1 : button;
      return make("pointermove", { clientX: x, clientY: y, ...payload, button: changed, ...modifiers, pointerType, pointerId: id, pressure: pressure / 0xffff, isPrimary: primary });
    }
    case "Wheel":
      return make("wheel", { clientX: payload.x, clientY: payload.y, ...modifiers, deltaX: payload.dx / 2, deltaY: payload.dy, deltaMode: payload.mode });
    case "Text":
      return make("beforeinput", { data: payload.text });
    case "Scroll":
      return make("scroll", { target: { scrollLeft: payload.left, scrollTop: payload.top } });
    case "Media": {
      const { time, duration, volume } = payload;
      const known = duration === 0xffffffff ? NaN : duration / 1000;
      return make("timeupdate", { target: { ...payload, currentTime: time / 1000, duration: known, volume: volume / 100 } });
    }
    case "Touch": {
      const touches = payload.touches.map(([identifier, clientX, clientY]: Json) => ({ identifier, clientX, clientY }));
      return make("touchstart", { touches, ...modifiers });
    }
    case "Custom": {
      const event = new window.CustomEvent("tab-chosen", payload.json === "null" ? {} : { detail: JSON.parse(payload.json) });
      return Object.defineProperty(event, "target", { value: window.document });
    }
    case "Toggle":
      return make("toggle", { target: { open: payload.open } });
    case "Name":
      return make("animationend", { animationName: payload.name });
    case "Key":
      return new window.KeyboardEvent("keyup", { ...payload, ...modifiers });
    case "Mouse": {
      const event = new window.MouseEvent("click", modifiers);
      for (const [key, value] of [["clientX", payload.x], ["clientY", payload.y], ["button", payload.button], ["detail", payload.detail]]) {
        Object.defineProperty(event, key, { value });
      }
      return event;
    }
    case "Input":
      return make("input", { target: { value: payload.value, checked: payload.checked } });
    default: {
      const form = window.document.createElement("form");
      for (const [name, value] of payload.fields) {
        const field = form.appendChild(window.document.createElement("textarea"));
        field.setAttribute("name", name);
        field.value = value;
      }
      return payload.fields.some(([name]: Json) => !name) ? undefined : make("submit", { target: form });
    }
  }
}

test("frames that end early are refused", () => {
  let seen = 0;
  for (const { as, error, hex, name } of vectors("invalid")) {
    if (as !== "ServerFrame" || error !== "UnexpectedEnd") continue;
    seen++;
    const fixture = new Fixture(vectors("template").map(({ hex }) => readTemplate(new Reader(bytes(hex)))));
    const reader = new Reader(bytes(hex));
    const read = (): void => {
      const kind = reader.varint();
      if (kind === 1) {
        reader.take(2);
        applyOps(fixture.view, reader);
      } else {
        // Welcome, Refresh, Error, Ack
        const fields: Record<number, () => void> = {
          0: () => [1, 2, 3, 4].forEach(() => reader.varint()),
          2: () => reader.varint(),
          3: () => (reader.varint(), reader.text()),
          5: () => reader.byte(),
        };
        fields[kind]!();
      }
    };
    assert.throws(read, RangeError, name);
  }
  assert.ok(seen > 0);
});

test("acknowledgements: the low byte means the number at hand", () => {
  let seen = 0;
  for (const { low, near, number } of vectors("serial")) {
    // Only what was sent can be acknowledged: numbers after `near` up to 127 ahead.
    if (near > 4_000_000_000) continue;
    const outbox = new Outbox();
    outbox.restart(near);
    for (let i = 0; i < 127; i++) {
      outbox.push(Uint8Array.of(0));
      outbox.next();
    }
    outbox.acknowledge(low);
    assert.equal(outbox.acknowledged, number === null ? near : Math.max(near, number), `${low} near ${near}`);
    seen++;
  }
  assert.ok(seen > 10);
});

test("integers", () => {
  const cases: [number, string][] = [[0, "00"], [250, "fa"], [251, "fbfb00"], [65535, "fbffff"], [65536, "fc00000100"], [4294967295, "fcffffffff"]];
  for (const [number, text] of cases) {
    assert.equal(hex(new Writer().varint(number).finish()), text);
    assert.equal(new Reader(bytes(text)).varint(), number);
  }
  assert.equal(new Reader(bytes("fd0000000001000000")).varint(), 2 ** 32);
  assert.throws(() => new Reader(bytes("fe")).varint(), RangeError);
  for (const number of [0, -1, 1, -2, 2147483647, -2147483648]) {
    assert.equal(new Reader(new Writer().zigzag(number).finish()).zigzag(), number);
  }
});
