// What the user holds: focus, selection and scroll positions, which a browser forgets when nodes leave and come back.
//
// Invariant: the focus is not given to what still has it, so that a cursor never moves without need.
// Does not keep values: those stay with their nodes, see `field.ts` and, for nodes that are replaced, `recover.ts`.

/** Text controls; of others `selectionStart` is null or missing. */
type Selectable = Element & Partial<Pick<HTMLInputElement, "selectionStart" | "selectionEnd" | "selectionDirection">>;

/** Remembers the selection in a control; returns what gives focus and selection to it or to another, without scrolling. */
export function cursorOf({ selectionStart, selectionEnd, selectionDirection }: Selectable): (target: Selectable) => void {
  return (target) => {
    (target as HTMLElement).focus({ preventScroll: true });
    if (selectionStart != null) (target as HTMLInputElement).setSelectionRange(selectionStart, selectionEnd!, selectionDirection!);
  };
}

/** Remembers focus, selection and the positions of what was scrolled; returns what puts them back. */
export function keep(scrolled: Set<Element>): () => void {
  const active = document.activeElement!;
  const giveBack = cursorOf(active);
  const positions = Array.from(scrolled, (element) => [element, element.scrollLeft, element.scrollTop] as const);
  return () => {
    if (active.isConnected && active !== document.activeElement) giveBack(active);
    for (const [element, left, top] of positions) {
      element.scrollLeft = left;
      element.scrollTop = top;
      if (!element.isConnected) scrolled.delete(element);
    }
  };
}
