// Content: reads what a slot shows, builds its nodes, and puts it there.
//
// Invariant: blocks get their ids in the order in which they stand in the frame, and every byte of the content is read
// whether or not the content will be shown, so that both sides count alike.
// Reading touches nothing that is on the page but parked blocks; `setContent` does, and only inside its slot.

import type { Reader } from "./codec.js";
import { Fault, fault } from "./fault.js";
import { setOwn } from "./slot.js";
import { CONTENTS, createTemplate, findSlots, parseMarkup, type Prototype, prototypeOf, type Template } from "./template.js";
import {
  addBlock, type Block, dispose, firstNode, insertable, listen, lose, park, parentOf, position, remove, rowsOf, show, silence, templateOf, type View,
} from "./view.js";
import { Kind, Op, Shows } from "./wire.js";

/** What a slot of any kind can be given: text, a value or none, a switch, the blocks that it shows. */
export type Content = string | boolean | null | undefined | Block[];

/** Reads the content of an op that gives a slot something, or of a slot in a block; `node` and `context` as in `parentOf`. */
export function readContent(view: View, reader: Reader, op: number, node: Node, context: Element): Content {
  if (op === Op.Text) return reader.text();
  if (op === Op.Attr) return reader.byte() ? reader.text() : null;
  if (op === Op.Class) return reader.byte() > 0;
  const head = reader.varint();
  if (op === Op.Branch) return readBlocks(view, reader, +!!head, head - 1, node, context);
  if (op === Op.Insert) return readBlocks(view, reader, head, head && reader.varint(), node, context);
  if (head === Shows.Empty) return "";
  if (head === Shows.Block) return readBlocks(view, reader, 1, reader.varint(), node, context);
  if (head === Shows.Html) return [htmlBlock(reader.text(), parentOf(node, context))];
  if (head === Shows.Parked) return unpark(view, reader.varint());
  return reader.text(head - Shows.Text);
}

/** Gives a slot what was read for it; rows are added at an index. */
export function setContent(view: View, block: Block, slot: number, content: Content, at: number): void {
  const { kind, name } = block.template.slots[slot]!;
  const node = block.nodes[slot]!;
  const op = CONTENTS[kind];
  if (op === Op.Attr) return setOwn(view, block, slot, content as string | null);
  if (op === Op.Class) return void (node as Element).classList.toggle(name, content as boolean);
  const isText = typeof content === "string";
  if (kind === Kind.Dyn) (node as Text).data = isText ? content : "";
  if (op !== Op.Insert) clear(view, block, slot);
  if (isText) return;
  const added = content as Block[];
  const rows = rowsOf(block, slot, at);
  if (!added[0]) return;
  // All of them stand in one fragment.
  const [parent, before] = position(node, rows[at]);
  parent.insertBefore(insertable(added[0]), before);
  show(block, slot, rows.slice(0, at).concat(added, rows.slice(at)));
}

/** Disposes of all blocks that a slot shows and takes them off the page. */
export function clear(view: View, block: Block, slot: number): void {
  const rows = rowsOf(block, slot, 0);
  const first = rows[0];
  if (!first) return;
  const node = block.nodes[slot]!;
  show(block, slot, []);
  // Blocks that are all there is in an element leave at once.
  const isAll = node instanceof Element && node.firstChild === firstNode(first);
  for (const row of rows) (isAll ? dispose : remove)(view, row);
  if (isAll) node.textContent = "";
}

/** A parked block, to be shown in a slot. */
function unpark(view: View, id: number): Block[] {
  const block = view.blocks.get(id);
  if (!block) {
    lose(view, fault(Fault.Block, id));
    return [];
  }
  if (block.owner) park(block);
  silence(block, false);
  return [block];
}

function readBlocks(view: View, reader: Reader, count: number, index: number, node: Node, context: Element): Block[] {
  const parts = new DocumentFragment();
  const within = parentOf(node, context);
  // The same for all of them: rows are many.
  let prototype: Prototype | undefined;
  return reader.list(() => {
    const template = templateOf(view, index);
    const block = createBlock(view, template, (prototype ??= prototypeOf(template, within)));
    template.slots.forEach(({ kind }, slot) => {
      const op = CONTENTS[kind];
      if (!op) return;
      const content = readContent(view, reader, op, block.nodes[slot]!, within);
      // What is absent from a new block need not be taken away.
      if (content || (op === Op.Attr && content === "")) setContent(view, block, slot, content, 0);
    });
    if (count > 1) parts.append(insertable(block));
    return block;
  }, count);
}

/** A new block whose nodes stand nowhere yet and whose slots are empty. */
function createBlock(view: View, template: Template, prototype: Prototype): Block {
  // Not cloneNode: the prototype belongs to the inert document of templates, where custom elements don't run.
  const root = document.importNode(prototype.root, true);
  const [first, last] = root instanceof Element ? [root, root] : [root.firstChild!, root.lastChild!];
  const block = addBlock(view, template, prototype, findSlots(prototype, root), first, last);
  view.fields.arrived(block.nodes[template.slots.length]);
  listen(block);
  return block;
}

const RAW = createTemplate("", []);

/** Raw markup: whatever others do between its two anchors, it can be taken away. */
export function rawBlock(first: Node, last: Node): Block {
  return { id: 0, template: RAW, prototype: prototypeOf(RAW, document.body), nodes: [], first, last };
}

function htmlBlock(html: string, context: Element): Block {
  const parts = document.importNode(parseMarkup(html, context), true);
  parts.prepend("");
  parts.append("");
  return rawBlock(parts.firstChild!, parts.lastChild!);
}
