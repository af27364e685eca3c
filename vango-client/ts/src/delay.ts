// Delays: events that `.debounce` and `.throttle` hold back.
//
// Invariant: of each listener at most the newest payload waits. What waits is sent before anything that the user does
// on purpose (a click, a submit, leaving a control, a filtered key), so that the server sees it first; it survives a lost
// connection, and is dropped when its block has left.
// Does not decide which events count, and encodes nothing.

import type { Options } from "./template.js";
import type { Block } from "./view.js";

/** One listener, and what waits there. */
export interface Wait {
  readonly block: Block;
  readonly slot: number;
  /** Its `.once` was used. */
  spent?: boolean;
  payload?: Uint8Array;
  timer?: ReturnType<typeof setTimeout> | undefined;
}

/** Events of which a handler expects that it knows all that was typed before. */
const DELIBERATE = /^((dbl)?click|submit|reset|change|blur|focusout)$/;

/** All that waits. */
export interface Delays {
  /** Sends an event now or later. */
  push(wait: Wait, type: string, payload: Uint8Array, options: Options): void;
  /** Whether something waits that would tell what stands in this control. */
  holds(control: Element): boolean;
}

/** Makes delays that pass events on to `emit`. */
export function createDelays(emit: (wait: Wait) => void): Delays {
  /** In the order of the events. */
  const waiting = new Set<Wait>();

  const send = (wait: Wait): void => {
    if (waiting.delete(wait)) emit(wait);
  };
  const start = (wait: Wait, delay_ms: number, again: boolean): void => {
    wait.timer = setTimeout(() => {
      wait.timer = undefined;
      if (again && waiting.has(wait)) start(wait, delay_ms, again);
      send(wait);
    }, delay_ms);
  };

  return {
    push(wait, type, payload, { debounce, keys, throttle }) {
      wait.payload = payload;
      waiting.delete(wait);
      waiting.add(wait);
      if (debounce) {
        clearTimeout(wait.timer);
      } else {
        if (wait.timer) return;
        if (DELIBERATE.test(type) || keys.length) waiting.forEach(send);
        send(wait);
      }
      if (debounce || throttle) start(wait, (debounce || throttle)!, !debounce);
    },
    holds(control) {
      return [...waiting].some(
        ({ block, slot }) => /^(input|change)$/.test(block.template.slots[slot]!.name) && block.nodes[slot]!.contains(control),
      );
    },
  };
}
