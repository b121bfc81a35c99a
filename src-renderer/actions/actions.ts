import { createContext } from 'svelte';
import { tinykeys } from 'tinykeys';
import type { MenuCommand } from '#shared/contract/events.ts';
import { text } from '#shared/text/text.ts';
import type { ActionId } from '#shared/text/actions.ts';
import type { App } from '#renderer/stores/app.svelte.ts';
import type { Action } from './action.ts';
import { fileActions } from './file-actions.ts';
import { focusKind, keyIsTaken, commitTyped, ariaKey, keyCaps } from './keys.ts';
import { keysOf } from './shortcuts.ts';
import { runActions } from './run-actions.ts';
import { toolActions } from './tool-actions.ts';
import { viewActions } from './view-actions.ts';

/** Every action of the window, by id; binds their keys. */
export class Actions {
  /** Set by the label picker, which alone knows how to take the focus. */
  focusLabel: (() => void) | null = null;
  readonly list: readonly Action[];
  private readonly byId: ReadonlyMap<ActionId, Action>;
  readonly mac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');

  constructor(private readonly app: App) {
    this.list = [
      ...fileActions(app),
      // Before those of the selection: Delete takes a turn that is shown.
      ...runActions(app, () => this.focusLabel?.()),
      ...toolActions(app),
      ...viewActions(app),
    ];
    this.byId = new Map(this.list.map((action) => [action.id, action]));
    app.bridge.on('app/command', ({ command }) => this.command(command));
  }

  label = (id: ActionId): string => text.actions[id];
  enabled = (id: ActionId): boolean => this.byId.get(id)?.enabled() ?? false;

  run(id: ActionId): void {
    const action = this.byId.get(id);
    if (action?.enabled()) action.run();
  }

  end(id: ActionId): void {
    this.byId.get(id)?.end?.();
  }

  /** The keys of an action now. */
  keysOf = (action: Action): readonly string[] => keysOf(action, this.app.preferences.value.shortcuts);

  private keysById(id: ActionId): readonly string[] {
    const action = this.byId.get(id);
    return action ? this.keysOf(action) : [];
  }

  /** The caps of the first key of an action; empty where it has none. */
  caps(id: ActionId): string[] {
    const [binding] = this.keysById(id);
    return binding === undefined ? [] : keyCaps(binding, this.mac);
  }

  /** All its keys, each as its caps. */
  allCaps = (action: Action): string[][] => this.keysOf(action).map((binding) => keyCaps(binding, this.mac));

  /** For `aria-keyshortcuts`; undefined where it has no key. */
  ariaKeys(id: ActionId): string | undefined {
    const keys = this.keysById(id);
    return keys.length === 0 ? undefined : keys.map((binding) => ariaKey(binding, this.mac)).join(' ');
  }

  /** Binds all keys to a window until the returned function is called. */
  bindKeys(target: Window): () => void {
    const byBinding = new Map<string, Action[]>();
    for (const action of this.list)
      for (const binding of this.keysOf(action))
        byBinding.set(binding, [...(byBinding.get(binding) ?? []), action]);
    let focusIsVisible = false;
    const focused = ({ target }: FocusEvent): void => {
      focusIsVisible = target instanceof HTMLElement && target.matches(':focus-visible');
    };
    const down = (binding: string, actions: Action[]) => (event: KeyboardEvent) => {
      if (event.defaultPrevented || this.app.dialogs.open !== null || this.app.documents.comes) return;
      if (keyIsTaken(binding, focusKind(event.target, focusIsVisible))) return;
      commitTyped(event.target);
      const action = actions.find((candidate) => candidate.enabled());
      if (action === undefined) {
        const conflict = () => actions.map((each) => each.conflict?.() ?? null).find((one) => one !== null);
        const told = conflict();
        if (told === undefined) return;
        event.preventDefault();
        return this.app.notices.info(told, null, () => conflict() === told);
      }
      event.preventDefault();
      if (!event.repeat || action.end === undefined) action.run();
    };
    const bindings = [...byBinding].map(([binding, actions]) => [binding, down(binding, actions)] as const);
    const holds = this.list
      .filter((action) => action.end !== undefined)
      .flatMap((action) => this.keysOf(action).map((binding) => [binding, () => action.end?.()] as const));
    target.addEventListener('focusin', focused);
    const unbind = [
      () => target.removeEventListener('focusin', focused),
      tinykeys(target, Object.fromEntries(bindings)),
      tinykeys(target, Object.fromEntries(holds), { event: 'keyup' }),
    ];
    return () => unbind.forEach((stop) => stop());
  }

  private command(command: MenuCommand): void {
    if (typeof document !== 'undefined') commitTyped(document.activeElement);
    this.run(command);
  }
}

/** The actions, for every component below the window. */
export const [useActions, provideActions] = createContext<Actions>();
