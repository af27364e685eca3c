import assert from "node:assert/strict";
import { test } from "node:test";
import { createTemplate } from "../src/template.js";
import { randomSource } from "./random.js";
import { Fixture } from "./fixture.js";
import { attr, branch, child, cls, dyn, on, rows, type Model } from "./server.js";

const CARD = 0;
const ROW = 1;
const NOTE = 2;
const PAIR = 3;
const TEMPLATES = [
  createTemplate('<section v="2" class="card"><b><!--v--></b><!--v-->, <ul><!--v--></ul><!--v--></section>', [cls("hot"), attr("title"), dyn(), branch(), rows(), child()]),
  createTemplate('<li><a v="1"><!--v--></a></li>', [on("click"), dyn()]),
  createTemplate("<p>note</p>", []),
  createTemplate("<!--v--> and <!--v-->", [dyn(), dyn()]),
];
const row = (text: string): Model => ({ of: ROW, slots: [undefined, text] });
const card = (list: string[] = []): Model => ({ of: CARD, slots: [false, null, "one", null, list.map(row), null] });
const CARD_ID = 1;
const list = (fixture: Fixture): string => [...fixture.root.querySelectorAll("li")].map((li) => li.textContent).join("");

test("Mount builds everything, Class and Attr and text included", () => {
  const fixture = new Fixture(TEMPLATES).mount({ of: CARD, slots: [true, 'a"b', "é\u{1f600}\ufeffx", { of: NOTE, slots: [] }, [row("r")], { of: PAIR, slots: ["x", "y"] }] });
  assert.equal(
    fixture.html,
    '<section class="card hot" title="a&quot;b"><b>é\u{1f600}\ufeffx</b><p>note</p>, <ul><li><a>r</a></li></ul>x and y</section>',
  );
  assert.equal(fixture.ids, "1:0 2:2 3:1 4:3");
  assert.deepEqual(fixture.heard, ["click"]);
});

test("Define adds a template", () => {
  const fixture = new Fixture(TEMPLATES).mount(card()).apply((p) => p.define(createTemplate("<i>new</i>", [])));
  fixture.apply((p) => p.mount(9, { of: NOTE, slots: [] }));
  assert.equal(fixture.html, "<p>note</p>");
  assert.equal(fixture.view.templates.length, 5);
  assert.equal(fixture.ids, "9:2");
});

test("Text, Attr and Class change one slot", () => {
  const fixture = new Fixture(TEMPLATES).mount(card());
  fixture.apply((p) => p.text(CARD_ID, 2, "two").attr(CARD_ID, 1, "t").class(CARD_ID, 0, true));
  assert.equal(fixture.html, '<section class="card hot" title="t"><b>two</b>, <ul></ul></section>');
  fixture.apply((p) => p.attr(CARD_ID, 1, null).class(CARD_ID, 0, false).text(CARD_ID, 2, ""));
  assert.equal(fixture.html, '<section class="card"><b></b>, <ul></ul></section>');
});

test("Dyn goes from text to a view, to another, to nothing, to text", () => {
  const fixture = new Fixture(TEMPLATES).mount(card());
  fixture.apply((p) => p.dyn(CARD_ID, 2, { of: PAIR, slots: ["a", { of: NOTE, slots: [] }] }));
  assert.match(fixture.html, /<b>a and <p>note<\/p><\/b>/);
  assert.equal(fixture.ids, "1:0 2:3 3:2");
  fixture.apply((p) => p.dyn(CARD_ID, 2, { of: NOTE, slots: [] }));
  assert.match(fixture.html, /<b><p>note<\/p><\/b>/);
  fixture.apply((p) => p.dyn(CARD_ID, 2, null));
  assert.match(fixture.html, /<b><\/b>/);
  fixture.apply((p) => p.dyn(CARD_ID, 2, "text"));
  assert.match(fixture.html, /<b>text<\/b>/);
  assert.equal(fixture.ids, "1:0");
});

test("Branch and Child replace their block, whether or not something follows", () => {
  const fixture = new Fixture(TEMPLATES).mount(card());
  fixture.apply((p) => p.branch(CARD_ID, 3, { of: NOTE, slots: [] }).branch(CARD_ID, 5, { of: PAIR, slots: ["l", "r"] }));
  assert.match(fixture.html, /<\/b><p>note<\/p>, <ul><\/ul>l and r<\/section>/);
  fixture.apply((p) => p.branch(CARD_ID, 3, { of: PAIR, slots: ["", ""] }).branch(CARD_ID, 5, null));
  assert.match(fixture.html, /<\/b> and , <ul><\/ul><\/section>/);
  assert.equal(fixture.ids, "1:0 4:3");
});

test("rows are inserted, removed, moved, swapped and cleared", () => {
  const fixture = new Fixture(TEMPLATES).mount(card([..."ad"]));
  assert.equal(list(fixture.apply((p) => p.insert(CARD_ID, 4, 1, [..."bc"].map(row)))), "abcd");
  assert.equal(list(fixture.apply((p) => p.rowOp(9, CARD_ID, 4, 0, 3))), "bcda");
  assert.equal(list(fixture.apply((p) => p.rowOp(9, CARD_ID, 4, 3, 1))), "bacd");
  assert.equal(list(fixture.apply((p) => p.rowOp(10, CARD_ID, 4, 0, 3))), "dacb");
  assert.equal(list(fixture.apply((p) => p.rowOp(10, CARD_ID, 4, 2, 1))), "dcab");
  assert.equal(list(fixture.apply((p) => p.rowOp(8, CARD_ID, 4, 1, 2))), "db");
  assert.equal(list(fixture.apply((p) => p.clear(CARD_ID, 4))), "");
  assert.equal(list(fixture.apply((p) => p.insert(CARD_ID, 4, 0, [row("z")]))), "z");
  assert.equal(fixture.ids, "1:0 6:1");
  assert.deepEqual(fixture.lost, []);
});

