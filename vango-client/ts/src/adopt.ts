// Adoption: takes the page that the server rendered for blocks, without rendering it again.
//
// Invariant: walks prototype and page in parallel, in the order in which blocks get their ids; afterwards the page has
// the nodes that building from templates would have made, empty text nodes and end anchors included, no separators.
// Compares structure, not text or attributes: a differing text can be patched, a missing element can't.

import { Reader } from "./codec.js";
import { rawBlock } from "./content.js";
import { Fault, fault } from "./fault.js";
import { adoptSpread } from "./slot.js";
import { isOwn, prototypeOf } from "./template.js";
import { addBlock, type Block, listen, show, templateOf, type View } from "./view.js";
import { Kind } from "./wire.js";

/** Adopts what stands in the view's root. Throws when the page is not what `bytes` say; the view is then unusable until a Mount. */
export function adopt(view: View, bytes: Uint8Array): void {
  const shape = new Reader(bytes);
  const root = shape.varint();
  /** How many Dyn slots hold text before the next item of the shape. */
  let texts = shape.varint();
  /** The next node of the page in the element that is walked. */
  let cursor: ChildNode | null = view.root.firstChild;
  /** The next slot of the block that is walked. */
  let slot = 0;

  /** Not the node that was expected; none: the end. */
  const differ = (expected?: Node): never => {
    throw fault(Fault.Page, [cursor?.nodeName, expected?.nodeName]);
  };

  /** All of an element was walked: nothing may be left. */
  const end = (): void => {
    if (cursor) differ();
  };

  /** Puts an empty text before the cursor: no page can hold one. */
  const addText = (parent: Element): Text => parent.insertBefore(new Text(), cursor);

  /** Adopts a block of the template with that index, at the cursor. */
  const adoptBlock = (index: number, parent: Element): Block => {
    const outer = slot;
    const template = templateOf(view, index);
    const prototype = prototypeOf(template, parent);
    const model = prototype.root;
    // `parent` stands in for the first and last node: the id comes before those of inner blocks, the nodes after.
    const block = addBlock(view, template, prototype, [], parent, parent);
    slot = 0;
    const nodes = (model instanceof Element ? [model] : [...model.childNodes]).map((node) => adoptNode(node, parent, block));
    block.first = nodes[0]!;
    block.last = nodes[nodes.length - 1]!;
    listen(block);
    slot = outer;
    return block;
  };

  /** Adopts the node of the page that stands for a prototype's node, or makes it. */
  const adoptNode = (model: Node, parent: Element, block: Block): Node =>
    model instanceof Element ? adoptElement(model, block) : adoptText(model as Text, parent, block);

  const adoptElement = (model: Element, block: Block): Element => {
    const { nodes, prototype, template } = block;
    const { targets } = prototype;
    const element = cursor;
    if (!(element instanceof Element) || element.localName !== model.localName) return differ(model);
    for (let kind; targets[slot] === model && isOwn((kind = template.slots[slot]!.kind)); slot++) {
      nodes[slot] = element;
      if (kind === Kind.Spread) adoptSpread(block, slot, element, model);
    }
    const target = targets[slot];
    // Markup without slots is never patched: it need not be walked.
    if (target && model.contains(target)) {
      cursor = element.firstChild;
      for (const child of model.childNodes) adoptNode(child, element, block);
      if (targets[slot] === model) {
        nodes[slot] = element;
        adoptContent(element, block);
      }
      end();
    }
    cursor = element.nextSibling;
    return element;
  };

  const adoptText = (model: Text, parent: Element, block: Block): Node => {
    const own = slot;
    const isSlot = block.prototype.targets[own] === model;
    const isDyn = isSlot && block.template.slots[own]!.kind === Kind.Dyn;
    // The text of an empty template is empty too: a text that stands there is another's.
    let isText = model.data !== "";
    if (isDyn && texts) {
      texts--;
      slot++;
      isText = true;
    } else if (isSlot) {
      adoptContent(parent, block);
    }
    let text = cursor;
    if (isText && text instanceof Text) {
      // Parsers split long texts.
      for (let more; (more = text.nextSibling) instanceof Text; more.remove()) text.data += more.data;
      cursor = text.nextSibling;
    } else {
      // An empty text, or an end anchor.
      if (model.data) differ(model);
      text = addText(parent);
    }
    if (isSlot) block.nodes[own] = text;
    if ((isDyn || model.data) && isSeparated(model, block)) skipSeparator();
    return text;
  };

  /**
   * Whether the server writes a separator after what stands for this text: when the template has a text or a marker
   * next, or nothing more. It does so after every Dyn, whatever that holds, and a comment that comes later is another's.
   */
  const isSeparated = ({ nextSibling, parentNode }: Text, { prototype }: Block): boolean =>
    nextSibling ? nextSibling instanceof Text : !(parentNode instanceof Element) || prototype.targets[slot] === parentNode;

  const skipSeparator = (): void => {
    const separator = cursor;
    if (!(separator instanceof Comment)) return;
    cursor = separator.nextSibling;
    separator.remove();
  };

  /** Adopts what the next slot, which holds no text, shows. */
  const adoptContent = (parent: Element, block: Block): void => {
    if (texts) throw fault(Fault.Shape);
    const own = slot++;
    const head = shape.varint();
    const isRows = block.template.slots[own]!.kind === Kind.Rows;
    const index = isRows ? head && shape.varint() : head - 2;
    texts = shape.varint();
    const isRaw = !isRows && head === 1;
    const blocks = shape.list(() => (isRaw ? adoptRaw(parent) : adoptBlock(index, parent)), isRows ? head : +!!head);
    if (blocks[0]) show(block, own, blocks);
  };

  /** Adopts raw markup: everything up to its end mark. */
  const adoptRaw = (parent: Element): Block => {
    const first = addText(parent);
    for (; !(cursor instanceof Comment && cursor.data === "/v"); cursor = cursor.nextSibling) {
      if (!cursor) return differ(parent);
    }
    const last = addText(parent);
    skipSeparator();
    return rawBlock(first, last);
  };

  adoptBlock(root, view.root);
  end();
}
