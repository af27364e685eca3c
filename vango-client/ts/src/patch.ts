// Patches: reads the ops of a batch and applies them, one after the other.
//
// Invariant: an op is read whole before it is applied, so that one that can't be applied does not stop the reading:
// templates and block ids that come after it stay right. After the first failure nothing is applied until a Mount has
// replaced everything, because what the server takes for shown is then no longer what is shown.
// Does not know numbers, acknowledgements or the socket.

import type { Reader } from "./codec.js";
import { readBranch, readDyn, readRows } from "./content.js";
import { readTemplate } from "./template.js";
import { type Block, type View, firstNode, insertable, moveRow, parentOf, place } from "./view.js";
import { Op } from "./wire.js";

/** Applies ops to the end of the frame. */
export function applyOps(view: View, reader: Reader): void {
  let id = 0;
  while (!reader.done) {
    const code = reader.varint();
    if (code === Op.Define) {
      view.define(readTemplate(reader));
    } else if (code === Op.Mount) {
      mount(view, reader);
    } else {
      id += reader.zigzag();
      const block = view.blocks.get(id);
      const slot = reader.varint();
      const apply = readOp(view, reader, code, block!, slot);
      try {
        if (!block?.nodes[slot]) throw new Error(`block ${id} has no slot ${slot} on this page`);
        if (!view.lost) apply();
      } catch (error) {
        view.lose(error);
      }
    }
  }
}

/** Replaces all that is shown. */
function mount(view: View, reader: Reader): void {
  view.lost = false;
  view.blocks.clear();
  view.nextBlock = reader.varint();
  view.top = readBranch(view, reader, view.root);
  view.root.replaceChildren(...(view.top ? [insertable(view.top)] : []));
}

/** Reads the rest of an op; returns what applies it, not to be called when there is no such block or slot. */
function readOp(view: View, reader: Reader, code: Op, block: Block, slot: number): () => void {
  const node = block?.nodes[slot];
  const context = node ? parentOf(node, view.root) : view.root;
  switch (code) {
    case Op.Text: {
      const text = reader.text();
      return () => setDyn(view, block, slot, text);
    }
    case Op.Attr: {
      const value = reader.optionalText();
      return () => view.fields.set(node as Element, nameOf(block, slot), value);
    }
    case Op.Class: {
      const isOn = reader.byte() > 0;
      return () => (node as Element).classList.toggle(nameOf(block, slot), isOn);
    }
    case Op.Dyn: {
      const content = readDyn(view, reader, context);
      return () => setDyn(view, block, slot, content);
    }
    case Op.Branch: {
      const content = readBranch(view, reader, context);
      return () => setBlock(view, block, slot, content);
    }
    case Op.Insert: {
      const at = reader.varint();
      const parts = view.root.ownerDocument.createDocumentFragment();
      const rows = readRows(view, reader, parts, context);
      return () => insertRows(block, slot, at, rows, parts);
    }
    case Op.Remove:
    case Op.Move:
    case Op.Swap: {
      const a = reader.varint();
      const b = reader.varint();
      if (code === Op.Remove) return () => removeRows(view, block, slot, a, b);
      return () => (code === Op.Move ? reorderRows : swapRows)(block, slot, a, b);
    }
    case Op.Clear:
      return () => clearRows(view, block, slot);
    default:
      throw new RangeError(`unknown op ${code as number}`);
  }
}

function nameOf(block: Block, slot: number): string {
  return block.template.slots[slot]!.name;
}

function setDyn(view: View, block: Block, slot: number, content: Block | string): void {
  const isText = typeof content === "string";
  setBlock(view, block, slot, isText ? undefined : content);
  (block.nodes[slot] as Text).data = isText ? content : "";
}

/** Replaces the block that a slot shows. */
function setBlock(view: View, block: Block, slot: number, content: Block | undefined): void {
  const before = block.contents?.[slot] as Block | undefined;
  if (before) view.remove(before);
  if (before || content) block.show(slot, content);
  if (content) place(insertable(content), block.nodes[slot]!);
}

function insertRows(block: Block, slot: number, at: number, added: Block[], parts: DocumentFragment): void {
  const rows = block.rows(slot, at);
  place(parts, block.nodes[slot]!, rows[at]);
  block.show(slot, rows.slice(0, at).concat(added, rows.slice(at)));
}

function removeRows(view: View, block: Block, slot: number, at: number, count: number): void {
  block.rows(slot, at + count).splice(at, count).forEach(view.remove, view);
}

function clearRows(view: View, block: Block, slot: number): void {
  const rows = block.rows(slot, 0);
  const node = block.nodes[slot]!;
  block.show(slot, []);
  // Rows that are all there is in an element leave at once.
  const owner = rows[0] && node instanceof Element && node.firstChild === firstNode(rows[0]);
  for (const row of rows) {
    if (owner) view.dispose(row);
    else view.remove(row);
  }
  if (owner) node.textContent = "";
}

function reorderRows(block: Block, slot: number, from: number, to: number): void {
  const rows = block.rows(slot, Math.max(from, to) + 1);
  const row = rows.splice(from, 1)[0]!;
  moveRow(row, block.nodes[slot]!, rows[to]);
  rows.splice(to, 0, row);
}

function swapRows(block: Block, slot: number, a: number, b: number): void {
  if (a > b) return swapRows(block, slot, b, a);
  const rows = block.rows(slot, b + 1);
  if (a === b) return;
  const node = block.nodes[slot]!;
  const low = rows[a]!;
  const high = rows[b]!;
  moveRow(high, node, low);
  moveRow(low, node, rows[b + 1]);
  rows[a] = high;
  rows[b] = low;
}
