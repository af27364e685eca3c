import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createDelegate } from "../src/event.js";
import { createFields } from "../src/field.js";
import { Reader } from "../src/codec.js";
import { applyOps } from "../src/patch.js";
import { createTemplate } from "../src/template.js";
import { createView, define, type View } from "../src/view.js";
import { openPage } from "./dom.js";
import { Kind } from "../src/wire.js";
import { branch, dyn, on, Patch, rows, type Model } from "./server.js";

const OUTER = [
  '<section v="1"><form v="2"><input name="a" value="1"><input v="2" type="checkbox" name="b" checked><button type="button" v="2"><b>x</b></button></form><a href="#"><i>l</i></a><a href="#x"><u>m</u></a><ul><!--v--></ul></section>',
  [on("click"), on("submit", true), on("keydown", true), on("input", true), on("focus", true), on("click", true), on("mouseenter"), rows()],
] as const;
const ROW = ['<li v="1"><!--v--><!--v--></li>', [on("click"), dyn(), branch()]] as const;
const MADE_UP = [on("changed", true), on("change", true), on("rated", true)];
const row = (text: string): Model => ({ of: 1, slots: [undefined, text, null] });

let root: Element;
let sent: string[];
let view: View;
let apply: (write: (patch: Patch) => Patch) => void;

beforeEach(() => {
  const document = openPage('<div id="vango-root"></div>');
  root = document.getElementById("vango-root")!;
  sent = [];
  view = createView(root, createFields(), (type) => delegate.listen(type), (error) => assert.fail(String(error)));
  const delegate = createDelegate(view, (block, slot, payload) => sent.push(`${block}.${slot} ${Buffer.from(payload).toString("hex")}`));
  const templates = [createTemplate(...OUTER), createTemplate(...ROW), createTemplate('<p v="3"></p>', MADE_UP)];
  for (const template of templates) define(view, template);
  apply = (write) => applyOps(view, new Reader(write(new Patch(templates)).ops()));
  apply((p) => p.mount(1, { of: 0, slots: [...OUTER[1].slice(0, 7).map(() => undefined), [row("a"), row("b")]] }));
});

const window = (): Window & typeof globalThis => document.defaultView!;
const find = (selector: string): HTMLElement => root.querySelector(selector)!;

/** Dispatches an event; returns what was sent. */
function fire(target: Element, event: Event): string[] {
  target.dispatchEvent(event);
  return sent.splice(0);
}

test("a click goes to all handlers from the target outwards, with block and slot", () => {
  assert.deepEqual(fire(find("li:nth-child(2)"), new (window().MouseEvent)("click", { bubbles: true })), ["3.0 00", "1.0 00"]);
  const click = new (window().MouseEvent)("click", { bubbles: true, clientX: -3, clientY: 300, button: 2, detail: 1, shiftKey: true, metaKey: true });
  // Mouse, x −3, y 300 (wide), button 2, detail 1, shift and meta; then the section's own click.
  assert.deepEqual(fire(find("button b"), click), ["1.5 01" + "05" + "fb5802" + "02" + "01" + "09", "1.0 00"]);
});

test("a disabled control and a block that has left hear nothing", () => {
  find("button").setAttribute("disabled", "");
  assert.deepEqual(fire(find("button b"), new (window().MouseEvent)("click", { bubbles: true })), ["1.0 00"]);
  const li = find("li");
  apply((p) => p.rowOp(8, 1, 7, 0, 1));
  root.querySelector("ul")!.append(li);
  assert.deepEqual(fire(li, new (window().MouseEvent)("click", { bubbles: true })), ["1.0 00"]);
});

test("rows that were moved and inserted keep their addresses", () => {
  apply((p) => p.rowOp(10, 1, 7, 0, 1).insert(1, 7, 1, [row("c")]));
  const clicked = [...root.querySelectorAll("li")].map((li) => fire(li, new (window().MouseEvent)("click", { bubbles: true }))[0]);
  assert.deepEqual(clicked, ["3.0 00", "4.0 00", "2.0 00"]);
});

test("keys, input and focus have their payloads", () => {
  const key = new (window().KeyboardEvent)("keydown", { bubbles: true, key: "é", code: "KeyE", ctrlKey: true, altKey: true, repeat: true });
  assert.deepEqual(fire(find("input"), key), ["1.2 0202c3a9044b65794506" + "01"]);
  const box = find("[type=checkbox]");
  assert.deepEqual(fire(box, new (window().Event)("input", { bubbles: true })), ["1.3 03026f6e01"]);
  assert.deepEqual(fire(box, new (window().FocusEvent)("focus")), ["1.4 05"]);
});

