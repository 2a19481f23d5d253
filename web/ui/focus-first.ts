/** A `ref` for the field that a page begins with: it has the focus when the page is there. */
export function focusFirst(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
