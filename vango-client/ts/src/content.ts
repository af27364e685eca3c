// Content: reads the blocks of a frame and builds their nodes.
//
// Invariant: blocks get their ids in the order in which they stand in the frame, and every byte of the content is read
// whether or not the content will be shown, so that both sides count alike.
// Does not touch what is on the page: the caller places what was built.

import type { Reader } from "./codec.js";
import { type Block, type View, insertable, parentOf, place } from "./view.js";
import { Kind } from "./wire.js";

/** Reads a `branch`: a block or nothing. */
export function readBranch(view: View, reader: Reader, context: Element): Block | undefined {
  const index = reader.varint();
  return index ? readBlock(view, reader, index - 1, context) : undefined;
}

/** Reads a `dyn`: a block, or text, which is empty when nothing is shown. */
export function readDyn(view: View, reader: Reader, context: Element): Block | string {
  const head = reader.varint();
  if (head === 1) return readBlock(view, reader, reader.varint(), context);
  return head ? reader.text(head - 2) : "";
}

/** Reads `rows` and appends their nodes to `parent`. */
export function readRows(view: View, reader: Reader, parent: Node, context: Element): Block[] {
  const rows: Block[] = [];
  const count = reader.varint();
  if (count) {
    const index = reader.varint();
    for (let i = 0; i < count; i++) {
      const row = readBlock(view, reader, index, context);
      parent.appendChild(insertable(row));
      rows.push(row);
    }
  }
  return rows;
}

function readBlock(view: View, reader: Reader, index: number, context: Element): Block {
  const template = view.template(index);
  const block = view.create(template, context);
  const { slots } = template;
  for (let slot = 0; slot < slots.length; slot++) {
    const { kind, name } = slots[slot]!;
    const node = block.nodes[slot]!;
    if (kind === Kind.Dyn) {
      const content = readDyn(view, reader, parentOf(node, context));
      if (typeof content === "string") (node as Text).data = content;
      else fill(block, slot, content);
    } else if (kind === Kind.Attr) {
      const value = reader.optionalText();
      if (value !== null) view.fields.set(node as Element, name, value);
    } else if (kind === Kind.Class) {
      if (reader.byte()) (node as Element).classList.add(name);
    } else if (kind === Kind.Rows) {
      const parts = view.root.ownerDocument.createDocumentFragment();
      const rows = readRows(view, reader, parts, parentOf(node, context));
      if (rows.length) {
        block.show(slot, rows);
        place(parts, node);
      }
    } else if (kind !== Kind.On) {
      fill(block, slot, readBranch(view, reader, parentOf(node, context)));
    }
  }
  return block;
}

function fill(block: Block, slot: number, content: Block | undefined): void {
  if (!content) return;
  block.show(slot, content);
  place(insertable(content), block.nodes[slot]!);
}
