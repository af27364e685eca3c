// Adoption: takes the page that the server rendered for blocks, without rendering it again.
//
// Invariant: walks prototype and page in parallel, in the order in which blocks get their ids; afterwards the page has
// the nodes that building from templates would have made, empty text nodes and end anchors included, no separators.
// Compares structure, not text or attributes: a differing text can be patched, a missing element can't.

import { Reader } from "./codec.js";
import type { Block, View } from "./view.js";
import { Kind } from "./wire.js";

/** Adopts what stands in the view's root. Throws when the page is not what `shape` says; the view is then unusable until a Mount. */
export function adopt(view: View, shape: Uint8Array): void {
  const walk = new Walk(view, new Reader(shape));
  view.top = walk.block(walk.root, view.root);
  walk.end(view.root);
}

class Walk {
  /** Index of the root component's template. */
  readonly root: number;
  /** How many Dyn slots hold text before the next item of the shape. */
  private texts: number;
  /** The next node of the page in the element that is walked. */
  private cursor: ChildNode | null;
  /** The next slot of the block that is walked. */
  private slot = 0;

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
    const outer = this.slot;
    const template = this.view.template(index);
    const prototype = template.prototype(parent);
    const { root } = prototype;
    // `parent` stands in for the first and last node: the id comes before those of inner blocks, the nodes after.
    const block = this.view.add(template, prototype, [], parent, parent);
    this.slot = 0;
    const models = root instanceof Element ? [root] : [...root.childNodes];
    const nodes = models.map((model) => this.node(model, parent, block));
    block.first = nodes[0]!;
    block.last = nodes[nodes.length - 1]!;
    block.listen();
    this.slot = outer;
    return block;
  }

  /** Everything in `parent` was walked: nothing may be left. */
  end(parent: Node): void {
    if (this.cursor) this.differ(`the end of ${parent.nodeName}`);
  }

  private differ(expected: string): never {
    throw new Error(`expected ${expected}, found ${this.cursor?.nodeName ?? "nothing"}`);
  }

  /** Adopts the node of the page that stands for a prototype's node, or makes it. */
  private node(model: Node, parent: Element, block: Block): Node {
    return model instanceof Element ? this.element(model, block) : this.text(model as Text, parent, block);
  }

  private element(model: Element, block: Block): Element {
    const { nodes, prototype, template } = block;
    const { targets } = prototype;
    const element = this.cursor;
    if (!(element instanceof Element) || element.localName !== model.localName) return this.differ(model.nodeName);
    while (targets[this.slot] === model && isOwn(template.slots[this.slot]!.kind)) nodes[this.slot++] = element;
    const target = targets[this.slot];
    // Markup without slots is never patched: it need not be walked.
    if (target && model.contains(target)) {
      this.cursor = element.firstChild;
      for (let child = model.firstChild; child; child = child.nextSibling) this.node(child, element, block);
      if (targets[this.slot] === model) {
        nodes[this.slot] = element;
        this.content(element, block);
      }
      this.end(element);
    }
    this.cursor = element.nextSibling;
    return element;
  }

  private text(model: Text, parent: Element, block: Block): Node {
    const { slot } = this;
    const isSlot = block.prototype.targets[slot] === model;
    const isDyn = isSlot && block.template.slots[slot]!.kind === Kind.Dyn;
    // The text of an empty template is empty too: a text that stands there is another's.
    let isText = model.data !== "";
    if (isDyn && this.texts) {
      this.texts--;
      this.slot++;
      isText = true;
    } else if (isSlot) {
      this.content(parent, block);
    }
    let text = this.cursor;
    if (isText && text instanceof Text) {
      // Parsers split long texts.
      for (let more; (more = text.nextSibling) instanceof Text; more.remove()) text.data += more.data;
      this.cursor = text.nextSibling;
    } else {
      // An empty text, or an end anchor: no page can hold them.
      if (model.data) this.differ("text");
      text = parent.ownerDocument.createTextNode("");
      parent.insertBefore(text, this.cursor);
    }
    if (isSlot) block.nodes[slot] = text;
    if ((isDyn || model.data) && this.isSeparated(model, block)) this.skipSeparator();
    return text;
  }

  /**
   * Whether the server writes a separator after what stands for this text: when the template has a text or a marker
   * next, or nothing more. It does so after every Dyn, whatever that holds, and a comment that comes later is another's.
   */
  private isSeparated({ nextSibling, parentNode }: Text, { prototype }: Block): boolean {
    if (nextSibling) return nextSibling instanceof Text;
    return !(parentNode instanceof Element) || prototype.targets[this.slot] === parentNode;
  }

  private skipSeparator(): void {
    const separator = this.cursor;
    if (!(separator instanceof Comment)) return;
    this.cursor = separator.nextSibling;
    separator.remove();
  }

  /** Adopts what the next slot, which holds no text, shows. */
  private content(parent: Element, block: Block): void {
    if (this.texts) throw new Error("shape and templates differ");
    const slot = this.slot++;
    const head = this.shape.varint();
    const isRows = block.template.slots[slot]!.kind === Kind.Rows;
    const index = isRows ? head && this.shape.varint() : head - 1;
    this.texts = this.shape.varint();
    const blocks = Array.from({ length: isRows ? head : +!!head }, () => this.block(index, parent));
    block.show(slot, isRows ? blocks : blocks[0]);
  }
}

/** Whether a slot of this kind belongs to an element itself and not to its content. */
function isOwn(kind: Kind): boolean {
  return kind >= Kind.Attr && kind <= Kind.On;
}
