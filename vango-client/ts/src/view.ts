// The page as the server knows it: blocks, the templates they are made of, and the element that shows them.
//
// Invariant: `blocks` holds exactly the blocks that are shown. A block is the range of sibling nodes from `firstNode`
// to `last`, and `last` never changes. What a slot shows stands before its end anchor (a text node), or at the end of
// its element when the slot's node is an element.
// Does not read frames and does not talk to the server.

import type { Fields } from "./field.js";
import { type Prototype, type Template, findSlots } from "./template.js";

/** What a slot shows besides text: one block, rows, or nothing. */
type Content = Block | Block[] | undefined;

/** An instance of a template. Rows are blocks, so this holds no more than it must. */
export class Block {
  /** Per slot, what it shows; made when the first slot shows a block. */
  contents: Content[] | undefined = undefined;

  constructor(
    readonly id: number,
    readonly template: Template,
    readonly prototype: Prototype,
    /** Per slot its node, see `Prototype.targets`. */
    readonly nodes: Node[],
    /** The first root node, or the end anchor of the slot that comes first. */
    public first: Node,
    public last: Node,
  ) {}

  /** Makes the elements that listen to events know their block. */
  listen(): void {
    for (const slot of this.template.listening) (this.nodes[slot] as Listening).vangoBlock = this;
  }

  /** The rows of a Rows slot, of which there must be `count` at least. */
  rows(slot: number, count: number): Block[] {
    const rows = (this.contents?.[slot] as Block[] | undefined) ?? [];
    if (rows.length < count) throw new RangeError(`${rows.length} rows, not ${count}`);
    return rows;
  }

  /** Records what a slot shows from now on. */
  show(slot: number, content: Content): void {
    (this.contents ??= [])[slot] = content;
  }
}

/** An element that has a slot for events knows its block. */
export type Listening = Node & { vangoBlock?: Block };

/** All that is shown under one root element. */
export class View {
  readonly templates: Template[] = [];
  readonly blocks = new Map<number, Block>();
  /** The id of the next block that is read or adopted. */
  nextBlock = 1;
  /** The root component's block. */
  top: Block | undefined;
  /** True from the first thing that went wrong to the next Mount: the page shows something else than the server thinks. */
  lost = false;

  constructor(
    readonly root: Element,
    readonly fields: Fields,
    /** Called with the name of each event that a template listens to. */
    private readonly listen: (event: string) => void,
    /** Called once when track is lost. */
    private readonly onLost: (error: unknown) => void,
  ) {}

  /** Notes that the page differs from what the server thinks. */
  lose(error: unknown): void {
    if (this.lost) return;
    this.lost = true;
    this.onLost(error);
  }

  /** Adds the next template. */
  define(template: Template): void {
    this.templates.push(template);
    for (const slot of template.listening) this.listen(template.slots[slot]!.name);
  }

  /** The template of that index. */
  template(index: number): Template {
    const template = this.templates[index];
    if (!template) throw new RangeError(`template ${index} was never defined`);
    return template;
  }

  /** Registers the next block, made of these nodes. */
  add(template: Template, prototype: Prototype, nodes: Node[], first: Node, last: Node): Block {
    const block = new Block(this.nextBlock++, template, prototype, nodes, first, last);
    this.blocks.set(block.id, block);
    return block;
  }

  /** A new block whose nodes stand nowhere yet and whose slots are empty; `context` is the element it will stand in. */
  create(template: Template, context: Element): Block {
    const prototype = template.prototype(context);
    // Not cloneNode: the prototype belongs to the inert document of templates, where custom elements don't run.
    const root = this.root.ownerDocument.importNode(prototype.root, true);
    const nodes = findSlots(prototype, root);
    const block =
      root instanceof Element
        ? this.add(template, prototype, nodes, root, root)
        : this.add(template, prototype, nodes, root.firstChild!, root.lastChild!);
    block.listen();
    return block;
  }

  /** Takes the ids of a block and of all blocks in it out of use. */
  dispose(block: Block): void {
    this.blocks.delete(block.id);
    for (const content of block.contents ?? []) {
      if (content instanceof Block) this.dispose(content);
      else content?.forEach(this.dispose, this);
    }
  }

  /** Disposes of a block and takes its nodes off the page. Events that removal causes (blur) find no block any more. */
  remove(block: Block): void {
    this.dispose(block);
    forEachNode(block, (node) => node.remove());
  }
}

/** The node that puts a new block's nodes, all of them, into the page. */
export function insertable(block: Block): Node {
  return block.last.parentNode ?? block.last;
}

/** Where a block begins now. */
export function firstNode(block: Block): Node {
  const content = block.contents?.[block.prototype.leading];
  const leading = content instanceof Block ? content : content?.[0];
  return leading ? firstNode(leading) : block.first;
}

/** The element that a slot's content stands in. A slot at the root of a new block has none yet: then it is `context`. */
export function parentOf(slotNode: Node, context: Element): Element {
  if (slotNode instanceof Element) return slotNode;
  const parent = slotNode.parentNode;
  return parent instanceof Element ? parent : context;
}

/** Puts content into a slot, before the row `next` or where the slot ends. */
export function place(content: Node, slotNode: Node, next?: Block): void {
  const [parent, before] = position(slotNode, next);
  parent.insertBefore(content, before);
}

/** Moves a row that is on the page, keeping focus and playing media where the browser can. */
export function moveRow(row: Block, slotNode: Node, next: Block | undefined): void {
  const [parent, before] = position(slotNode, next);
  forEachNode(row, (node) => (parent.moveBefore ?? parent.insertBefore).call(parent, node, before));
}

/** `moveBefore` is newer than TypeScript's DOM types; in quotes, so that the build does not shorten it. */
type Movable = Node & { "moveBefore"?: (node: Node, before: Node | null) => void };

function position(slotNode: Node, next: Block | undefined): [Movable, Node | null] {
  const isElement = slotNode instanceof Element;
  return [isElement ? slotNode : slotNode.parentNode!, next ? firstNode(next) : isElement ? null : slotNode];
}

function forEachNode(block: Block, act: (node: ChildNode) => void): void {
  for (let node = firstNode(block) as ChildNode | null, next; node; node = next) {
    next = node === block.last ? null : node.nextSibling;
    act(node);
  }
}