test("what does not bubble goes to its target only", () => {
  assert.deepEqual(fire(find("button"), new (window().MouseEvent)("mouseenter")), ["1.6 00"]);
  assert.deepEqual(fire(find("button b"), new (window().MouseEvent)("mouseenter")), []);
});

test("a submit is prevented and carries the form's texts, without files", () => {
  const file = document.createElement("input");
  file.type = "file";
  file.name = "f";
  find("form").append(file);
  const submit = new (window().Event)("submit", { bubbles: true, cancelable: true });
  const fields = "0402" + "016101" + "31" + "0162026f6e";
  assert.deepEqual(fire(find("form"), submit), [`1.1 ${fields}`]);
  assert.equal(submit.defaultPrevented, true);
});

test("of links only placeholders are prevented", () => {
  const click = (): MouseEvent => new (window().MouseEvent)("click", { bubbles: true, cancelable: true });
  const [placeholder, real, other] = [click(), click(), click()];
  fire(find("i"), placeholder);
  fire(find("u"), real);
  fire(find("li"), other);
  assert.deepEqual([placeholder, real, other].map((event) => event.defaultPrevented), [true, false, false]);
});

test("a value longer than the server takes is reported and not sent", (t) => {
  const error = t.mock.method(console, "error", () => {});
  (find("[type=checkbox]") as HTMLInputElement).value = "x".repeat(128 * 1024 + 1);
  assert.deepEqual(fire(find("[type=checkbox]"), new (window().Event)("input", { bubbles: true })), []);
  assert.equal(error.mock.callCount(), 1);
});

test("one listener per type and phase, however many templates ask", () => {
  const added: [string, unknown, unknown][] = [];
  const add = root.addEventListener.bind(root);
  root.addEventListener = ((type: string, act: EventListener, options: AddEventListenerOptions) => (added.push([type, act, options.capture]), add(type, act, options))) as typeof root.addEventListener;
  define(view, createTemplate('<p v="3"></p>', [on("click"), on("wheel"), on("wheel")]));
  // The DOM adds a function once for each type and phase.
  assert.equal(new Set(added.map(([, act]) => act)).size, 1);
  assert.deepEqual([...new Set(added.map(([type, , capture]) => `${type} ${capture}`))], ["click true", "click false", "wheel true", "wheel false"]);
});

test("events that others have made up are told from HTML's by more than the beginning of their names", () => {
  apply((p) => p.mount(9, { of: 2, slots: [] }));
  const paragraph = find("p");
  assert.deepEqual(fire(paragraph, new (window().CustomEvent)("changed", { bubbles: true, detail: 1 })), ["9.0 0c0131"]);
  assert.deepEqual(fire(paragraph, new (window().CustomEvent)("rated", { bubbles: true })), ["9.2 0c046e756c6c"]);
  assert.deepEqual(fire(paragraph, new (window().Event)("rated", { bubbles: true })), ["9.2 00"]);
  assert.deepEqual(fire(paragraph, new (window().Event)("change", { bubbles: true })), ["9.1 030000"]);
});

test("controls of a form are not taken for what the form is: its style, whether it is disabled, its block", () => {
  const names = ["style", "disabled", "name", "value", "action", "id", "method", "title", "children", "elements", "length", "submit", "reset", "e", "i", "ie"];
  const form = createTemplate(`<form v="2">${names.map((name) => `<input name="${name}">`).join("")}</form>`, [
    { ...on("submit"), kind: Kind.Style, name: "color" },
    on("submit"),
  ]);
  define(view, form);
  const templates = view.templates.slice();
  const patch = (): Patch => new Patch(templates);
  applyOps(view, new Reader(patch().mount(20, { of: 3, slots: ["red", undefined] }).ops()));
  // jsdom has no controls in the place of properties that every form has; browsers do.
  const shown = find("form");
  for (const name of names) Object.defineProperty(shown, name, { value: shown.querySelector(`[name=${name}]`) });
  applyOps(view, new Reader(patch().attr(20, 0, "blue").ops()));
  assert.equal(shown.getAttribute("style"), "color: blue;");
  const submit = new (window().Event)("submit", { bubbles: true, cancelable: true });
  assert.deepEqual(fire(shown, submit), ["20.1 00"]);
  assert.equal(submit.defaultPrevented, true);
});
