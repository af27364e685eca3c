import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createFields, type Fields } from "../src/field.js";
import { openPage } from "./dom.js";

let fields: Fields;
let input: HTMLInputElement;

beforeEach(() => {
  const document = openPage('<div><input value="a"><input type="checkbox"><ol><li>x</ol><progress value="1"></progress></div>');
  const root = document.querySelector("div")!;
  fields = createFields();
  fields.watch(root);
  input = root.querySelector("input")!;
});

function type(text: string): void {
  input.focus();
  input.value = text;
  input.dispatchEvent(new document.defaultView!.Event("input", { bubbles: true }));
}
const set = (value: string | null): void => {
  fields.set(input, "value", value);
  fields.settle();
};
const sent = (number: number): void => fields.sent(number, () => false);

test("attributes are set and removed", () => {
  fields.set(input, "title", "t");
  assert.equal(input.getAttribute("title"), "t");
  fields.set(input, "title", null);
  assert.equal(input.hasAttribute("title"), false);
});

test("the selection in a field that nobody has edited stays when the server changes its value", () => {
  set("first");
  input.focus();
  for (const value of ["longer", "another", "last"]) {
    input.setSelectionRange(1, 3, "backward");
    set(value);
    assert.equal(input.value, value);
    assert.deepEqual([input.selectionStart, input.selectionEnd, input.selectionDirection], [1, 3, "backward"]);
  }
});

test("value sets the live value too, once the server has seen what was typed", () => {
  type("typed");
  sent(1);
  fields.acknowledged(1);
  set("b");
  assert.equal(input.value, "b");
  set(null);
  assert.equal(input.value, "");
});

test("an equal value is left alone, so that the cursor stays", () => {
  type("same");
  sent(1);
  fields.acknowledged(1);
  let writes = 0;
  Object.defineProperty(input, "value", { get: () => "same", set: () => writes++, configurable: true });
  set("same");
  assert.equal(writes, 0);
});

test("an attribute that is set to what it says already takes back what was typed", () => {
  for (const number of [1, 2]) {
    type("abc");
    sent(number);
    set("a");
    assert.equal(input.value, "abc", "not yet seen");
    fields.acknowledged(number);
    fields.settle();
    assert.deepEqual([input.value, input.getAttribute("value")], ["a", "a"]);
  }
});

test("what is typed is not overwritten before the server has seen it, then the withheld value is set", () => {
  type("one");
  set("server");
  assert.equal(input.value, "one", "not sent");
  assert.equal(input.getAttribute("value"), "server");
  sent(7);
  fields.settle();
  assert.equal(input.value, "one", "sent, not applied");
  sent(8);
  fields.acknowledged(6);
  fields.settle();
  assert.equal(input.value, "one");
  type("one two");
  fields.acknowledged(8);
  fields.settle();
  assert.equal(input.value, "one two", "typed again since");
  sent(9);
  fields.acknowledged(9);
  fields.settle();
  assert.equal(input.value, "server");
});

test("checked and the like follow the attribute even after the user's click", () => {
  const box = document.querySelector<HTMLInputElement>("[type=checkbox]")!;
  box.checked = true;
  fields.set(box, "checked", null);
  fields.settle();
  assert.equal(box.checked, false);
  fields.set(box, "checked", "");
  fields.settle();
  assert.equal(box.checked, true);
});

test("the value of what is not typed into is only an attribute", () => {
  const progress = document.querySelector("progress")!;
  fields.set(progress, "value", null);
  assert.equal(progress.hasAttribute("value"), false);
  fields.set(document.querySelector("li")!, "value", "3");
  assert.equal(document.querySelector("li")!.getAttribute("value"), "3");
});
