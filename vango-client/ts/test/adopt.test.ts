import assert from "node:assert/strict";
import { test } from "node:test";
import { createTemplate } from "../src/template.js";
import { Kind } from "../src/wire.js";
import { randomSource } from "./random.js";
import { Fixture } from "./fixture.js";
import { attr, branch, child, cls, dyn, on, rows, type Model, type Value } from "./server.js";

// Only elements that may stand in each other: a parser would move others.
const TEMPLATES = [
  createTemplate('<section v="2" class="card"><b><!--v--></b><!--v-->, <nav><!--v--></nav><!--v--></section>', [cls("hot"), attr("title"), dyn(), branch(), rows(), child()]),
  createTemplate('<div><span v="1"><!--v--></span></div>', [on("click"), dyn()]),
  createTemplate("<!--v--><!--v-->é", [dyn(), dyn()]),
  createTemplate("<i>x</i><!--v--><!--v--><!--v-->", [rows(), dyn(), branch()]),
  createTemplate("text", []),
  createTemplate("", []),
  createTemplate("<!--v--><input><!--v-->", [branch(), dyn()]),
  createTemplate("<main>a<!--v-->b<!--v--></main><!--v-->", [branch(), rows(), dyn()]),
];

/** A random block; deep blocks have no blocks in them. */
function randomModel(random: (below: number) => number, depth = 0): Model {
  const of = depth > 3 ? 4 + random(2) : random(TEMPLATES.length);
  const block = (): Model => randomModel(random, depth + 1);
  const text = (): string => ["", "", "a", "<&\"> é"][random(4)]!;
  const slots = TEMPLATES[of]!.slots.map(({ kind }): Value => {
    if (kind === Kind.Attr) return random(2) ? text() : null;
    if (kind === Kind.Class) return random(2) > 0;
    if (kind === Kind.On) return undefined;
    if (kind === Kind.Dyn) return [text, text, () => null, block][random(4)]!();
    if (kind !== Kind.Rows) return random(2) ? block() : null;
    // All rows of one slot have one template.
    const first = random(3) ? block() : undefined;
    return first ? [first, first, first].slice(random(3)) : [];
  });
  return { of, slots };
}

test("an adopted page is what a Mount of the same blocks shows, with the same ids", () => {
  const random = randomSource(1);
  const adopted = new Fixture(TEMPLATES);
  const mounted = new Fixture(TEMPLATES);
  for (let round = 0; round < 1000; round++) {
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
    assert.equal(places(adopted), places(mounted), message);
  }
});

/** Where the nodes of all blocks stand. */
function places({ view, root }: Fixture): string {
  const path = (node: Node): string =>
    node === root ? "" : `${path(node.parentNode!)}/${[...node.parentNode!.childNodes].indexOf(node as ChildNode)}`;
  const blocks = [...view.blocks.values()].sort((a, b) => a.id - b.id);
  return blocks.map(({ id, nodes, first, last }) => `${id}: ${[first, last, ...nodes].map(path).join(" ")}`).join("\n");
}

/** All nodes, empty texts included. */
function skeleton(node: Node): string {
  return `${node.nodeName}(${node.nodeValue ?? [...node.childNodes].map(skeleton).join(" ")})`;
}

test("what was adopted can be patched", () => {
  const row = (text: string): Model => ({ of: 1, slots: [undefined, text] });
  const fixture = new Fixture(TEMPLATES).adopt({ of: 0, slots: [true, null, "", null, [row("a"), row("b")], { of: 3, slots: [[], "", null] }] });
  fixture.apply((p) => p.text(1, 2, "dyn").branch(1, 3, { of: 4, slots: [] }).rowOp(10, 1, 4, 0, 1));
  fixture.apply((p) => p.insert(4, 0, 0, [row("c")]).text(4, 1, "D").branch(4, 2, { of: 4, slots: [] }));
  assert.equal(
    fixture.html,
    '<section class="card hot"><b>dyn</b>text, <nav><div><span>b</span></div><div><span>a</span></div></nav><i>x</i><div><span>c</span></div>Dtext</section>',
  );
  assert.deepEqual(fixture.lost, []);
});

test("a text that the parser has split is one text", () => {
  const fixture = new Fixture([createTemplate("<p><!--v--></p>", [dyn()])]);
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
    ["an element is missing", (root) => root.querySelector("nav")!.remove()],
    ["an element too many", (root) => root.querySelector("section")!.append(root.ownerDocument.createElement("hr"))],
    ["another element", (root) => root.querySelector("nav div")!.replaceWith(root.ownerDocument.createElement("p"))],
    ["nothing at all", (root) => root.replaceChildren()],
    ["a row too many", (root) => root.querySelector("nav")!.append(root.querySelector("nav div")!.cloneNode(true))],
    ["something after the root block", (root) => root.append("x")],
  ];
  for (const [name, spoil] of damage) {
    assert.throws(() => new Fixture(TEMPLATES).adopt(model, spoil), /: E14 /, name);
  }
});
