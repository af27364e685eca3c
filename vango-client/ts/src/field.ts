// Attributes, and the live properties of form controls that HTML attributes only initialise.
//
// Invariant: what the user has put into a control is not overwritten before the server has seen it: each control that
// was edited has the number of the first event sent after the edit (and with it), and until a batch acknowledges that
// number a value, check or choice from the server waits; so it does while an IME composes. Live properties are set when
// a batch is whole, because a choice needs its options.
// Does not send edits: handlers do, and `recover.ts` for those that nobody could hear.

import { type Control, isChanged, isCheckable, setState, tell, touched, TYPED } from "./recover.js";

/** Attributes whose property lives its own life once the user or a script has touched it. */
const LIVE = /^(checked|selected|muted)$/;

/** Sets attributes, and remembers what is being edited. */
export interface Fields {
  /** Watches what is edited inside `root`; before any other listener, so that the event itself may tell the server. */
  watch(root: Element): void;
  /** An event with this number is on its way; `isWaiting` says of which controls it does not tell. */
  sent(number: number, isWaiting: (control: Element) => boolean): void;
  /** The server has applied events up to this number. */
  acknowledged(number: number): void;
  /** All is shown anew: events that were numbered before count no more. */
  forget(): void;
  /**
   * The page was adopted: what attributes say becomes live, and what the user has changed until now is told. `isLive`: they
   * are live already, and a browser that goes back has put its own values in.
   */
  adopt(root: Element, isLive: boolean): void;
  /** Sets the properties that are older than their attribute, unless they still must wait. */
  settle(): void;
  /** Sets an attribute, or removes it when `value` is `null`. */
  set(element: Element, name: string, value: string | null): void;
  /** This element, if it is one, has come with `autofocus`. */
  arrived(element: Node | undefined): void;
  /**
   * Focuses what has come with `autofocus` first, unless the user is typing: has changed the control in focus, and not sent or
   * left it. When all was shown anew, `recover` says instead where the focus was.
   */
  autofocus(recover: (() => void) | undefined): void;
  /** What stands in this element has changed: options are chosen anew, a text area shows its text. */
  changed(element: Element): void;
}

/** Makes fields of which none is edited. */
export function createFields(): Fields {
  /** The controls that were edited; the number of the event that tells the server, 0 while none was sent. */
  const edits = new Map<Element, number>();
  /** Properties that are older than their attribute. */
  let due: (readonly [element: Element, name: string])[] = [];
  /** What is to be focused. */
  let focused: Node | undefined;
  /** What was changed last and has not said `change` since. */
  let typing: Element | undefined;
  /** Where an IME composes. */
  let composing: Element | undefined;

  const isHeld = (control: Control): boolean =>
    control === composing ||
    ([...edits.keys()] as Control[]).some(
      (edited) =>
        edited.contains(control) ||
        // One of a group goes off when another goes on.
        (control.type === "radio" && edited.type === control.type && edited.name === control.name && edited.form === control.form),
    );

  const settle = (): void => {
    due = due.filter(([element, name]) => isHeld(element as Control) || setLive(element as Control, name));
  };

  return {
    settle,
    watch(root) {
      const on = (type: string, act: (target: Element) => void): void =>
        root.addEventListener(type, (event) => act(event.target as Element), true);
      on("input", (target) => {
        typing = target;
        touched.add(target);
        if (target.matches(TYPED)) edits.set(target, 0);
      });
      on("change", () => (typing = undefined));
      on("compositionstart", (target) => (composing = target));
      on("compositionend", () => {
        composing = undefined;
        // Browsers don't agree on whether the last `input` comes before this or after it.
        setTimeout(settle);
      });
    },
    sent(number, isWaiting) {
      for (const [control, carrier] of edits) {
        if (!carrier && !isWaiting(control)) edits.set(control, number);
      }
    },
    acknowledged(number) {
      for (const [control, carrier] of edits) {
        if (carrier && carrier <= number) {
          edits.delete(control);
          // After the batch that comes with this number, if one does.
          queueMicrotask(settle);
        }
      }
    },
    forget() {
      edits.clear();
      due = [];
    },
    adopt(root, isLive) {
      for (const control of root.querySelectorAll<Control>(TYPED)) {
        if (isChanged(control, isLive)) tell(control);
        else if (control.matches("select[value],textarea[value]")) due.push([control, "value"]);
      }
      settle();
    },
    set(element, name, value) {
      const control = element as Control;
      // A field that nobody has edited shows its attribute at once and forgets the cursor; from now on it counts as edited.
      if (element === document.activeElement && name === "value" && control.value === control.defaultValue) control.value += "";
      if (value === null) element.removeAttribute(name);
      else {
        element.setAttribute(name, value);
        if (name === "autofocus") focused ??= element;
      }
      if (name === "value" ? element.matches(TYPED) : LIVE.test(name) && name in element) due.push([element, name]);
    },
    arrived(element) {
      focused ??= element;
    },
    autofocus(recover) {
      if (recover) recover();
      else if (focused && typing !== document.activeElement) (focused as HTMLElement).focus();
      focused = undefined;
    },
    changed(element) {
      if (!/^(select|optgroup|textarea)$/.test(element.localName)) return;
      const control = element.closest("select[value],textarea");
      if (control) due.push([control, "value"]);
    },
  };
}

/** Makes a property what its attribute says. */
function setLive(control: Control, name: string): undefined {
  const value = control.getAttribute(name);
  if (name !== "value") control[name as "checked"] = value !== null;
  // The value of a box is its attribute; a choice stays when nothing is to be chosen.
  else if (!isCheckable(control)) setState(control, value ?? control.defaultValue);
}
