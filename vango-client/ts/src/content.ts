// Content: reads what a slot shows, builds its nodes, and puts it there.
//
// Invariant: blocks get their ids in the order in which they stand in the frame, and every byte of the content is read
// whether or not the content will be shown, so that both sides count alike.
// Reading touches nothing that is on the page but parked blocks; `setContent` does, and only inside its slot.

import type { Reader } from "./codec.js";
import { setOwn } from "./slot.js";
import { findSlots, parseMarkup, Template } from "./template.js";
import { addBlock, Block, insertable, listen, lose, park, parentOf, place, remove, rowsOf, show, silence, templateOf, type View } from "./view.js";
import { Kind, Op, Shows } from "./wire.js";

/** What a slot of any kind can be given: text, a value or none, a switch, a block or none, rows. */
export type Content = string | boolean | null | undefined | Block | readonly Block[];

/** Which op's content a slot of each kind has, in the order of `Kind`; 0: none. */
const CONTENTS: readonly number[] = [Op.Dyn, Op.Attr, Op.Class, 0, Op.Branch, Op.Insert, Op.Branch, 0, Op.Attr, Op.Attr];

/** Reads the content of an op that gives a slot something, or of a slot in a block; `context` is the element it will stand in. */
export function readContent(view: View, reader: Reader, op: number, context: Element): Content {
  switch (op) {
    case Op.Text:
      return reader.text();
    case Op.Attr:
      return reader.optionalText();
    case Op.Class:
      return reader.byte() > 0;
    case Op.Branch: {
      const index = reader.varint();
      return index ? readBlock(view, reader, index - 1, context) : undefined;
    }
    case Op.Insert:
      return readRows(view, reader, context);
  }
  const head = reader.varint();
  switch (head) {
    case Shows.Empty:
      return "";
    case Shows.Block:
      return readBlock(view, reader, reader.varint(), context);
    case Shows.Html:
      return htmlBlock(reader.text(), context);
    case Shows.Parked:
      return unpark(view, reader.varint()) ?? "";
  }
  return reader.text(head - Shows.Text);
}

/** Gives a slot what was read for it; rows are added at an index. */
export function setContent(view: View, block: Block, slot: number, content: Content, at: number): void {
  const { kind, name } = block.template.slots[slot]!;
  const node = block.nodes[slot]!;
  switch (CONTENTS[kind]) {
    case Op.Attr:
      return setOwn(view, block, slot, content as string | null);
    case Op.Class:
      (node as Element).classList.toggle(name, content as boolean);
      return;
    case Op.Insert:
      return insertRows(block, slot, content as readonly Block[], at);
  }
  const before = block.contents?.[slot] as Block | undefined;
  const after = content instanceof Block ? content : undefined;
  if (before) remove(view, before);
  if (before || after) show(block, slot, after);
  if (after) place(insertable(after), node);
  if (kind === Kind.Dyn) (node as Text).data = after ? "" : (content as string);
}

function insertRows(block: Block, slot: number, added: readonly Block[], at: number): void {
  const rows = rowsOf(block, slot, at);
  // All of them stand in one fragment.
  if (added[0]) place(insertable(added[0]), block.nodes[slot]!, rows[at]);
  show(block, slot, rows.slice(0, at).concat(added, rows.slice(at)));
}

/** A parked block, to be shown in a slot. */
function unpark(view: View, id: number): Block | undefined {
  const block = view.blocks.get(id);
  if (!block) {
    lose(view, new Error(`block ${id} is not parked`));
    return undefined;
  }
  if (block.owner) park(block);
  silence(block, false);
  return block;
}

function readRows(view: View, reader: Reader, context: Element): Block[] {
  const rows: Block[] = [];
  const parts = new DocumentFragment();
  const count = reader.varint();
  const index = count && reader.varint();
  while (rows.length < count) {
    const row = readBlock(view, reader, index, context);
    parts.appendChild(insertable(row));
    rows.push(row);
  }
  return rows;
}

function readBlock(view: View, reader: Reader, index: number, context: Element): Block {
  const block = createBlock(view, templateOf(view, index), context);
  block.template.slots.forEach(({ kind }, slot) => {
    const op = CONTENTS[kind];
    if (!op) return;
    const content = readContent(view, reader, op, parentOf(block.nodes[slot]!, context));
    // What is absent from a new block need not be taken away.
    if (content || (op === Op.Attr && content === "")) setContent(view, block, slot, content, 0);
  });
  return block;
}

/** A new block whose nodes stand nowhere yet and whose slots are empty. */
function createBlock(view: View, template: Template, context: Element): Block {
  const prototype = template.prototype(context);
  // Not cloneNode: the prototype belongs to the inert document of templates, where custom elements don't run.
  const root = document.importNode(prototype.root, true);
  const [first, last] = root instanceof Element ? [root, root] : [root.firstChild!, root.lastChild!];
  const block = addBlock(view, template, prototype, findSlots(prototype, root), first, last);
  listen(block);
  return block;
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
