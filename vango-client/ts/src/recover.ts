// Recovery: what the user has put into controls, told to the server when nobody listened, and put back after a Mount.
//
// Invariant: an old and a new control belong together when they have the same kind, name and id and stand at the same
// place among those. What is put back or found is told by `input` and `change`, as if the user did it now.
// What is left for the page after a reload stays in the tab, is taken once, and holds no passwords.
// Does not decide when: see `field.ts` and `client.ts` for a page that is adopted, `patch.ts` for a Mount, `notice.ts` for a reload.

import { cursorOf } from "./keep.js";
import { joined } from "./payload.js";
import { MAX_LEFT_CHARS, VALUE_SEPARATOR } from "./limits.js";

const EDITS = "vango:edits";

/** Elements whose `value` is typed by the user; of others (`<li>`, `<progress>`) the attribute is all there is. */
export const TYPED = "input:not([type=file]),textarea,select";

/** Anything can have the focus. */
const ALL = "*";

/** A control of any kind; which properties it has depends on the kind. */
export type Control = Omit<HTMLInputElement & HTMLSelectElement & HTMLTextAreaElement, "type"> & Element & { readonly type: string };

/** Whether a control is on or off, and its value only names it. */
export function isCheckable({ type }: { readonly type: string }): boolean {
  return /box|radio/.test(type);
}

/** What the user can change about a control. */
function stateOf(control: Control): string | boolean {
  return control.selectedOptions ? joined(control.selectedOptions) : isCheckable(control) ? control.checked : control.value;
}

/** Gives a control such a state. */
export function setState(control: Control, state: string | boolean | undefined): void {
  if (isCheckable(control)) control.checked = state as boolean;
  else if (control.options) choose(control, state as string | undefined);
  else if (control.value !== state) {
    const keepCursor = control === document.activeElement && cursorOf(control);
    control.value = state as string;
    if (keepCursor) keepCursor(control);
  }
}

/** Whether a control shows something else than the page gave it. A browser does not know a `value` of select and textarea. */
export function isChanged(control: Control, knowsValue: boolean): boolean {
  let given = isCheckable(control) ? control.defaultChecked : ((knowsValue ? control.getAttribute("value") : null) ?? control.defaultValue);
  if (given == null) {
    const all = [...control.options];
    const chosen = all.filter((option) => option.defaultSelected);
    // Without a default the browser chooses the first that can be chosen.
    given = joined(chosen[0] || control.multiple ? chosen : all.filter((option) => !option.disabled).slice(0, 1));
  }
  return stateOf(control) !== given;
}

/** Tells the handlers of a control what it shows. The one radio button of a group that went off is silent, as in a browser. */
export function tell(control: Control): void {
  if (control.type === "radio" && !control.checked) return;
  for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
}

/** Without a value the choice stays. */
function choose(select: Control, value: string | undefined): void {
  const values = value?.split(VALUE_SEPARATOR);
  if (!values) return;
  if (!select.multiple) select.value = value!;
  else for (const option of select.options) option.selected = values.includes(option.value);
}

/** The states of controls, by their names. */
type Edits = [name: string, state: string | boolean][];

/** The states of those controls that `isMeant` chooses. */
function editsOf(root: Element, isMeant: (control: Control) => boolean): Edits {
  return [...byName(root, TYPED)].flatMap(([name, control]) => (isMeant(control) ? [[name, stateOf(control)]] : []));
}

/** Puts edits into the controls of these names, and tells what is new there. */
function putBack(root: Element, edits: Edits): void {
  const controls = byName(root, TYPED);
  for (const [name, state] of edits) {
    const control = controls.get(name);
    if (!control || stateOf(control) === state) continue;
    setState(control, state);
    tell(control);
  }
}

/** Remembers edits and focus under `root`; returns what puts them into the nodes that have replaced those. */
export function remember(root: Element): () => void {
  const edits = editsOf(root, (control) => isChanged(control, true));
  const active = [...byName(root, ALL)].find(([, control]) => control === document.activeElement);
  const giveBack = active && cursorOf(active[1]);
  return () => {
    putBack(root, edits);
    const target = active && byName(root, ALL).get(active[0]);
    if (target) giveBack!(target);
  };
}

/** Controls that the user has changed, whether or not the server has heard of it. */
export const touched = new WeakSet<Element>();

/** Does something with what the tab remembers; not every tab does, and not without bounds: then there is no result. */
export function withStorage<T>(act: (storage: Storage) => T): T | undefined {
  try {
    return act(sessionStorage);
  } catch {
    return undefined;
  }
}

/** Leaves the edits of this page to the one that a reload brings. */
export function leaveEdits(root: Element, storage: Storage): void {
  // By name too: a password that is shown is a text. Hidden and file inputs are never typed into.
  const edits = editsOf(root, (control) => touched.has(control)).filter(([name]) => !/password/i.test(name));
  const text = JSON.stringify([location.href, edits]);
  if (text.length <= MAX_LEFT_CHARS) storage[EDITS] = text;
}

/** Takes edits that were left, if they are this page's. */
export function takeEdits(root: Element, storage: Storage): void {
  const [page, edits] = JSON.parse(storage[EDITS] ?? "[]");
  delete storage[EDITS];
  if (page === location.href) putBack(root, edits);
}

/** The elements that a selector finds, each under a name of its own. */
function byName(root: Element, selector: string): Map<string, Control> {
  const counts: Record<string, number> = {};
  const found = new Map<string, Control>();
  for (const control of root.querySelectorAll<Control>(selector)) {
    const name = [control.localName, control.type, control.name, control.id].join();
    // One more; of nothing, 1.
    counts[name] = -~counts[name]!;
    found.set(name + counts[name], control);
  }
  return found;
}
