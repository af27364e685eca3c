// What `apply.mjs` does with one line: adopts a page, applies the ops of each Patch frame, and writes down what is shown.
//
// Frames other than Patch change nothing and repeat the markup, so that there is one entry per frame.

import { adopt } from "../src/adopt.js";
import { readBoot } from "../src/client.js";
import { Reader } from "../src/codec.js";
import { createFields } from "../src/field.js";
import { applyOps } from "../src/patch.js";
import { createView, define } from "../src/view.js";
import { normalised, openPage, parsePage } from "./dom.js";

const PATCH = 1;

openPage("");

/** A page with boot data, and frames in hexadecimal. */
export interface Case {
  readonly page: string;
  readonly frames: readonly string[];
}

/** The normalised markup of the root after adoption and after each frame. Throws on anything that a client would resync for. */
export function applyFrames({ page, frames }: Case): string[] {
  const document = parsePage(page);
  const root = document.getElementById("vango-root");
  const data = root?.nextElementSibling;
  if (!root || data?.id !== "vango-boot") throw new Error("the page has no #vango-root, or no #vango-boot after it");
  const boot = readBoot(data.textContent ?? "");
  const fail = (error: unknown): never => {
    throw error;
  };
  const view = createView(root, createFields(), () => {}, fail);
  for (const template of boot.templates) define(view, template);
  adopt(view, boot.shape);
  const html = [normalised(root)];
  for (const frame of frames) {
    const reader = new Reader(Uint8Array.from(Buffer.from(frame, "hex")));
    if (reader.varint() === PATCH) {
      reader.take(2);
      applyOps(view, reader);
    }
    html.push(normalised(root));
  }
  return html;
}
