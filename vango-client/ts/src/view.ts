// The page as the server knows it: blocks, the templates they are made of, and the element that shows them.
//
// Invariant: `blocks` holds exactly the blocks that are shown or parked, and those that are silent. A block is the range
// of sibling nodes from `firstNode` to `last`, and `last` never changes. What a slot shows stands before its end anchor
// (a text node), or at the end of its element when the slot's node is an element.
// Does not read frames and does not talk to the server.

import type { Fields } from "./field.js";
import { type Prototype, type Template, isWanted } from "./template.js";
import { Kind } from "./wire.js";

/** What a slot shows besides text: one block, rows, or nothing. */
type Content = Block | Block[] | undefined;

/** An instance of a template. Rows are blocks, so this holds no more than it must. */
export class Block {
  /** Per slot, what it shows; made when the first slot shows a block. */
  contents: Content[] | undefined = undefined;
  /** Per slot, what its listener or its spread has to remember; made when one has. */
  memory: unknown[] | undefined = undefined;
  /** The block that shows this one. */
  owner: Block | undefined = undefined;
  /** Nothing is applied to it: it is about to be replaced, or was never shown. */
  silent = false;

  constructor(
    /** 0: raw markup, which has no id. */
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
    const { listening, blocking, slots } = this.template;
    for (const slot of listening) (this.nodes[slot] as Listening).vangoBlock = this;
    // The root listens passively: only where it was asked for must scrolling wait.
    for (const slot of blocking) {
      const node = this.nodes[slot]!;
      const { name, options } = slots[slot]!;
      node.addEventListener(name, (event) => isWanted(event, node, options!) && event.preventDefault(), { passive: false });
    }
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
    if (content instanceof Block) content.owner = this;
    else for (const row of content ?? []) row.owner = this;
  }

  /** The block of the component that this one belongs to. */
  component(): Block {
    const { owner } = this;
    return owner && owner.template.slots[owner.slotOf(this)]?.kind !== Kind.Child ? owner.component() : this;
  }

  /** Which slot shows this block; −1 for a row. */
  slotOf(block: Block): number {
    return this.contents!.indexOf(block);
  }

  /** Applies nothing to this block and those in it any more, or does again. */
  silence(silent: boolean): void {
    this.silent = silent;
    for (const content of this.contents ?? []) {
      for (const block of content instanceof Block ? [content] : (content ?? [])) block.silence(silent);
    }
  }
}

/** An element that has a slot for events knows its block. */
export type Listening = Node & { vangoBlock?: Block };

/** Development code that watches what others do to the page. */
export interface Watcher {
  /** We are about to change the page. */
  before(): void;
  /** We have changed the page. */
  after(): void;
}

/** All that is shown under one root element. */
export class View {
  readonly templates: Template[] = [];
  readonly blocks = new Map<number, Block>();
  /** The id of the next block that is read or adopted. */
  nextBlock = 1;
  /** The root component's block. */
  top: Block | undefined;
  /** True from the first thing that concerns the whole page to the next Mount: it shows something else than the server thinks. */
  lost = false;
  /** The blocks of components that the server was asked to show anew. */
  readonly awaited = new Set<Block>();
  /** The places of all components that were asked for since the last Mount. */
  readonly failed = new Set<string>();
  /** Puts back what moves have made the browser forget; its own focus events are nobody's. */
  putBack: (() => void) | undefined;
  /** Elements that were scrolled, where the browser forgets that when they move. */
  readonly scrolled = new Set<Element>();
  watcher: Watcher | undefined;

  constructor(
    readonly root: Element,
    readonly fields: Fields,
    /** Called with the name of each event that a template listens to. */
    private readonly listen: (event: string) => void,
    /** Called when track is lost, with a block of the component concerned, 0 for everything, and the node if there is one. */
    readonly onLost: (error: unknown, block: number, node?: Node) => void,
  ) {
    if (!canMove(root)) {
      root.addEventListener("scroll", ({ target }) => this.scrolled.add(target as Element), { capture: true, passive: true });
    }
  }

  /** Notes that the page differs from what the server thinks. */
  lose(error: unknown, node?: Node): void {
    if (this.lost) return;
    this.lost = true;
    this.onLost(error, 0, node);
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

  /** Takes the ids of a block and of all blocks in it out of use. */
  dispose(block: Block): void {
    this.blocks.delete(block.id);
    this.awaited.delete(block);
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

  /** Takes a block off the page and keeps it, nodes, state and ids; no slot shows it any more. */
  park(block: Block): void {
    const { owner } = block;
    if (owner) owner.contents![owner.slotOf(block)] = block.owner = undefined;
    const lot = new DocumentFragment();
    forEachNode(block, (node) => lot.append(node));
  }

  /** A parked block, to be shown in a slot. */
  unpark(id: number): Block | undefined {
    const block = this.blocks.get(id);
    if (!block) {
      this.lose(new Error(`block ${id} is not parked`));
      return undefined;
    }
    if (block.owner) this.park(block);
    block.silence(false);
    return block;
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

/** `moveBefore` is newer than TypeScript's DOM types; in quotes, so that the build does not shorten it. */
export type Movable = Node & { "moveBefore"?: (node: Node, before: Node | null) => void };

/** Whether a browser can move nodes without forgetting what the user does in them. */
export function canMove(parent: Movable): boolean {
  return !!parent.moveBefore;
}

/** Where a slot's content goes: before the row `next`, or where the slot ends. */
export function position(slotNode: Node, next: Block | undefined): [Movable, Node | null] {
  const isElement = slotNode instanceof Element;
  return [isElement ? slotNode : slotNode.parentNode!, next ? firstNode(next) : isElement ? null : slotNode];
}

/** Visits the root nodes of a block. */
export function forEachNode(block: Block, act: (node: ChildNode) => void): void {
  let node = firstNode(block) as ChildNode | null;
  if (node!.parentNode !== block.last.parentNode) throw new Error("its nodes stand apart");
  for (let next; node; node = next) {
    next = node === block.last ? null : node.nextSibling;
    act(node);
  }
}
