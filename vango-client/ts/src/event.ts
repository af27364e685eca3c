// Events: one listener per event type on the root, for all handlers of the page.
//
// Invariant: an event goes to the handlers of elements between its target and the root, innermost first, as in the
// DOM; to the target alone when it does not bubble. Elements of blocks that have left the page are not asked.
// Does not know modifiers such as `.prevent` (issue 3) and does not number or send.

import { encodePayload, NO_PAYLOAD } from "./payload.js";
import type { Block, Listening, View } from "./view.js";

/** Takes an event that a handler on the server waits for. */
export type Emit = (block: number, slot: number, payload: Uint8Array) => void;

/** Listens under one root element. */
export class Delegate {
  private readonly known = new Set<string>();
  /** Where the blocks of events are looked up. */
  view: View | undefined;

  constructor(
    private readonly root: Element,
    private readonly emit: Emit,
  ) {}

  /** Makes sure that this type of event is heard. */
  listen(type: string): void {
    if (this.known.has(type)) return;
    this.known.add(type);
    // Scrolling must not wait for us; only these two are ever prevented.
    const passive = type !== "submit" && type !== "click";
    for (const capture of [true, false]) {
      // What does not bubble is only heard while it is captured; no list of such events is needed.
      this.root.addEventListener(type, (event) => event.bubbles !== capture && this.handle(event), { capture, passive });
    }
  }

  private handle(event: Event): void {
    let handled = false;
    let node = event.target as Listening | null;
    while (node && node !== this.root) {
      const block = node.vangoBlock;
      if (block && !(node as HTMLButtonElement).disabled && this.view?.blocks.get(block.id) === block) {
        handled = this.call(event, block, node) || handled;
      }
      node = event.bubbles ? node.parentNode : null;
    }
    if (handled && (event.type === "submit" || (event.type === "click" && isPlaceholder(event.target as Element)))) {
      event.preventDefault();
    }
  }

  /** Emits for each slot of `block` that listens on `node`. */
  private call(event: Event, block: Block, node: Node): boolean {
    let handled = false;
    for (const index of block.template.listening) {
      const slot = block.template.slots[index]!;
      if (block.nodes[index] === node && slot.name === event.type) {
        handled = true;
        try {
          this.emit(block.id, index, slot.payload ? encodePayload(event) : NO_PAYLOAD);
        } catch (error) {
          console.error(`vango: this ${event.type} was not sent:`, error);
        }
      }
    }
    return handled;
  }
}

/** A link that leads nowhere: following it would only jump to the top. */
function isPlaceholder(target: Element): boolean {
  return target.closest("a")?.getAttribute("href") === "#";
}
