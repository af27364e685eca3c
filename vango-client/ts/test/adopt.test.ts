import assert from "node:assert/strict";
import { test } from "node:test";
import { ATTR, CLASS, DYN, ON, ROWS, Template } from "../src/template.js";
import { Fixture } from "./fixture.js";
import { attr, branch, child, cls, dyn, on, rows, type Model, type Value } from "./server.js";

const TEMPLATES = [
  new Template('<section v="2" class="card"><b><!--v--></b><!--v-->, <ul><!--v--></ul><!--v--></section>', [cls("hot"), attr("title"), dyn(), branch(), rows(), child()]),
  new Template('<li><a v="1"><!--v--></a></li>', [on("click"), dyn()]),
  new Template("<!--v--><!--v-->é", [dyn(), dyn()]),
  new Template("<p>x</p><!--v--><!--v--><!--v-->", [rows(), dyn(), branch()]),
  new Template("text", []),
  new Template("", []),
  new Template("<!--v--><input><!--v-->", [branch(), dyn()]),
  new Template("<p>a<!--v-->b<!--v--></p><!--v-->", [branch(), rows(), dyn()]),
];

/** A random block; deep blocks have no blocks in them. */
function randomModel(random: (below: number) => number, depth = 0): Model {
  const of = depth > 3 ? 4 + random(2) : random(TEMPLATES.length);
  const block = (): Model => randomModel(random, depth + 1);
  const text = (): string => ["", "", "a", "<&\"> é"][random(4)]!;
  const slots = TEMPLATES[of]!.slots.map(({ kind }): Value => {
    if (kind === ATTR) return random(2) ? text() : null;
    if (kind === CLASS) return random(2) > 0;
    if (kind === ON) return undefined;
    if (kind === DYN) return [text, text, () => null, block][random(4)]!();
    if (kind !== ROWS) return random(2) ? block() : null;
    // All rows of one slot have one template.
    const first = random(3) ? block() : undefined;
    return first ? [first, first, first].slice(random(3)) : [];
  });
  return { of, slots };
}

test("an adopted page is what a Mount of the same blocks shows, with the same ids", () => {
  let seed = 1;
  const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const adopted = new Fixture(TEMPLATES);
  const mounted = new Fixture(TEMPLATES);
  for (let round = 0; round < 600; round++) {
    const model = randomModel(random);
    adopted.view.blocks.clear();
    adopted.view.nextBlock = 1;
    adopted.adopt(model);
    mounted.mount(model);
    const message = `round ${round}: ${JSON.stringify(model)}`;
    assert.equal(adopted.html, mounted.html, message);
    assert.equal(adopted.ids, mounted.ids, message);
    // Not only the markup: every node, so that what is adopted can be patched like what was built.
    assert.equal(skeleton(adopted.root), skeleton(mounted.root), message);
  }
});

/** All nodes, empty texts included. */
function skeleton(node: Node): string {
  return `${node.nodeName}(${[...node.childNodes].map(skeleton).join(" ")})`;
}

test("what was adopted can be patched", () => {
  const row = (text: string): Model => ({ of: 1, slots: [undefined, text] });
  const fixture = new Fixture(TEMPLATES).adopt({ of: 0, slots: [true, null, "", null, [row("a"), row("b")], { of: 3, slots: [[], "", null] }] });
  fixture.apply((p) => p.text(1, 2, "dyn").branch(1, 3, { of: 4, slots: [] }).rowOp(10, 1, 4, 0, 1));
  fixture.apply((p) => p.insert(4, 0, 0, [row("c")]).text(4, 1, "D").branch(4, 2, { of: 4, slots: [] }));
  assert.equal(
    fixture.html,
    '<section class="card hot"><b>dyn</b>text, <ul><li><a>b</a></li><li><a>a</a></li></ul><p>x</p><li><a>c</a></li>Dtext</section>',
  );
  assert.deepEqual(fixture.lost, []);
});

test("a text that the parser has split is one text", () => {
  const fixture = new Fixture([new Template("<p><!--v--></p>", [dyn()])]);
  fixture.adopt({ of: 0, slots: ["abc"] }, (root) => {
    const text = root.querySelector("p")!.firstChild as Text;
    text.splitText(2);
    text.splitText(1);
  });
  assert.equal(fixture.root.querySelector("p")!.childNodes.length, 1);
  assert.equal(fixture.apply((patch) => patch.text(1, 0, "d")).html, "<p>d</p>");
});

test("a page that differs is refused", () => {
  const model: Model = { of: 0, slots: [false, null, "t", null, [{ of: 1, slots: [undefined, "a"] }], null] };
  const damage: [string, (root: Element) => void][] = [
    ["an element is missing", (root) => root.querySelector("ul")!.remove()],
    ["an element too many", (root) => root.querySelector("section")!.append(root.ownerDocument.createElement("hr"))],
    ["another element", (root) => root.querySelector("li")!.replaceWith(root.ownerDocument.createElement("div"))],
    ["nothing at all", (root) => root.replaceChildren()],
    ["a row too many", (root) => root.querySelector("ul")!.append(root.querySelector("li")!.cloneNode(true))],
    ["something after the root block", (root) => root.append("x")],
  ];
  for (const [name, spoil] of damage) {
    assert.throws(() => new Fixture(TEMPLATES).adopt(model, spoil), /expected|unexpected/, name);
  }
});
