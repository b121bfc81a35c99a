import { focusKind } from './key-guard.ts';

/**
 * What is typed in a field counts from its `change` event on, which comes when the field is left. A key or the menu acts
 * without leaving it, so the event is sent here; the focus stays where it is.
 */
export function commitTyped(target: EventTarget | null): void {
  if (focusKind(target).typing) target!.dispatchEvent(new Event('change', { bubbles: true }));
}
