// The page as the server knows it: blocks, the templates they are made of, and the element that shows them.
//
// Invariant: `blocks` holds exactly the blocks that are shown or parked, and those that are silent. A block is the range
// of sibling nodes from `firstNode` to `last`, and `last` never changes. What a slot shows stands before its end anchor
// (a text node), or at the end of its element when the slot's node is an element.
// Does not read frames and does not talk to the server.

import { Fault, fault } from "./fault.js";
import type { Fields } from "./field.js";
import { isWanted, type Prototype, SCROLLING, type Template } from "./template.js";
import { Flag, Kind } from "./wire.js";

/** An instance of a template. Rows are blocks, so this holds no more than it must. */
export interface Block {
  /** 0: raw markup, which has no id. */
  readonly id: number;
  readonly template: Template;
  readonly prototype: Prototype;
  /** Per slot its node, see `Prototype.targets`. */
  readonly nodes: Node[];
  /** The first root node, or the end anchor of the slot that comes first. */
  first: Node;
  last: Node;
  /** Per slot, the blocks that it shows, rows or one at most; made when the first slot shows one. */
  contents?: Block[][];
  /** Per slot, what its listener or its spread has to remember, or why its component was asked for; made when there is something. */
  memory?: unknown[];
  /** The block that shows this one. */
  owner?: Block | undefined;
  /** Nothing is applied to it: it is about to be replaced, or was never shown. */
  silent?: boolean;
}

/** An element that has a slot for events knows its block. A symbol: on a form, a control of that name would stand in its place. */
export const BLOCK = Symbol();
export type Listening = Node & { [BLOCK]?: Block };

/** Development code that watches what others do to the page. */
export interface Watcher {
  /** We are about to change the page. */
  before(): void;
  /** We have changed the page. */
  after(): void;
}

/** All that is shown under one root element. */
export interface View {
  readonly root: Element;
  readonly fields: Fields;
  /** Called with the name of each event that a template listens to. */
  readonly listen: (event: string) => void;
  /** Called when track is lost, with a block of the component concerned, 0 for everything, and the node if there is one. */
  readonly onLost: (error: unknown, block: number, node?: Node) => void;
  readonly templates: Template[];
  readonly blocks: Map<number, Block>;
  /** The id of the next block that is read or adopted. */
  nextBlock: number;
  /** True from the first thing that concerns the whole page to the next Mount: it shows something else than the server thinks. */
  lost?: boolean;
  /** The blocks of components that the server was asked to show anew. */
  readonly awaited: Set<Block>;
  /** Puts back what moves have made the browser forget; its own focus events are nobody's. */
  putBack?: (() => void) | undefined;
  /** Elements that were scrolled, where the browser forgets that when they move. */
  readonly scrolled: Set<Element>;
  watcher?: Watcher | undefined;
}

/** Makes a view that shows nothing yet. */
export function createView(root: Element, fields: Fields, listen: View["listen"], onLost: View["onLost"]): View {
  const scrolled = new Set<Element>();
  if (!canMove(root)) root.addEventListener("scroll", ({ target }) => scrolled.add(target as Element), true);
  return { root, fields, listen, onLost, templates: [], blocks: new Map(), nextBlock: 1, awaited: new Set(), scrolled };
}

/** Notes that the page differs from what the server thinks. */
export function lose(view: View, error: unknown, node?: Node): void {
  if (view.lost) return;
  view.lost = true;
  view.onLost(error, 0, node);
}

/** Adds the next template. */
export function define(view: View, template: Template): void {
  view.templates.push(template);
  for (const slot of template.listening) view.listen(template.slots[slot]!.name);
}

/** The template of that index. */
export function templateOf(view: View, index: number): Template {
  const template = view.templates[index];
  if (!template) throw fault(Fault.Template, index);
  return template;
}

/** Registers the next block, made of these nodes. */
export function addBlock(view: View, template: Template, prototype: Prototype, nodes: Node[], first: Node, last: Node): Block {
  const block: Block = { id: view.nextBlock++, template, prototype, nodes, first, last };
  view.blocks.set(block.id, block);
  return block;
}

/** Makes the elements that listen to events know their block. */
export function listen(block: Block): void {
  const { listening, slots } = block.template;
  for (const slot of listening) {
    const node: Listening = block.nodes[slot]!;
    const { name, options } = slots[slot]!;
    node[BLOCK] = block;
    // The root listens passively: only where it was asked for must scrolling wait.
    if (options.flags & Flag.Prevent && SCROLLING.test(name)) {
      node.addEventListener(name, (event) => isWanted(event, node, options) && event.preventDefault(), { passive: false });
    }
  }
}

/** The rows of a Rows slot, of which there must be `count` at least. */
export function rowsOf(block: Block, slot: number, count: number): Block[] {
  const rows = block.contents?.[slot] ?? [];
  if (rows.length < count) throw fault(Fault.Row, count);
  return rows;
}

/** Records what a slot shows from now on. */
export function show(block: Block, slot: number, blocks: Block[]): void {
  (block.contents ??= [])[slot] = blocks;
  for (const inner of blocks) inner.owner = block;
}

/** The block of the component that this one belongs to. */
export function componentOf(block: Block): Block {
  const { owner } = block;
  return owner && owner.template.slots[slotOf(owner, block)]!.kind !== Kind.Child ? componentOf(owner) : block;
}

/** Which slot of its owner shows a block. */
export function slotOf(owner: Block, block: Block): number {
  // Slots that show nothing may be holes.
  return owner.contents!.findIndex((blocks) => blocks?.includes(block));
}

/** Applies nothing to a block and those in it any more, or does again. */
export function silence(block: Block, silent: boolean): void {
  block.silent = silent;
  for (const inner of inside(block)) silence(inner, silent);
}

/** Takes the ids of a block and of all blocks in it out of use. */
export function dispose(view: View, block: Block): void {
  view.blocks.delete(block.id);
  view.awaited.delete(block);
  for (const inner of inside(block)) dispose(view, inner);
}

/** Disposes of a block and takes its nodes off the page. Events that removal causes (blur) find no block any more. */
export function remove(view: View, block: Block): void {
  dispose(view, block);
  forEachNode(block, (node) => node.remove());
}

/** Takes a block off the page and keeps it, nodes, state and ids; no slot shows it any more. */
export function park(block: Block): void {
  const { owner } = block;
  const shown = owner?.contents![slotOf(owner, block)];
  shown?.splice(shown.indexOf(block), 1);
  block.owner = undefined;
  const lot = new DocumentFragment();
  forEachNode(block, (node) => lot.append(node));
}

function inside(block: Block): readonly Block[] {
  return block.contents?.flat() ?? [];
}

/** The node that puts a new block's nodes, all of them, into the page. */
export function insertable(block: Block): Node {
  return block.last.parentNode ?? block.last;
}

/** Where a block begins now. */
export function firstNode(block: Block): Node {
  const leading = block.contents?.[block.prototype.leading]?.[0];
  return leading ? firstNode(leading) : block.first;
}

/** The element that a slot's content stands in. A slot at the root of a new block has none yet: then it is `context`. */
export function parentOf(slotNode: Node, context: Element): Element {
  return slotNode instanceof Element ? slotNode : (slotNode.parentElement ?? context);
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
  if (node!.parentNode !== block.last.parentNode) throw fault(Fault.Moved);
  for (let next; node; node = next) {
    next = node === block.last ? null : node.nextSibling;
    act(node);
  }
}
