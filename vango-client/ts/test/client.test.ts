import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { readBoot, start } from "../src/client.js";
import { createTemplate } from "../src/template.js";
import { normalised, openPage } from "./dom.js";
import { FakeClock, FakeSocket } from "./fake.js";
import { bootPage, dyn, on, Patch, type Model } from "./server.js";

const TEMPLATES = [createTemplate('<p><button v="1">+</button><b><!--v--></b></p>', [on("click"), dyn()])];
const counter = (count: string): Model => ({ of: 0, slots: [undefined, count] });

let clock: FakeClock;
let events: string[];
let errors: string[];
const consoleError = console.error;

beforeEach(() => {
  clock = new FakeClock();
  globalThis.WebSocket = FakeSocket as unknown as typeof WebSocket;
  FakeSocket.made = [];
  events = [];
  errors = [];
  console.error = (...what: unknown[]) => errors.push(what.join(" "));
});
afterEach(() => {
  clock.restore();
  console.error = consoleError;
});

/** Opens the page and starts its client, as main.ts does. */
function open(change: (root: Element) => void = () => {}, url = "https://localhost/x"): Element {
  const document = openPage(bootPage(TEMPLATES, counter("0")), url);
  document.addEventListener("vango:state", (event) => events.push((event as CustomEvent).detail.state));
  const root = document.getElementById("vango-root")!;
  change(root);
  start(root, readBoot(document.getElementById("vango-boot")!.textContent!));
  return root;
}
const state = (): string => document.documentElement.dataset["vango"]!;
const patch = (): Patch => new Patch(TEMPLATES);
const banner = (): string | undefined => document.querySelector("[role=alert]")?.textContent ?? undefined;
const wrong = (seq: number): Uint8Array => patch().text(99, 1, "x").frame(seq, 0);
const mount = (seq: number, first: number): Uint8Array => patch().mount(first, counter("m")).frame(seq, 0);

test("a counter: adopted, clicked before it is online, patched, offline and online again", () => {
  const root = open();
  assert.equal(state(), "connecting");
  assert.equal(FakeSocket.last.url, "wss://localhost/live/1");
  root.querySelector("button")!.click();
  FakeSocket.last.open();
  assert.equal(state(), "online");
  assert.equal(FakeSocket.last.take()[1], "010100010000");
  FakeSocket.last.receive(patch().text(1, 1, "1").frame(1, 1));
  assert.equal(normalised(root), "<p><button>+</button><b>1</b></p>");
  FakeSocket.last.drop();
  assert.equal(state(), "offline");
  clock.advance(10_000);
  FakeSocket.last.open(1, 1, 1);
  assert.deepEqual(events, ["connecting", "online", "offline", "online"]);
  assert.deepEqual(errors, []);
});

test("a page that is not what the boot data say is shown anew", () => {
  const root = open((root) => root.querySelector("b")!.remove());
  FakeSocket.last.open();
  assert.equal(FakeSocket.last.take()[1], "030000");
  assert.equal(errors.length, 1);
  FakeSocket.last.receive(mount(1, 40));
  root.querySelector("button")!.click();
  assert.equal(FakeSocket.last.take().pop(), "010101280000");
});

test("a missing target is resynced; three within a minute stop visibly", () => {
  open();
  const socket = FakeSocket.last.open();
  socket.take();
  for (const [seq, first] of [[1, 10], [3, 20]] as const) {
    socket.receive(wrong(seq));
    assert.deepEqual(socket.take(), [`030${seq}00`]);
    socket.receive(mount(seq + 1, first));
    assert.equal(state(), "online");
  }
  socket.receive(wrong(5));
  assert.equal(state(), "stopped");
  assert.match(banner()!, /keep differing/);
  assert.equal(socket.isClosed, true);
  assert.deepEqual(events, ["connecting", "online", "stopped"]);
});

test("losses that lie apart do not stop the page", () => {
  open();
  const socket = FakeSocket.last.open();
  for (let i = 0; i < 5; i++) {
    socket.receive(wrong(2 * i + 1));
    socket.receive(mount(2 * i + 2, 10 * (i + 1)));
    for (let quarter = 0; quarter < 4; quarter++) {
      clock.advance(8_000);
      socket.receive([4]);
    }
  }
  assert.equal(state(), "online");
});

