// The built script, as browsers get it: shortened names and all must still fit the DOM. What it does in detail, the other
// tests ask of its sources.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, test } from "node:test";
import { JSDOM } from "jsdom";
import { createTemplate } from "../src/template.js";
import { FakeSocket } from "./fake.js";
import { attr, bootPage, branch, cls, dyn, on, Patch, rows, type Model } from "./server.js";

const SCRIPT = readFileSync(`${process.env["VANGO_DIST"]}/client.js`, "utf8");
const TEMPLATES = [
  createTemplate(
    '<form v="2"><input v="3" name="a"><button type="button" v="1">+</button><b><!--v--></b><ul><!--v--></ul><!--v--></form>',
    [cls("hot"), on("submit", true), attr("value"), on("input", true), on("keydown", true), on("click", true), dyn(), rows(), branch()],
  ),
  createTemplate("<li><!--v--></li>", [dyn()]),
];
const item = (text: string): Model => ({ of: 1, slots: [text] });
const page = (list: string[]): Model => ({ of: 0, slots: [false, undefined, "v", undefined, undefined, undefined, "0", list.map(item), null] });
const patch = (): Patch => new Patch(TEMPLATES);

/** Ends the page's timers, or the test would not end. */
let close = (): void => {};
afterEach(() => close());

function open(): { window: JSDOM["window"]; root: HTMLElement; socket: FakeSocket } {
  const { window } = new JSDOM(bootPage(TEMPLATES, page(["a", "b"])), { url: "http://localhost/", runScripts: "outside-only", pretendToBeVisual: true });
  close = () => window.close();
  Object.assign(window, { TextEncoder, TextDecoder, WebSocket: FakeSocket });
  window.console.error = (...what: unknown[]) => assert.fail(what.join(" "));
  window.eval(SCRIPT);
  const socket = FakeSocket.last.open();
  socket.take();
  return { window, root: window.document.getElementById("vango-root")!, socket };
}

test("the built client adopts, sends and applies", () => {
  const { window, root, socket } = open();
  root.querySelector("button")!.dispatchEvent(new window.MouseEvent("click", { bubbles: true, clientX: 2, detail: 1 }));
  assert.deepEqual(socket.take(), ["01010001" + "05" + "01" + "0400" + "000100"]);
  root.querySelector("input")!.dispatchEvent(new window.KeyboardEvent("keydown", { bubbles: true, key: "x", code: "KeyX" }));
  assert.deepEqual(socket.take(), ["01020001" + "04" + "02" + "0178" + "044b657958" + "0000"]);
  const submit = new window.Event("submit", { bubbles: true, cancelable: true });
  root.querySelector("form")!.dispatchEvent(submit);
  assert.equal(submit.defaultPrevented, true);
  assert.deepEqual(socket.take(), ["01030001" + "01" + "04" + "01" + "0161" + "0176"]);
  socket.receive(
    patch().class(1, 0, true).text(1, 6, "1").rowOp(10, 1, 7, 0, 1).insert(1, 7, 2, [item("c")]).branch(1, 8, item("d")).rowOp(9, 1, 7, 2, 0).frame(1, 3),
  );
  assert.equal(root.textContent, "+1cbad");
  assert.equal(root.firstElementChild!.className, "hot");
  assert.equal(window.document.documentElement.dataset["vango"], "online");
});

test("the built client overwrites nothing that is typed, and shows an error", () => {
  const { window, root, socket } = open();
  const input = root.querySelector("input")!;
  input.value = "typed";
  input.dispatchEvent(new window.Event("input", { bubbles: true }));
  assert.deepEqual(socket.take(), ["01010001" + "03" + "03" + "057479706564" + "00"]);
  const write = (seq: number, ack: number): void => socket.receive(patch().attr(1, 2, "s").frame(seq, ack));
  write(1, 0);
  assert.equal(input.value, "typed");
  write(2, 1);
  assert.equal(input.value, "s");
  window.console.error = () => {};
  socket.receive([3, 4, 2, 110, 111]);
  assert.match(window.document.querySelector("[role=alert]")!.textContent!, /^no \(4\)/);
});

test("an element of the app that is called like the boot data changes nothing", () => {
  const templates = [createTemplate('<p id="vango-boot"><b><!--v--></b></p>', [dyn()])];
  const { window } = new JSDOM(bootPage(templates, { of: 0, slots: ["0"] }), { url: "http://localhost/", runScripts: "outside-only", pretendToBeVisual: true });
  close = () => window.close();
  Object.assign(window, { TextEncoder, TextDecoder, WebSocket: FakeSocket });
  window.console.error = (...what: unknown[]) => assert.fail(what.join(" "));
  window.eval(SCRIPT);
  FakeSocket.last.open();
  FakeSocket.last.receive(new Patch(templates).text(1, 0, "1").frame(1, 0));
  assert.equal(window.document.querySelector("b")!.textContent, "1");
});

test("the built development code puts faults into words", async () => {
  const { explained } = await import(`${process.env["VANGO_DIST"]}/dev.js`);
  assert.equal(explained("E6 99"), "E6: an operation names a block that is not on this page; its id: 99");
  assert.equal(explained("E13 "), "E13: other code has moved or removed nodes of a block");
  assert.equal(explained("other"), "other");
  const codes = /<!-- faults -->([^]*?)<!-- end -->/.exec(readFileSync(`${process.env["VANGO_DIST"]}/../../docs/protocol.md`, "utf8"))![1]!;
  for (const [, code, text] of codes.matchAll(/^\| `E(\d+)` \| (.*) \|$/gm)) assert.equal(explained(`E${code} `), `E${code}: ${text}`);
  assert.equal([...codes.matchAll(/^\| `E/gm)].length, 18);
});
