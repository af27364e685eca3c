// Adoption: takes the page that the server rendered for blocks, without rendering it again.
//
// Invariant: walks prototype and page in parallel, in the order in which blocks get their ids; afterwards the page has
// the nodes that building from templates would have made, empty text nodes and end anchors included, no separators.
// Compares structure, not text or attributes: a differing text can be patched, a missing element can't.

import { Reader } from "./codec.js";
import { type Template, DYN, ON, ROWS } from "./template.js";
import { type Block, type View } from "./view.js";

/** Adopts what stands in the view's root. Throws when the page is not what `shape` says; the view is then unusable until a Mount. */
export function adopt(view: View, shape: Uint8Array): void {
  const walk = new Walk(view, new Reader(shape));
  view.top = walk.block(walk.root, view.root);
  walk.end(view.root);
}

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
    const isSlot = place.targets[place.slot] === model;
    let anchor: Text | undefined;
    if (!isSlot) {
      // An empty template is one empty text node, which no page can hold.
      anchor = this.takeText(parent, model.data !== "");
    } else if (place.template.slots[place.slot]!.kind === DYN && this.texts) {
      this.texts--;
      anchor = this.takeText(parent, true);
      place.nodes[place.slot++] = anchor;
    } else {
      const slot = place.slot;
      this.content(parent, place);
      place.nodes[slot] = anchor = this.takeText(parent, false);
    }
    // A separator stands after a text only; after other things there is none to be skipped.
    if (this.cursor?.nodeType === Node.COMMENT_NODE) {
      const separator = this.cursor;
      this.cursor = separator.nextSibling;
      separator.remove();
    }
    return anchor;
  }

  /** The text node at the cursor, if it may be taken and there is one, else a new one. */
  private takeText(parent: Element, mayTake: boolean): Text {
    let text = this.cursor;
    if (mayTake && text instanceof Text) {
      // Parsers split long texts.
      for (let more; (more = text.nextSibling) instanceof Text; more.remove()) text.data += more.data;
      this.cursor = text.nextSibling;
    } else {
      text = parent.ownerDocument.createTextNode("");
      parent.insertBefore(text, this.cursor);
    }
    return text as Text;
  }

  /** Adopts what the next slot, which holds no text, shows. */
  private content(parent: Element, place: Place): void {
    const slot = place.slot++;
    if (this.texts) throw new Error("the page's shape does not fit its templates");
    const head = this.shape.varint();
    if (place.template.slots[slot]!.kind === ROWS) {
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
  return kind > DYN && kind <= ON;
}
