// Recovery: what the user has put into controls, told to the server when nobody listened, and put back after a Mount.
//
// Invariant: an old and a new control belong together when they have the same kind, name and id and stand at the same
// place among those. What is put back or found is told by `input` and `change`, as if the user did it now.
// Does not decide when: see `field.ts` for a page that is adopted, `patch.ts` for a Mount.

import { focus, selectionOf } from "./keep.js";
import { chosen } from "./payload.js";
import { VALUE_SEPARATOR } from "./limits.js";

/** Elements whose `value` is typed by the user; of others (`<li>`, `<progress>`) the attribute is all there is. */
export const TYPED = "input:not([type=file]),textarea,select";

/** A control of any kind; which properties it has depends on the kind. */
export type Control = Omit<HTMLInputElement & HTMLSelectElement & HTMLTextAreaElement, "type"> & Element & { readonly type: string };

/** Whether the control shows something else than the page gave it. A browser does not know a `value` of select and textarea. */
export function isChanged(control: Control, knowsValue: boolean): boolean {
  const { type, options } = control;
  const given = knowsValue ? control.getAttribute("value") : null;
  if (options) {
    if (given !== null) return chosen(control) !== given;
    const all = [...options];
    let shown = all.filter((option) => option.defaultSelected);
    // Without a default the browser chooses the first that can be chosen.
    if (!shown.length && !control.multiple) shown = all.filter((option) => !option.disabled).slice(0, 1);
    return all.some((option) => option.selected !== shown.includes(option));
  }
  if (isCheckable(control)) return control.checked !== control.defaultChecked;
  // Of a slider or a colour without a value the browser makes one up.
  return control.value !== (given ?? control.defaultValue) && !(/^(range|color)$/.test(type) && !control.defaultValue);
}

/** Whether a control is on or off, and its value only names it. */
export function isCheckable({ type }: { readonly type?: string }): boolean {
  return type === "checkbox" || type === "radio";
}

/** Tells the handlers of a control what it shows. The one radio button of a group that went off is silent, as in a browser. */
export function tell(control: Control): void {
  if (control.type === "radio" && !control.checked) return;
  for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
}

/** Chooses the options of these values. */
export function choose(select: Pick<HTMLSelectElement, "multiple" | "options" | "value">, value: string): void {
  const values = value.split(VALUE_SEPARATOR);
  if (!select.multiple) select.value = value;
  else for (const option of select.options) option.selected = values.includes(option.value);
}

/** Remembers edits and focus under `root`; returns what puts them into the nodes that have replaced those. */
export function remember(root: Element): () => void {
  const before = [...byName(root)];
  const changed = before.filter(([, control]) => control.matches(TYPED) && isChanged(control, true));
  const active = before.find(([, control]) => control === document.activeElement);
  const select = active && selectionOf(active[1]);
  return () => {
    const after = byName(root);
    for (const [name, old] of changed) {
      const control = after.get(name);
      if (control && copy(old, control)) tell(control);
    }
    const target = active && after.get(active[0]);
    focus(target);
    if (target) select!(target);
  };
}

/** Returns whether that changed anything. */
function copy(old: Control, control: Control): boolean {
  if (old.options) {
    const value = chosen(old);
    if (value === chosen(control)) return false;
    choose(control, value);
  } else {
    const property = isCheckable(old) ? "checked" : "value";
    if (control[property] === old[property]) return false;
    (control as Record<typeof property, unknown>)[property] = old[property];
  }
  return true;
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
