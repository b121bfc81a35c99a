import type { ActionId } from '#shared/text/actions.ts';
import type { Preferences } from '#shared/contract/app.ts';
import type { Action } from './action.ts';

type Chosen = Preferences['shortcuts'];

/** An action's keys: those that the user chose (none, too), else its own. */
export const keysOf = ({ id, keys }: Pick<Action, 'id' | 'keys'>, chosen: Chosen): readonly string[] =>
  chosen[id] ?? keys;

const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph']);
/** What moves the focus, the cross-hair and the pen, presses buttons and leaves things, whatever is chosen. */
const fixed =
  /^(Shift\+)?(Tab|Space|Enter|NumpadEnter|Escape|ArrowLeft|ArrowRight|ArrowUp|ArrowDown|ContextMenu)$/;

/** The binding of a key that is pressed; null while only modifiers are. */
export function bindingOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  mac: boolean,
): string | null {
  if (modifiers.has(event.key) || event.code === '') return null;
  const parts = [
    (mac ? event.metaKey : event.ctrlKey) && '$mod',
    mac && event.ctrlKey && 'Control',
    event.altKey && 'Alt',
    event.shiftKey && 'Shift',
    event.code,
  ];
  return parts.filter((part) => part !== false).join('+');
}

/** True for a key that has a meaning of its own everywhere, so that no action can take it. */
export const isFixed = (binding: string): boolean => fixed.test(binding);

/** Bindings that mean the same keys are the same text then. */
export function sameKeys(binding: string, mac: boolean): string {
  const parts = binding.split('+');
  const key = parts.pop()!;
  const held = parts.map((part) => (part === 'Control' && !mac ? '$mod' : part)).sort();
  return [...held, key].join('+');
}

/**
 * Other actions that a key belongs to. Actions that share a key by themselves (one pauses, the other resumes) never act at
 * the same time: they may share any.
 */
export function ownersOf(
  binding: string,
  id: ActionId,
  actions: readonly Action[],
  chosen: Chosen,
  mac: boolean,
): readonly Action[] {
  const wanted = sameKeys(binding, mac);
  const own = actions.find((action) => action.id === id)?.keys ?? [];
  return actions.filter(
    (action) =>
      action.id !== id &&
      !action.keys.some((key) => own.includes(key)) &&
      keysOf(action, chosen).some((key) => sameKeys(key, mac) === wanted),
  );
}

/** Gives an action this key alone, and takes it from all others that have it; null = it has none. What is its own again is no choice. */
export function withKey(
  binding: string | null,
  id: ActionId,
  actions: readonly Action[],
  chosen: Chosen,
  mac: boolean,
): Chosen {
  const next: Record<string, readonly string[]> = { ...chosen, [id]: binding === null ? [] : [binding] };
  const wanted = binding === null ? null : sameKeys(binding, mac);
  for (const action of wanted === null ? [] : ownersOf(binding!, id, actions, chosen, mac))
    next[action.id] = keysOf(action, chosen).filter((key) => sameKeys(key, mac) !== wanted);
  for (const { id: each, keys } of actions)
    if (next[each] && next[each].length === keys.length && keys.every((key, at) => key === next[each]![at]))
      delete next[each];
  return next as Chosen;
}

/** An action has its own keys again, and they are taken from all others. */
export function withOwnKeys(id: ActionId, actions: readonly Action[], chosen: Chosen, mac: boolean): Chosen {
  const own = actions.find((action) => action.id === id)?.keys ?? [];
  const next: Record<string, readonly string[]> = { ...chosen };
  delete next[id];
  for (const key of own)
    for (const action of ownersOf(key, id, actions, next as Chosen, mac))
      next[action.id] = keysOf(action, next as Chosen).filter(
        (each) => sameKeys(each, mac) !== sameKeys(key, mac),
      );
  return next as Chosen;
}
