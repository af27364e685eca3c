// What the user holds: focus, selection and scroll positions, which a browser forgets when nodes leave and come back.
//
// Invariant: the focus is not given to what still has it, so that a cursor never moves without need.
// Does not keep values: those stay with their nodes, see `field.ts` and, for nodes that are replaced, `recover.ts`.

/** Text controls; of others `selectionStart` is null or missing. */
type Selectable = Element & Partial<Pick<HTMLInputElement, "selectionStart" | "selectionEnd" | "selectionDirection">>;

/** Remembers the selection in a control; returns what sets it, there or in another. */
export function selectionOf({ selectionStart, selectionEnd, selectionDirection }: Selectable): (target: Selectable) => void {
  return (target) => {
    if (selectionStart != null) (target as HTMLInputElement).setSelectionRange(selectionStart, selectionEnd!, selectionDirection!);
  };
}

/** Sets a control's value, keeping the selection in it. */
export function setValue(control: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  if (control.value === value) return;
  const select = control === document.activeElement && selectionOf(control);
  control.value = value;
  if (select) select(control);
}

/** Focuses without scrolling. */
export function focus(element: Element): void {
  (element as HTMLElement).focus({ preventScroll: true });
}

/** Remembers focus, selection and the positions of what was scrolled; returns what puts them back. */
export function keep(scrolled: Set<Element>): () => void {
  const active = document.activeElement!;
  const select = selectionOf(active);
  const positions = Array.from(scrolled, (element) => [element, element.scrollLeft, element.scrollTop] as const);
  return () => {
    if (active.isConnected && active !== document.activeElement) {
      focus(active);
      select(active);
    }
    for (const [element, left, top] of positions) {
      element.scrollLeft = left;
      element.scrollTop = top;
      if (!element.isConnected) scrolled.delete(element);
    }
  };
}
