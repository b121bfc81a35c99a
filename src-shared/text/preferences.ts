import { counted } from './formats.ts';
import type { DataPart } from '#shared/contract/app.ts';

/** The preferences dialog. */
export const preferences = {
  title: 'Preferences',
  look: 'Look',
  language: 'Language',
  languageOfSystem: 'System',
  /** Beside a language that nobody who speaks it has corrected yet; in each language, this very sentence. */
  byMachine: 'machine translated, please correct',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  motion: 'Motion',
  motions: { system: 'As the system', none: 'None' },
  shortcuts: {
    title: 'Keyboard shortcuts',
    open: 'Change…',
    changed: (count: number) =>
      count === 0 ? 'All as they come' : `${counted(count, 'key', 'keys')} changed`,
    how: 'Click a key, then press another. Every action is listed, also those without a key.',
    press: 'Press keys…',
    none: 'No key',
    remove: 'No key for it',
    taken: (keys: string, others: readonly string[]) => `${keys} belongs to: ${others.join(', ')}.`,
    fixed: (keys: string) => `${keys} moves, presses or leaves everywhere and cannot be chosen.`,
    takeOver: 'Use it here',
    leave: 'Leave it',
    reset: (action: string) => `Its own key again: ${action}`,
    change: (action: string, keys: string) =>
      `Change the key of ${action}${keys === '' ? '' : `, now ${keys}`}`,
    resetAll: 'All keys as they came',
    allReset: 'All keys are as they came',
    back: 'Back',
    announce: (action: string, keys: string) => `${action}: ${keys}`,
  },
  fills: 'Fills',
  fillsWait: 'These can be changed once the result that is made or waits is accepted or discarded.',
  exports: 'Exports',
  data: 'Data',
  measuring: 'Measuring…',
  use: (size: string) => `${size} in all`,
  dataParts: {
    settings: 'Settings',
    documents: 'Unsaved work',
    models: 'Installed packs',
    logs: 'Logs',
    caches: 'Caches',
  } satisfies Record<DataPart, string>,
  clearCaches: 'Clear caches',
  report: 'Save a bug report…',
  reportHint:
    'A zip with versions, devices, the end of the log and the recipe of the open photo: no pixels, no names of files or folders.',
  reportSaved: (name: string) => `Saved ${name}. Attach it to your report; nothing was sent.`,
  showFolder: 'Show folder',
  dataHint: 'Nothing leaves this computer. Photos stay where they are and are never written over.',
  reset: 'Reset all preferences',
  resetAsk: 'Really reset?',
} as const;
