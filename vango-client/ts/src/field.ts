// Attributes, and the live properties of form controls that HTML attributes only initialise.
//
// Invariant: what the user has typed into the focused control is not overwritten before the server has seen it: while
// the last keystroke's event is unsent or unacknowledged, a new value is withheld and set afterwards.
// Does not keep the selection or an IME composition (issue 3).

/** Attributes whose property lives its own life once the user or a script has touched it. */
const LIVE = /^(checked|selected|muted)$/;
/** Elements whose `value` is typed by the user; of others (`<li>`, `<progress>`) the attribute is all there is. */
const TYPED = "input:not([type=file]),textarea,select";

type Control = Element & { value: string; checked: boolean };

/** Sets attributes, and remembers what is being typed. */
export class Fields {
  /** The control that was typed into last. */
  private typed: Element | undefined;
  /** The number of the first event after that; 0 while there is none. */
  private carrier = 0;
  /** A control whose value attribute is newer than its value. */
  private withheld: Control | undefined;

  constructor(private readonly document: Document) {}

  /** Watches what is typed inside `root`; before any other listener, so that the event itself may be the carrier. */
  watch(root: Element): void {
    root.addEventListener(
      "input",
      (event) => {
        this.typed = event.target as Element;
        this.carrier = 0;
      },
      true,
    );
  }

  /** An event with this number is on its way. */
  sent(number: number): void {
    if (this.typed) this.carrier ||= number;
  }

  /** The server has applied events up to this number. */
  acknowledged(number: number): void {
    if (this.carrier && this.carrier <= number) this.typed = undefined;
  }

  /** Sets the value that was withheld, unless it still must wait. */
  settle(): void {
    const control = this.withheld;
    this.withheld = undefined;
    if (control) this.setValue(control, control.getAttribute("value"));
  }

  /** Sets an attribute, or removes it when `value` is `null`. */
  set(element: Element, name: string, value: string | null): void {
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
    if (name === "value") {
      if (element.matches(TYPED)) this.setValue(element as Control, value);
    } else if (LIVE.test(name) && name in element) {
      (element as Control)[name as "checked"] = value !== null;
    }
  }

  private setValue(control: Control, value: string | null): void {
    if (control === this.typed && control === this.document.activeElement) this.withheld = control;
    else if (control.value !== (value ??= "")) control.value = value;
  }
}
