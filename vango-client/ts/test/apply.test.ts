import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createTemplate } from "../src/template.js";
import { applyFrames, type Case } from "./apply.js";
import { bootPage, dyn, Patch } from "./server.js";

const TEMPLATES = [createTemplate('<p class="b a a" id="i"><!--v--></p>', [dyn()])];
const frame = (patch: Patch, seq: number): string => Buffer.from(patch.frame(seq, 0)).toString("hex");

test("the harness shows the page after adoption and after each frame", () => {
  const frames = [frame(new Patch(TEMPLATES).text(1, 0, 'x<"'), 1), "04", frame(new Patch(TEMPLATES).dyn(1, 0, null), 2)];
  assert.deepEqual(applyFrames({ page: bootPage(TEMPLATES, { of: 0, slots: ["t"] }), frames }), [
    '<p class="a b" id="i">t</p>',
    '<p class="a b" id="i">x&lt;"</p>',
    '<p class="a b" id="i">x&lt;"</p>',
    '<p class="a b" id="i"></p>',
  ]);
});

test("the harness fails where a client would resync", () => {
  const page = bootPage(TEMPLATES, { of: 0, slots: ["t"] });
  assert.throws(() => applyFrames({ page, frames: [frame(new Patch(TEMPLATES).text(2, 0, "x"), 1)] }), /E6 2$/m);
  assert.throws(() => applyFrames({ page: page.replace("<p", "<i"), frames: [] }), /E14 I,P/);
  assert.throws(() => applyFrames({ page, frames: ["0101"] }), RangeError);
});

test("what the headless client shows, this client shows too", () => {
  const cases: (Case & { name: string; html: string[] })[] = JSON.parse(readFileSync(`${process.env["VANGO_VECTORS"]}/apply.json`, "utf8"));
  assert.ok(cases.length > 20);
  for (const { html, name, ...line } of cases) assert.deepEqual(applyFrames(line), html, name);
});