test("rows of several nodes without an element of their own, random operations", () => {
  // Rows at the root of a template, before other content; each row starts with a slot and is several nodes long.
  const templates = [createTemplate("head<!--v-->tail<!--v-->", [rows(), dyn()]), createTemplate("<!--v-->,<!--v-->", [branch(), dyn()]), createTemplate("<i><!--v--></i>", [dyn()])];
  const make = (text: string, isBranch: boolean): Model => ({ of: 1, slots: [isBranch ? { of: 2, slots: [text] } : null, text] });
  const shown = ({ slots: [first, text] }: Model): string => `${first ? `<i>${text as string}</i>` : ""},${text as string}`;
  const random = randomSource(2);
  const fixture = new Fixture(templates).mount({ of: 0, slots: [[], "!"] });
  let model: Model[] = [];
  for (let step = 0; step < 400; step++) {
    const n = model.length;
    const kind = n < 2 ? 7 : 7 + random(step % 50 === 49 ? 5 : 4);
    const a = random(n || 1);
    const b = random(n || 1);
    if (kind === 7) {
      const at = random(n + 1);
      const added = Array.from({ length: 1 + random(3) }, (_, i) => make(`${step}.${i}`, random(2) > 0));
      fixture.apply((p) => p.insert(1, 0, at, added));
      model.splice(at, 0, ...added);
    } else if (kind === 8) {
      const count = random(Math.min(3, n - a) + 1);
      fixture.apply((p) => p.rowOp(8, 1, 0, a, count));
      model.splice(a, count);
    } else if (kind === 9) {
      fixture.apply((p) => p.rowOp(9, 1, 0, a, b));
      model.splice(b, 0, ...model.splice(a, 1));
    } else if (kind === 10) {
      fixture.apply((p) => p.rowOp(10, 1, 0, a, b));
      [model[a], model[b]] = [model[b]!, model[a]!];
    } else {
      fixture.apply((p) => p.clear(1, 0));
      model = [];
    }
    assert.deepEqual(fixture.lost, [], `step ${step}`);
    assert.equal(fixture.html, `head${model.map(shown).join("")}tail!`, `step ${step}, op ${kind}`);
  }
  const blocks = model.reduce((sum, { slots }) => sum + (slots[0] ? 2 : 1), 1);
  assert.equal(fixture.view.blocks.size, blocks);
});

test("a missing block is reported once, the rest of the frame is read, and nothing is applied before a Mount", () => {
  const fixture = new Fixture(TEMPLATES).mount(card(["a"]));
  fixture.apply((p) => p.text(99, 2, "x").text(CARD_ID, 2, "after").insert(99, 4, 0, [row("b")]).define(createTemplate("<u></u>", [])));
  assert.equal(fixture.lost.length, 1);
  assert.match(String(fixture.lost[0]), /E6 99$/);
  assert.equal(fixture.view.templates.length, 5);
  fixture.apply((p) => p.text(CARD_ID, 2, "still not"));
  assert.match(fixture.html, /<b>one<\/b>/);
  fixture.apply((p) => p.mount(50, card(["n"])).text(50, 2, "now"));
  assert.match(fixture.html, /<b>now<\/b>/);
  assert.equal(fixture.lost.length, 1);
  assert.equal(fixture.ids, "50:0 51:1");
});

test("what leaves takes the blocks in it out of use, rows included; text keeps its byte order mark", () => {
  const fixture = new Fixture(TEMPLATES).mount({ of: PAIR, slots: ["\ufeffé", card([..."ab"])] });
  assert.match(fixture.html, /^\ufeffé and /);
  assert.equal(fixture.ids, "1:3 2:0 3:1 4:1");
  fixture.apply((p) => p.text(1, 1, ""));
  assert.equal(fixture.ids, "1:3");
});

test("a row out of range loses track instead of doing something else", () => {
  for (const code of [8, 9, 10]) {
    const fixture = new Fixture(TEMPLATES).mount(card([..."abc"])).apply((p) => p.rowOp(code, CARD_ID, 4, 2, 5));
    assert.equal(fixture.lost.length, 1, `op ${code}`);
    assert.equal(list(fixture), "abc");
  }
});

test("markup inside an SVG gets its namespace, in a foreignObject it does not", () => {
  const templates = [
    createTemplate("<svg><!--v--><foreignObject><!--v--></foreignObject></svg>", [branch(), branch()]),
    createTemplate("<linearGradient><!--v--></linearGradient>", [branch()]),
    createTemplate("<a></a>", []),
  ];
  const fixture = new Fixture(templates).mount({ of: 0, slots: [{ of: 1, slots: [{ of: 2, slots: [] }] }, { of: 2, slots: [] }] });
  const names = [...fixture.root.querySelectorAll("*")].map((e) => `${e.localName} ${e.namespaceURI!.slice(-4)}`);
  assert.deepEqual(names, ["svg /svg", "linearGradient /svg", "a /svg", "foreignObject /svg", "a html"]);
});
