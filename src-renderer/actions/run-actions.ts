import { orders } from '#shared/orders/index.ts';
import { effortNames } from '#shared/runs/run-choices.ts';
import type { App } from '#renderer/stores/app.svelte.ts';
import { conflictOf } from '#renderer/stores/active-tool.ts';
import { type Action, always } from './action.ts';
import { chooseMode } from './tool-actions.ts';
import { turnActions } from './turn-actions.ts';

/** Runs, results, and the settings of a run. */
export function runActions(app: App, findLabel: () => void): Action[] {
  const { documents, preferences, run, settings, view } = app;
  return [
    {
      id: 'fill',
      group: 'run',
      keys: ['$mod+Enter'],
      run: () => void run.start(),
      enabled: () => run.obstacle === null,
      conflict: () => (run.busy ? conflictOf(app) : run.obstacle),
    },
    {
      id: 'cancel',
      group: 'run',
      keys: ['Escape'],
      run: () => (view.gesture === null ? void run.cancel() : view.gesture.cancel()),
      enabled: () => run.canCancel || view.gesture !== null,
    },
    {
      id: 'pause',
      group: 'run',
      keys: ['Shift+KeyP'],
      run: () => void run.pause(),
      enabled: () => run.canPause,
    },
    {
      id: 'resume',
      group: 'run',
      keys: ['Shift+KeyP'],
      run: () => void run.resume(),
      enabled: () => app.turns.interrupted !== null && !run.busy,
    },
    ...turnActions(app),
    {
      id: 'compare',
      group: 'run',
      keys: ['Backslash'],
      run: () => (view.showBefore = true),
      end: () => (view.showBefore = false),
      enabled: () => documents.current !== null && app.turns.hasBefore,
    },
    {
      id: 'mode-fill',
      group: 'settings',
      keys: ['Alt+Digit1'],
      run: () => chooseMode(app, 'fill'),
      enabled: () => run.editable,
      conflict: () => conflictOf(app),
    },
    {
      id: 'extend',
      group: 'settings',
      keys: ['Alt+Digit2'],
      run: () => chooseMode(app, 'extend'),
      enabled: () => run.editable,
      conflict: () => conflictOf(app),
    },
    ...effortNames.map((effort, index): Action => ({
      id: `effort-${effort}`,
      group: 'settings',
      keys: [`Digit${index + 1}`],
      run: () => settings.chooseEffort(effort),
      enabled: always,
    })),
    ...orders.map(({ name: order, key }): Action => ({
      id: `order-${order}`,
      group: 'settings',
      keys: [key],
      run: () => settings.change({ order }),
      enabled: always,
    })),
    {
      id: 'toggle-order',
      group: 'settings',
      keys: ['KeyV'],
      run: () => preferences.change({ orderOverlay: !preferences.value.orderOverlay }),
      enabled: always,
    },
    { id: 'roll-seed', group: 'settings', keys: ['KeyD'], run: () => settings.rollSeed(), enabled: always },
    { id: 'find-label', group: 'settings', keys: ['Slash', '$mod+KeyK'], run: findLabel, enabled: always },
  ];
}
