import assert from "node:assert/strict";
import { test } from "node:test";
import { createTemplate } from "../src/template.js";
import { Fixture } from "./fixture.js";
import { attr, branch, type Model, on, rows } from "./server.js";

test("what comes with autofocus is focused, the first of a patch, but not while the user types elsewhere", () => {
  const form = createTemplate('<form v="1"><input name="a" v="1"><input name="b"><!--v--><!--v--></form>', [on("submit"), on("input", true), branch(), branch()]);
  const still = createTemplate("<p><input autofocus></p>", []);
  const asked = createTemplate('<button v="1">x</button>', [attr("autofocus")]);
  const page: Model = { of: 0, slots: [undefined, undefined, null, null] };
  const fixture = new Fixture([form, still, asked]).mount(page);
  fixture.fields.watch(fixture.root);
  const focused = (): string => fixture.document.activeElement!.localName;
  const first = fixture.root.querySelector<HTMLInputElement>("[name=a]")!;
  const happens = (type: string): boolean => first.dispatchEvent(new (fixture.document.defaultView!.Event)(type, { bubbles: true }));
  const show = (model: Model, slot = 2): Fixture => fixture.apply((p) => p.branch(1, slot, model));
  const hide = (): Fixture => fixture.apply((p) => p.branch(1, 2, null).branch(1, 3, null));

  show({ of: 1, slots: [] });
  assert.equal(fixture.document.activeElement, fixture.root.querySelector("[autofocus]"), "from the template");
  hide();
  show({ of: 2, slots: [null] });
  assert.equal(focused(), "body", "it has no autofocus");
  hide();
  first.focus();
  show({ of: 2, slots: [""] });
  assert.equal(focused(), "button", "from a slot, though another control was in focus");
  hide();
  first.focus();
  happens("input");
  show({ of: 1, slots: [] });
  assert.equal(fixture.document.activeElement, first, "the user types");
  hide();
  happens("change");
  fixture.apply((p) => p.branch(1, 3, { of: 2, slots: [""] }).branch(1, 2, { of: 1, slots: [] }));
  assert.equal(focused(), "button", "the first of the patch; what was typed is sent");
  first.focus();
  fixture.apply((p) => p.text(1, 0, ""));
  assert.equal(fixture.document.activeElement, first, "only once");
});

test("what is shown anew has the focus where it was, whatever has autofocus", () => {
  const template = createTemplate('<form><input name="a"><input name="b" autofocus></form>', []);
  const fixture = new Fixture([template]).mount({ of: 0, slots: [] });
  fixture.root.querySelector<HTMLInputElement>("[name=a]")!.focus();
  fixture.mount({ of: 0, slots: [] }, 2);
  assert.equal(fixture.document.activeElement, fixture.root.querySelector("[name=a]"));
});

test("a row that moves keeps focus and selection, where the browser forgets them", () => {
  const fixture = new Fixture([createTemplate("<ul><!--v--></ul>", [rows()]), createTemplate('<li><input value="abcd"></li>', [])]);
  const row: Model = { of: 1, slots: [] };
  fixture.mount({ of: 0, slots: [[row, row, row]] });
  const input = fixture.root.querySelectorAll("input")[2]!;
  input.focus();
  input.setSelectionRange(1, 3, "backward");
  fixture.apply((p) => p.rowOp(9, 1, 0, 2, 0).rowOp(10, 1, 0, 0, 1));
  assert.equal(fixture.root.querySelectorAll("input")[1], input);
  assert.equal(fixture.document.activeElement, input);
  assert.deepEqual([input.selectionStart, input.selectionEnd, input.selectionDirection], [1, 3, "backward"]);
});

test("what was scrolled in a row that moves stays there", () => {
  const fixture = new Fixture([createTemplate("<ul><!--v--></ul>", [rows()]), createTemplate("<li><pre>x</pre></li>", [])]);
  const row: Model = { of: 1, slots: [] };
  fixture.mount({ of: 0, slots: [[row, row]] });
  const scrolled = fixture.root.querySelectorAll("pre")[1]!;
  scrolled.scrollTop = 30;
  scrolled.dispatchEvent(new (fixture.document.defaultView!.Event)("scroll"));
  // As a browser does that has no `moveBefore`.
  const insertBefore = fixture.root.querySelector("ul")!.insertBefore;
  fixture.root.querySelector("ul")!.insertBefore = function <T extends Node>(node: T, before: Node | null): T {
    scrolled.scrollTop = 0;
    return insertBefore.call(this, node, before) as T;
  };
  fixture.apply((p) => p.rowOp(9, 1, 0, 1, 0));
  assert.equal(scrolled.scrollTop, 30);
});

test("what an IME composes is not overwritten, whatever the server has seen", async () => {
  const fixture = new Fixture([createTemplate('<input v="1">', [attr("value")])]).mount({ of: 0, slots: ["a"] });
  fixture.fields.watch(fixture.root);
  const input = fixture.root.querySelector("input")!;
  const happens = (type: string): boolean => input.dispatchEvent(new (fixture.document.defaultView!.Event)(type, { bubbles: true }));
  input.focus();
  happens("compositionstart");
  input.value = "か";
  fixture.apply((p) => p.attr(1, 0, "server"));
  assert.equal(input.value, "か");
  happens("compositionend");
  await new Promise((done) => setTimeout(done));
  assert.equal(input.value, "server");
});
