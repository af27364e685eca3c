// Events: two listeners per event type on the root, for all handlers of the page.
//
// Invariant: an event goes to the handlers of elements between its target and the root in the order of the DOM:
// capturing ones from outside, then the others from inside; those that do not bubble, to the target alone. Elements of
// blocks that have left the page are not asked.
// Does not number or send. Listeners are passive where the browser would wait with scrolling; there an element that
// prevents has a listener of its own, see `listen` of the view.

import { createDelays, type Wait } from "./delay.js";
import { encodePayload, NO_PAYLOAD } from "./payload.js";
import { isWanted, SCROLLING } from "./template.js";
import { BLOCK, type Block, type Listening, type View } from "./view.js";
import { Flag } from "./wire.js";

/** `Event.AT_TARGET`. */
const AT_TARGET = 2;

/** A link that leads nowhere: following it would only jump to the top. */
const PLACEHOLDER = "a[href='#']";

/** Takes an event that a handler on the server waits for. */
export type Emit = (block: number, slot: number, payload: Uint8Array) => void;

/** Listens under one root element. */
export interface Delegate {
  /** Makes sure that this type of event is heard. */
  listen(type: string): void;
  /** Whether an event waits to be sent that would tell what stands in this control. */
  holds(control: Element): boolean;
}

/** Makes a delegate for what the view shows, which hears nothing yet. */
export function createDelegate(view: View, emit: Emit): Delegate {
  const { blocks, root } = view;

  const attempt = (type: string, send: () => void): void => {
    try {
      send();
    } catch (error) {
      console.error(`vango: ${type} was not sent:`, error);
    }
  };

  const isShown = (block: Block): boolean => blocks.get(block.id) === block;

  const delays = createDelays(({ block, slot, payload }) => {
    if (isShown(block)) attempt(block.template.slots[slot]!.name, () => emit(block.id, slot, payload!));
  });

  const handle = (event: Event): void => {
    const { bubbles, target, type } = event;
    const isCaptured = event.eventPhase < AT_TARGET;
    // A row that moves loses the focus and gets it back: that is nobody's business.
    if (view.putBack && /^(focus|blur)/.test(type)) return;
    const all = event.composedPath() as Listening[];
    // A target in a shadow tree is its host, seen from here.
    const path = all.slice(all.indexOf(target as Listening), all.indexOf(root));
    let handled = false;
    /** Takes the event to the slots that listen on these nodes. */
    const visit = (nodes: Listening[], captures: boolean): void => {
      for (const node of nodes) {
        const block = node[BLOCK];
        // On a form `disabled` is its control of that name, if it has one.
        if (event.cancelBubble || !block || !isShown(block) || (node as HTMLButtonElement).disabled === true) continue;
        for (const index of block.template.listening) {
          const { name, options, payload } = block.template.slots[index]!;
          const { flags } = options;
          if (block.nodes[index] !== node || name !== type || captures !== !!(flags & Flag.Capture)) continue;
          const wait = ((block.memory ??= [])[index] ??= { block, slot: index }) as Wait;
          if (wait.spent || !isWanted(event, node, options)) continue;
          wait.spent = !!(flags & Flag.Once);
          handled ||= !(flags & Flag.Passive);
          if (flags & Flag.Prevent && !SCROLLING.test(name)) event.preventDefault();
          if (flags & Flag.Stop) event.stopPropagation();
          attempt(type, () => delays.push(wait, type, payload ? encodePayload(event) : NO_PAYLOAD, options));
        }
      }
    };
    visit(isCaptured ? path.reverse() : path, isCaptured);
    if (!bubbles) visit([target as Listening], false);
    if (handled && (type === "submit" || (type === "click" && (target as Element).closest(PLACEHOLDER)))) event.preventDefault();
  };

  return {
    holds: delays.holds,
    listen(type) {
      // What does not bubble is only heard while it is captured; no list of such events is needed. A listener that is
      // there is not added again.
      for (const capture of [true, false]) root.addEventListener(type, handle, { capture, passive: SCROLLING.test(type) });
    },
  };
}
