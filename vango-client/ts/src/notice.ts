// Notices: what the page and the user learn about the connection.
//
// Invariant: `data-vango` on <html> is always one of the four states, an event is dispatched on each change, and a
// reload happens at most once in a while, remembered by the tab.
// Does not decide when the state changes.

import { RELOAD_ONCE_MS } from "./limits.js";

/** The states that an app can style: `[data-vango="offline"] main { opacity: .5 }`. */
export type State = "connecting" | "online" | "offline" | "stopped";

const RELOADED_AT = "vango:reloaded";

/** Shows the state, and dispatches `vango:online`, `vango:offline` or `vango:stopped` on the document when it changes. */
export function showState(state: State): void {
  const { dataset } = document.documentElement;
  if (dataset["vango"] === state) return;
  dataset["vango"] = state;
  if (state !== "connecting") document.dispatchEvent(new CustomEvent(`vango:${state}`));
}

/** Shows an error that the user can't overlook; only a reload helps. */
export function showError(message: string): void {
  console.error(`vango: ${message}`);
  const banner = document.createElement("div");
  banner.setAttribute("role", "alert");
  // The content security policy forbids style attributes, not this.
  Object.assign(banner.style, {
    position: "fixed",
    inset: "0 0 auto",
    zIndex: "2147483647",
    padding: "12px 16px",
    background: "#8f1d1d",
    color: "#fff",
    font: "15px/1.4 system-ui,sans-serif",
  });
  banner.textContent = `${message} Reload the page to go on.`;
  document.body.append(banner);
}

/** Reloads the page, unless that was tried a moment ago: then it returns false. */
export function reloadOnce(): boolean {
  try {
    const now = Date.now();
    if (now - Number(sessionStorage.getItem(RELOADED_AT)) < RELOAD_ONCE_MS) return false;
    sessionStorage.setItem(RELOADED_AT, String(now));
  } catch {
    // A tab without storage can't remember, and might reload for ever.
    return false;
  }
  location.reload();
  return true;
}
