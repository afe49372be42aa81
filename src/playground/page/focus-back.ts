/** After a dialog: to where one came from, or to the box to write in; and nowhere for whoever has gone on by then. */
export function focusBack(cameFrom: Element | null): void {
  if (document.querySelector('dialog[open]') || document.activeElement !== document.body) return;
  if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
  else document.querySelector<HTMLElement>('.composer-box')?.focus();
}
