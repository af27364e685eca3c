// Notices: what the page and the user learn about the connection.
//
// Invariant: `data-vango` on <html> is always one of the four states, `vango:state` is dispatched on each change, and a
// reload happens at most once in a while, remembered by the tab.
// Does not decide when the state changes.

import { BUSY_AFTER_MS, RELOAD_ONCE_MS } from "./limits.js";
import { leaveEdits, withStorage } from "./recover.js";

/** The states that an app can style: `[data-vango="offline"] main { opacity: .5 }`. */
export type State = "connecting" | "online" | "offline" | "stopped";

const RELOADED_AT = "vango:reloaded";

/** Shows the state, and dispatches `vango:state` with it as `detail.state` on the document when it changes. */
export function showState(state: State): void {
  const { dataset } = document.documentElement;
  if (dataset["vango"] === state) return;
  dataset["vango"] = state;
  document.dispatchEvent(new CustomEvent("vango:state", { detail: { "state": state } }));
}

/** Shows that an answer is late: `data-vango-busy` on <html>. */
export interface Busy {
  /** An event with this number is on its way. */
  sent(event: number): void;
  /** Events up to `event` were answered, of those up to `last`. */
  answered(event: number, last: number): void;
}

/** Makes a page that is not busy. */
export function createBusy(): Busy {
  /** The event whose answer is waited for; 0: none. */
  let awaited = 0;
  let timer: ReturnType<typeof setTimeout>;
  const show = (isBusy: boolean): unknown => document.documentElement.toggleAttribute("data-vango-busy", isBusy);
  const sent = (event: number): void => {
    if (awaited) return;
    awaited = event;
    timer = setTimeout(show, BUSY_AFTER_MS, true);
  };
  return {
    sent,
    answered(event, last) {
      if (!awaited || event < awaited) return;
      clearTimeout(timer);
      show(false);
      awaited = 0;
      if (event < last) sent(last);
    },
  };
}

/** Shows an error that the user can't overlook; only a reload helps. */
export function showError(message: string): void {
  console.error("vango: " + message);
  const banner = document.createElement("div");
  banner.setAttribute("role", "alert");
  // The content security policy forbids style attributes, not this.
  banner.style.cssText = "position:fixed;inset:0 0 auto;z-index:9999;padding:1em;background:#900;color:#fff";
  banner.textContent = message + " Reload the page.";
  document.body.append(banner);
}

/** Reloads the page, unless that was tried a moment ago: then it returns false. */
export function reloadOnce(root: Element): boolean {
  const now = Date.now();
  // A tab without storage can't remember, and might reload for ever.
  if (!withStorage((storage) => !(now - storage[RELOADED_AT] < RELOAD_ONCE_MS) && (storage[RELOADED_AT] = now))) return false;
  withStorage((storage) => leaveEdits(root, storage));
  location.reload();
  return true;
}
