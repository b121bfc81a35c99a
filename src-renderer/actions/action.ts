import type { ActionGroup, ActionId } from '#shared/text/actions.ts';

/** One thing a user can do, however it is triggered. */
export interface Action {
  readonly id: ActionId;
  readonly group: ActionGroup;
  /** tinykeys bindings by key code, `$mod` = Ctrl or Command; the first one is shown. */
  readonly keys: readonly string[];
  readonly run: () => void;
  readonly enabled: () => boolean;
  /** Why it waits for what runs or waits, told where its key is pressed all the same; null = no such reason. */
  readonly conflict?: () => string | null;
  /** For actions that last while the key is down. */
  readonly end?: () => void;
}

export const always = (): boolean => true;
