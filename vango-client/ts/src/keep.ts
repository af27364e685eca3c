// What the user holds: focus, selection and scroll positions, which a browser forgets when nodes leave and come back.
//
// Invariant: nothing is put back that is still there, so that a cursor never moves without need.
// Does not keep values: those stay with their nodes, see `field.ts` and, for nodes that are replaced, `recover.ts`.

/** Text controls; of others `selectionStart` is null or missing. */
type Selectable = Element & Partial<Pick<HTMLInputElement, "selectionStart" | "selectionEnd" | "selectionDirection" | "value">>;

/** Remembers the selection in a control; returns what sets it, there or in another. A cursor at the end stays at the end. */
export function selectionOf(control: Selectable): (target: Selectable) => void {
  const { selectionStart, selectionEnd, selectionDirection, value } = control;
  return (target) => {
    if (selectionStart == null || target.selectionStart == null) return;
    const move = (at: number): number => (at === value!.length ? target.value!.length : at);
    (target as HTMLInputElement).setSelectionRange(move(selectionStart), move(selectionEnd!), selectionDirection!);
  };
}

/** Sets a control's value, keeping the selection in it. */
export function setValue(control: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  if (control.value === value) return;
  const isFocused = control === document.activeElement;
  const select = isFocused && selectionOf(control);
  control.value = value;
  if (select) select(control);
}

/** Focuses without scrolling. */
export function focus(element: Element | undefined): void {
  (element as HTMLElement | undefined)?.focus({ preventScroll: true });
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
      if (!element.isConnected) scrolled.delete(element);
      else if (element.scrollTop !== top || element.scrollLeft !== left) Object.assign(element, { scrollLeft: left, scrollTop: top });
    }
  };
}
