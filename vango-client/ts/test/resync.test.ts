import assert from "node:assert/strict";
import { test } from "node:test";
import { createTemplate } from "../src/template.js";
import { Fixture } from "./fixture.js";
import { child, dyn, type Model } from "./server.js";

const TEMPLATES = [createTemplate("<div><b><!--v--></b><!--v--></div>", [dyn(), child()]), createTemplate("<p><i><!--v--></i></p>", [dyn()])];
const inner = (text: string): Model => ({ of: 1, slots: [text] });
const open = (): Fixture => new Fixture(TEMPLATES).mount({ of: 0, slots: ["a", inner("b")] });
/** Other code takes away what the next patch is for. */
const spoil = (fixture: Fixture): void => fixture.root.querySelector("i")!.remove();

test("a target that other code took away costs its component alone, until the server shows that anew", () => {
  const fixture = open();
  spoil(fixture);
  fixture.apply((p) => p.text(2, 0, "c").text(1, 0, "A"));
  assert.deepEqual(fixture.asked, [2]);
  assert.equal(fixture.html, "<div><b>A</b><p></p></div>", "the rest goes on");
  fixture.apply((p) => p.text(2, 0, "d"));
  assert.deepEqual(fixture.asked, [2], "asked once");
  fixture.apply((p) => p.branch(1, 1, inner("e")));
  assert.equal(fixture.html, "<div><b>A</b><p><i>e</i></p></div>");
  assert.equal(fixture.view.awaited.size, 0);
  fixture.apply((p) => p.text(3, 0, "f"));
  assert.equal(fixture.html, "<div><b>A</b><p><i>f</i></p></div>");
});

test("the same component a second time concerns everything, until a Mount", () => {
  const fixture = open();
  spoil(fixture);
  fixture.apply((p) => p.text(2, 0, "c")).apply((p) => p.branch(1, 1, inner("d")));
  spoil(fixture);
  fixture.apply((p) => p.text(3, 0, "e"));
  assert.deepEqual(fixture.asked, [2, 0]);
  fixture.apply((p) => p.text(1, 0, "B"));
  assert.match(fixture.html, /<b>a<\/b>/, "nothing is applied");
  fixture.mount({ of: 0, slots: ["a", inner("b")] }, 9);
  spoil(fixture);
  fixture.apply((p) => p.text(10, 0, "c"));
  assert.deepEqual(fixture.asked, [2, 0, 10], "counted anew");
});

test("a target of no component concerns everything", () => {
  const fixture = open();
  fixture.root.querySelector("b")!.remove();
  fixture.apply((p) => p.text(1, 0, "A"));
  assert.deepEqual(fixture.asked, [0]);
});
