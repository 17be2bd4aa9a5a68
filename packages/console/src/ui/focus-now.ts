/** As the `ref` of a field that somebody just asked for: it gets the focus when it appears. */
export function focusNow(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true })
}
