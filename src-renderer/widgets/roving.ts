/**
 * Makes the buttons in an element one stop of the tab sequence: arrow keys (left and right as they are seen, Home and End) go from
 * one to the next, and Tab comes back to the one that was used last. Fields in it keep their own stops. For `{@attach roving}`;
 * give the element the role toolbar and a name. @returns what ends it
 */
export function roving(element: HTMLElement): () => void {
  let stop: HTMLButtonElement | null = null;

  const enabled = (): HTMLButtonElement[] => [
    ...element.querySelectorAll<HTMLButtonElement>('button:enabled'),
  ];
  /** One button has the stop: another one where that is disabled or gone. */
  const settle = (): void => {
    const all = enabled();
    if (stop === null || !all.includes(stop)) stop = all[0] ?? null;
    for (const button of element.querySelectorAll('button')) {
      const index = button === stop ? 0 : -1;
      if (button.tabIndex !== index) button.tabIndex = index;
    }
  };
  const focused = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLButtonElement)) return;
    stop = target;
    settle();
  };
  const moved = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLButtonElement)) return;
    const all = enabled();
    const at = all.indexOf(event.target);
    const isMirrored = getComputedStyle(element).direction === 'rtl';
    const before = (at - 1 + all.length) % all.length;
    const after = (at + 1) % all.length;
    const next = {
      ArrowLeft: isMirrored ? after : before,
      ArrowRight: isMirrored ? before : after,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (at < 0 || next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    all[next]?.focus();
  };

  const observer = new MutationObserver(settle);
  const attributeFilter = ['disabled', 'tabindex'];
  observer.observe(element, { subtree: true, childList: true, attributes: true, attributeFilter });
  element.addEventListener('focusin', focused);
  element.addEventListener('keydown', moved);
  settle();
  return () => {
    observer.disconnect();
    element.removeEventListener('focusin', focused);
    element.removeEventListener('keydown', moved);
  };
}
