// Delays: events that `.debounce` and `.throttle` hold back.
//
// Invariant: of each listener at most the newest payload waits. What waits is sent before anything that the user does
// on purpose (a click, a submit, leaving a control, a filtered key), so that the server sees it first; it survives a lost
// connection, and is dropped when its block has left.
// Does not decide which events count, and encodes nothing.

import type { Options } from "./template.js";
import type { Block } from "./view.js";

/** What waits at one listener. */
interface Wait {
  readonly block: Block;
  readonly slot: number;
  payload?: Uint8Array;
  timer?: ReturnType<typeof setTimeout> | undefined;
}

/** Events of which a handler expects that it knows all that was typed before. */
const DELIBERATE = /^((dbl)?click|submit|reset|change|blur|focusout)$/;

/** All that waits. */
export interface Delays {
  /** Sends an event now or later. */
  push(block: Block, slot: number, type: string, payload: Uint8Array, options: Options | undefined): void;
  /** Whether something waits that would tell what stands in this control. */
  holds(control: Element): boolean;
}

/** Makes delays that pass events on to `emit`. */
export function createDelays(emit: (block: Block, slot: number, payload: Uint8Array) => void): Delays {
  /** In the order of the events. */
  const waiting = new Set<Wait>();

  const send = (wait: Wait): void => {
    if (waiting.delete(wait)) emit(wait.block, wait.slot, wait.payload!);
  };
  const start = (wait: Wait, delay_ms: number, again: boolean): void => {
    wait.timer = setTimeout(() => {
      wait.timer = undefined;
      if (again && waiting.has(wait)) start(wait, delay_ms, again);
      send(wait);
    }, delay_ms);
  };

  return {
    push(block, slot, type, payload, options) {
      const delay_ms = options && (options.debounce || options.throttle);
      if (!delay_ms) {
        if (DELIBERATE.test(type) || options?.keys.length) waiting.forEach(send);
        return emit(block, slot, payload);
      }
      const memory = (block.memory ??= []) as Wait[];
      const wait = (memory[slot] ??= { block, slot });
      wait.payload = payload;
      waiting.delete(wait);
      waiting.add(wait);
      if (options.debounce) {
        clearTimeout(wait.timer);
      } else {
        if (wait.timer) return;
        if (DELIBERATE.test(type)) waiting.forEach(send);
        send(wait);
      }
      start(wait, delay_ms, !options.debounce);
    },
    holds(control) {
      return [...waiting].some(
        ({ block, slot }) => /^(input|change)$/.test(block.template.slots[slot]!.name) && block.nodes[slot]!.contains(control),
      );
    },
  };
}