test("Refresh reloads once; the next one within 10 s is a visible error", () => {
  // jsdom can't navigate: it reports the reload instead.
  open();
  FakeSocket.last.open().receive([2, 0]);
  assert.equal(FakeSocket.last.isClosed, true);
  assert.equal(banner(), undefined);
  const storage = sessionStorage.getItem("vango:reloaded");
  assert.equal(storage, String(clock.now));
  clock.advance(9_999);
  open();
  sessionStorage.setItem("vango:reloaded", storage!);
  FakeSocket.last.open().receive([2, 0]);
  assert.match(banner()!, /can't go on/);
  assert.equal(state(), "stopped");
});

test("an Error is shown and ends it", () => {
  open();
  FakeSocket.last.open().receive([3, 4, 2, 110, 111]);
  assert.match(banner()!, /^no \(4\)/);
  assert.equal(state(), "stopped");
  clock.advance(100_000);
  assert.equal(FakeSocket.made.length, 1);
});

const FORM = [createTemplate('<form v="1"><input name="a" v="1"><input name="secret" type="password"><input name="box" type="checkbox"></form>', [on("submit"), on("input", true)])];

/** Opens a page with a form; `left` stands in the tab from the page before. */
function openForm(left?: string, url = "https://localhost/form?q=1"): (name: string) => HTMLInputElement {
  const document = openPage(bootPage(FORM, { of: 0, slots: [undefined, undefined] }), url);
  if (left !== undefined) sessionStorage.setItem("vango:edits", left);
  const root = document.getElementById("vango-root")!;
  start(root, readBoot(root.nextElementSibling!.textContent!));
  return (name) => root.querySelector(`[name=${name}]`)!;
}
const edits = (): string | undefined => sessionStorage.getItem("vango:edits") ?? undefined;

/** Edits a form, and reloads by a Refresh; returns what is left in the tab. */
function leave(text: string): string | undefined {
  const control = openForm();
  const typed = (name: string): boolean => control(name).dispatchEvent(new Event("input", { bubbles: true }));
  FakeSocket.last.open();
  control("a").value = text;
  typed("a");
  // The server has it, and says so: it is the user's all the same.
  control("a").setAttribute("value", text);
  control("secret").value = "hidden";
  typed("secret");
  control("box").checked = true;
  typed("box");
  FakeSocket.last.receive([2, 0]);
  return edits();
}

test("what was typed outlives the reload after a Refresh, once, and is told to the server", () => {
  const left = leave("typed")!;
  assert.equal(left.includes("hidden"), false, "no passwords");
  const control = openForm(left);
  assert.deepEqual([control("a").value, control("box").checked, control("secret").value], ["typed", true, ""]);
  assert.equal(edits(), undefined);
  FakeSocket.last.open();
  assert.equal(FakeSocket.last.take().pop(), "010100010103" + "057479706564" + "00");
});

test("what was typed is not put into another page, and not kept without bounds", () => {
  const control = openForm(leave("typed"), "https://localhost/form?q=2");
  assert.equal(control("a").value, "");
  assert.equal(edits(), undefined, "it is dropped");
  assert.equal(leave("x".repeat(64 * 1024)), undefined);
  for (const nonsense of ["", "{", "7", '["https://localhost/form?q=1"]']) {
    assert.equal(openForm(nonsense)("a").value, "");
    assert.equal(state(), "connecting");
  }
});

test("a page leaves its identity to the next one from its welcome on, and until then that of the page before", () => {
  const document = openPage(bootPage(TEMPLATES, counter("0")), "https://localhost/x");
  sessionStorage.setItem("vango:tab", "before");
  const boot = readBoot(document.getElementById("vango-boot")!.textContent!);
  const leaves = (): [string | null, string] => {
    document.defaultView!.dispatchEvent(new Event("beforeunload"));
    return [sessionStorage.getItem("vango:tab"), document.cookie];
  };
  start(document.getElementById("vango-root")!, boot);
  assert.deepEqual(leaves(), ["before", "vango_tab=before"], "it may have been rendered for nobody");
  FakeSocket.last.open();
  const own = Buffer.from(boot.identity).toString("base64");
  assert.deepEqual(leaves(), [own, `vango_tab=${own}`]);
  const hellos = FakeSocket.made.map(({ sent }) => Buffer.from(sent[0]!).toString("latin1"));
  assert.ok(hellos[0]!.endsWith("before"), "the page that the tab has shown before");
  // The browser has kept this page while the tab showed another one.
  sessionStorage.setItem("vango:tab", "meanwhile");
  FakeSocket.last.drop();
  clock.advance(10_000);
  FakeSocket.last.onopen!();
  assert.ok(Buffer.from(FakeSocket.last.sent[0]!).toString("latin1").endsWith("meanwhile"));
  FakeSocket.last.receive([0, 1, 0, 0, 1]);
  assert.deepEqual(leaves(), [own, `vango_tab=${own}`]);
});
