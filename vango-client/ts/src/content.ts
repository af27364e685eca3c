// Content: reads the blocks of a frame and builds their nodes.
//
// Invariant: blocks get their ids in the order in which they stand in the frame, and every byte of the content is read
// whether or not the content will be shown, so that both sides count alike.
// Does not touch what is on the page, parked blocks excepted: the caller places what was built.

import type { Reader } from "./codec.js";
import { setOwn } from "./slot.js";
import { findSlots, parseMarkup, Template } from "./template.js";
import { Block, type View, insertable, parentOf, place } from "./view.js";
import { Kind, Shows } from "./wire.js";

/** Reads a `branch`: a block or nothing. */
export function readBranch(view: View, reader: Reader, context: Element): Block | undefined {
  const index = reader.varint();
  return index ? readBlock(view, reader, index - 1, context) : undefined;
}

/** Reads a `dyn`: a block, or text, which is empty when nothing is shown. */
export function readDyn(view: View, reader: Reader, context: Element): Block | string {
  const head = reader.varint();
  switch (head) {
    case Shows.Empty:
      return "";
    case Shows.Block:
      return readBlock(view, reader, reader.varint(), context);
    case Shows.Html:
      return htmlBlock(reader.text(), context);
    case Shows.Parked:
      return view.unpark(reader.varint()) ?? "";
    default:
      return reader.text(head - Shows.Text);
  }
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

const RAW = new Template("", []);

/** Raw markup: whatever others do between its two anchors, it can be taken away. */
export function rawBlock(first: Node, last: Node): Block {
  return new Block(0, RAW, RAW.prototype(document.body), [], first, last);
}

function htmlBlock(html: string, context: Element): Block {
  const parts = document.importNode(parseMarkup(html, context), true);
  parts.prepend("");
  parts.append("");
  return rawBlock(parts.firstChild!, parts.lastChild!);
}

function readBlock(view: View, reader: Reader, index: number, context: Element): Block {
  const template = view.template(index);
  const block = createBlock(view, template, context);
  const { slots } = template;
  for (let slot = 0; slot < slots.length; slot++) {
    const { kind, name } = slots[slot]!;
    const node = block.nodes[slot]!;
    switch (kind) {
      case Kind.Dyn: {
        const content = readDyn(view, reader, parentOf(node, context));
        if (typeof content === "string") (node as Text).data = content;
        else fill(block, slot, content);
        break;
      }
      case Kind.Attr:
      case Kind.Style:
      case Kind.Spread: {
        const value = reader.optionalText();
        if (value !== null) setOwn(view, block, slot, value);
        break;
      }
      case Kind.Class:
        if (reader.byte()) (node as Element).classList.add(name);
        break;
      case Kind.Rows: {
        const parts = new DocumentFragment();
        const rows = readRows(view, reader, parts, parentOf(node, context));
        if (rows.length) {
          block.show(slot, rows);
          place(parts, node);
        }
        break;
      }
      case Kind.Branch:
      case Kind.Child:
        fill(block, slot, readBranch(view, reader, parentOf(node, context)));
    }
  }
  return block;
}

/** A new block whose nodes stand nowhere yet and whose slots are empty; `context` is the element it will stand in. */
function createBlock(view: View, template: Template, context: Element): Block {
  const prototype = template.prototype(context);
  // Not cloneNode: the prototype belongs to the inert document of templates, where custom elements don't run.
  const root = document.importNode(prototype.root, true);
  const [first, last] = root instanceof Element ? [root, root] : [root.firstChild!, root.lastChild!];
  const block = view.add(template, prototype, findSlots(prototype, root), first, last);
  block.listen();
  return block;
}

function fill(block: Block, slot: number, content: Block | undefined): void {
  if (!content) return;
  block.show(slot, content);
  place(insertable(content), block.nodes[slot]!);
}
