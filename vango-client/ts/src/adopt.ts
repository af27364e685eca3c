// Adoption: takes the page that the server rendered for blocks, without rendering it again.
//
// Invariant: walks prototype and page in parallel, in the order in which blocks get their ids; afterwards the page has
// the nodes that building from templates would have made, empty text nodes and end anchors included, no separators.
// Compares structure, not text or attributes: a differing text can be patched, a missing element can't.

import { Reader } from "./codec.js";
import type { Template } from "./template.js";
import type { Block, View } from "./view.js";
import { Kind } from "./wire.js";

/** Adopts what stands in the view's root. Throws when the page is not what `shape` says; the view is then unusable until a Mount. */
export function adopt(view: View, shape: Uint8Array): void {
  const walk = new Walk(view, new Reader(shape));
  view.top = walk.block(walk.root, view.root);
  walk.end(view.root);
}

/** Stands for the kind of a text that is no slot. */
const STATIC = -1;

/** Where the walk stands within one block. */
interface Place {
  readonly block: Block;
  readonly template: Template;
  readonly targets: readonly Node[];
  readonly nodes: Node[];
  /** The next slot. */
  slot: number;
}

class Walk {
  /** Index of the root component's template. */
  readonly root: number;
  /** How many Dyn slots hold text before the next item of the shape. */
  private texts: number;
  /** The next node of the page in the element that is walked. */
  private cursor: ChildNode | null;

  constructor(
    private readonly view: View,
    private readonly shape: Reader,
  ) {
    this.root = shape.varint();
    this.texts = shape.varint();
    this.cursor = view.root.firstChild;
  }

  /** Adopts a block of the template with that index, at the cursor. */
  block(index: number, parent: Element): Block {
    const template = this.view.template(index);
    const prototype = template.prototype(parent);
    const { root, targets } = prototype;
    const nodes: Node[] = [];
    // `parent` stands in for the first and last node: the id comes before those of inner blocks, the nodes after.
    const block = this.view.add(template, prototype, nodes, parent, parent);
    const place = { block, template, targets, nodes, slot: 0 };
    if (root instanceof Element) {
      block.first = block.last = this.node(root, parent, place);
    } else {
      block.first = this.node(root.firstChild!, parent, place);
      block.last = block.first;
      for (let child = root.firstChild!.nextSibling; child; child = child.nextSibling) {
        block.last = this.node(child, parent, place);
      }
    }
    block.listen();
    return block;
  }

  /** Everything in `parent` was walked: nothing may be left. */
  end(parent: Node): void {
    this.skipComments();
    if (this.cursor) throw new Error(`unexpected ${this.cursor.nodeName} in ${parent.nodeName}`);
  }

  /** Adopts the node of the page that stands for a prototype's node, or makes it. */
  private node(model: Node, parent: Element, place: Place): Node {
    return model instanceof Element ? this.element(model, place) : this.text(model as Text, parent, place);
  }

  private element(model: Element, place: Place): Element {
    this.skipComments();
    const element = this.cursor;
    if (!(element instanceof Element) || element.localName !== model.localName) {
      throw new Error(`expected ${model.nodeName}, found ${element?.nodeName ?? "nothing"}`);
    }
    const { targets, template } = place;
    while (targets[place.slot] === model && isOwn(template, place.slot)) place.nodes[place.slot++] = element;
    // Markup without slots is never patched: it need not be walked.
    if (place.slot < targets.length && model.contains(targets[place.slot]!)) {
      this.cursor = element.firstChild;
      for (let child = model.firstChild; child; child = child.nextSibling) this.node(child, element, place);
      if (targets[place.slot] === model) {
        place.nodes[place.slot] = element;
        this.content(element, place);
      }
      this.end(element);
    }
    this.cursor = element.nextSibling;
    return element;
  }

  private text(model: Text, parent: Element, place: Place): Node {
    const { targets, slot } = place;
    const kind = targets[slot] === model ? place.template.slots[slot]!.kind : STATIC;
    // The text of an empty template is empty too: a text that stands there is another's.
    let isText = model.data !== "";
    if (kind === Kind.Dyn && this.texts) {
      this.texts--;
      place.slot++;
      isText = true;
    } else if (kind !== STATIC) {
      this.content(parent, place);
    }
    let text = this.cursor;
    if (isText && text instanceof Text) {
      // Parsers split long texts.
      for (let more; (more = text.nextSibling) instanceof Text; more.remove()) text.data += more.data;
      this.cursor = text.nextSibling;
    } else {
      // An empty text, or an end anchor: no page can hold them.
      if (model.data) throw new Error(`expected text, found ${text?.nodeName ?? "nothing"}`);
      text = parent.ownerDocument.createTextNode("");
      parent.insertBefore(text, this.cursor);
    }
    if (kind !== STATIC) place.nodes[slot] = text;
    if ((kind === Kind.Dyn || model.data) && this.isSeparated(model, place)) this.skipSeparator();
    return text;
  }

  /**
   * Whether the server writes a separator after what stands for this text: when the template has a text or a marker
   * next, or nothing more. It does so after every Dyn, whatever that holds, and a comment that comes later is another's.
   */
  private isSeparated(model: Text, place: Place): boolean {
    const { nextSibling, parentNode } = model;
    return nextSibling ? nextSibling instanceof Text : !(parentNode instanceof Element) || place.targets[place.slot] === parentNode;
  }

  private skipSeparator(): void {
    const separator = this.cursor;
    if (separator?.nodeType !== Node.COMMENT_NODE) return;
    this.cursor = separator.nextSibling;
    separator.remove();
  }

  /** Adopts what the next slot, which holds no text, shows. */
  private content(parent: Element, place: Place): void {
    const slot = place.slot++;
    if (this.texts) throw new Error("the page's shape does not fit its templates");
    const head = this.shape.varint();
    if (place.template.slots[slot]!.kind === Kind.Rows) {
      const rows: Block[] = [];
      const index = head && this.shape.varint();
      this.texts = this.shape.varint();
      while (rows.length < head) rows.push(this.block(index, parent));
      place.block.show(slot, rows);
    } else {
      this.texts = this.shape.varint();
      if (head) place.block.show(slot, this.block(head - 1, parent));
    }
  }

  private skipComments(): void {
    while (this.cursor?.nodeType === Node.COMMENT_NODE) this.cursor = this.cursor.nextSibling;
  }
}

/** Whether a slot belongs to an element itself and not to its content. */
function isOwn(template: Template, slot: number): boolean {
  const { kind } = template.slots[slot]!;
  return kind >= Kind.Attr && kind <= Kind.On;
}
