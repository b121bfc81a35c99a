import { effortNames, orderNames } from '../../src-shared/runs/run-choices';
import type { App } from '../stores/app.svelte';
import { type Action, always } from './action';
import { chooseMode } from './tool-actions';

/** Runs, results, and the settings of a run. */
export function runActions(app: App, findLabel: () => void): Action[] {
  const { documents, preferences, run, settings, view } = app;
  const reviewing = (): boolean => run.state === 'reviewing';
  const several = (): boolean => reviewing() && (run.result?.variants.length ?? 0) > 1;
  return [
    {
      id: 'fill',
      group: 'run',
      keys: ['$mod+Enter'],
      run: () => void run.start(),
      enabled: () => run.obstacle === null,
    },
    {
      id: 'cancel',
      group: 'run',
      keys: ['Escape'],
      run: () => (view.gesture === null ? void run.cancel() : view.gesture.cancel()),
      enabled: () => run.state === 'running' || view.gesture !== null,
    },
    {
      id: 'accept',
      group: 'run',
      keys: ['Enter'],
      run: () => (view.gesture === null ? void run.accept() : view.gesture.finish()),
      enabled: () => reviewing() || view.gesture !== null,
    },
    {
      id: 'discard',
      group: 'run',
      keys: ['Escape', 'Backspace'],
      run: () => void run.discard(),
      enabled: reviewing,
    },
    { id: 'again', group: 'run', keys: ['KeyA'], run: () => void run.again(), enabled: reviewing },
    {
      id: 'previous-variant',
      group: 'run',
      keys: ['ArrowLeft'],
      run: () => run.stepVariant(-1),
      enabled: several,
    },
    {
      id: 'next-variant',
      group: 'run',
      keys: ['ArrowRight'],
      run: () => run.stepVariant(1),
      enabled: several,
    },
    {
      id: 'compare',
      group: 'run',
      keys: ['Backslash'],
      run: () => (view.showBefore = true),
      end: () => (view.showBefore = false),
      enabled: () => documents.current !== null,
    },
    {
      id: 'mode-fill',
      group: 'settings',
      keys: ['Alt+Digit1'],
      run: () => chooseMode(app, 'fill'),
      enabled: always,
    },
    {
      id: 'extend',
      group: 'settings',
      keys: ['Alt+Digit2'],
      run: () => chooseMode(app, 'extend'),
      enabled: always,
    },
    ...effortNames.map((effort, index): Action => ({
      id: `effort-${effort}`,
      group: 'settings',
      keys: [`Digit${index + 1}`],
      run: () => settings.chooseEffort(effort),
      enabled: always,
    })),
    ...orderNames.map((order, index): Action => ({
      id: `order-${order}`,
      group: 'settings',
      keys: [`Shift+Digit${index + 1}`],
      run: () => settings.change({ order }),
      enabled: always,
    })),
    {
      id: 'toggle-order',
      group: 'settings',
      keys: ['KeyV'],
      run: () => preferences.change({ showOrder: !preferences.value.showOrder }),
      enabled: always,
    },
    { id: 'roll-seed', group: 'settings', keys: ['KeyD'], run: () => settings.rollSeed(), enabled: always },
    { id: 'find-label', group: 'settings', keys: ['Slash', '$mod+KeyK'], run: findLabel, enabled: always },
  ];
}
