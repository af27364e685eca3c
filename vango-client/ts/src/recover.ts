// Recovery: what the user has put into controls, told to the server when nobody listened, and put back after a Mount.
//
// Invariant: an old and a new control belong together when they have the same kind, name and id and stand at the same
// place among those. What is put back or found is told by `input` and `change`, as if the user did it now.
// Does not decide when: see `field.ts` for a page that is adopted, `patch.ts` for a Mount.

import { cursorOf } from "./keep.js";
import { chosen, joined } from "./payload.js";
import { VALUE_SEPARATOR } from "./limits.js";

/** Elements whose `value` is typed by the user; of others (`<li>`, `<progress>`) the attribute is all there is. */
export const TYPED = "input:not([type=file]),textarea,select";

/** A control of any kind; which properties it has depends on the kind. */
export type Control = Omit<HTMLInputElement & HTMLSelectElement & HTMLTextAreaElement, "type"> & Element & { readonly type: string };

/** Whether a control is on or off, and its value only names it. */
export function isCheckable({ type }: { readonly type: string }): boolean {
  return type === "checkbox" || type === "radio";
}

/** What the user can change about a control. */
function stateOf(control: Control): string | boolean {
  return control.options ? chosen(control) : isCheckable(control) ? control.checked : control.value;
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

/** Remembers edits and focus under `root`; returns what puts them into the nodes that have replaced those. */
export function remember(root: Element): () => void {
  const before = [...byName(root)];
  const changed = before.filter(([, control]) => control.matches(TYPED) && isChanged(control, true));
  const active = before.find(([, control]) => control === document.activeElement);
  const giveBack = active && cursorOf(active[1]);
  return () => {
    const after = byName(root);
    for (const [name, old] of changed) {
      const control = after.get(name);
      const state = stateOf(old);
      if (!control || stateOf(control) === state) continue;
      setState(control, state);
      tell(control);
    }
    const target = active && after.get(active[0]);
    if (target) giveBack!(target);
  };
}

/** What can be focused or edited, each under a name of its own. */
function byName(root: Element): Map<string, Control> {
  const counts = new Map<string, number>();
  const found = new Map<string, Control>();
  for (const control of root.querySelectorAll<Control>(`${TYPED},button,a,summary,[tabindex],[contenteditable]`)) {
    const name = [control.localName, control.type, control.name, control.id].join();
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    found.set(name + count, control);
  }
  return found;
}
