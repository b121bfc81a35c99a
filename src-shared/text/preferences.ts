import { counted } from './formats.ts';
import type { CommandLineFile, DataPart } from '#shared/contract/app.ts';

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
  commandLine: {
    title: 'Command line',
    /** What lies at the path that is shown before it. */
    states: {
      absent: 'Tessera for terminals and scripts, without a window. It is not there yet.',
      here: 'Terminals start Tessera by this name, without a window.',
      stale: 'It starts another copy of Tessera, or in an earlier way.',
      foreign: 'This is another program’s file. It stays as it is.',
      packaged: 'Terminals start Tessera by this name, without a window. The package brought it.',
    } satisfies Record<CommandLineFile['state'], string>,
    /** What can be done about it. */
    changes: { absent: 'Put it there', stale: 'Renew it', here: 'Take it away' },
    notSearched:
      'Terminals may not look in this folder yet: log in again, or add it to PATH in the settings of the shell.',
    /** Said by the file itself. @param program that it starts */
    gone: (program: string) =>
      `Tessera is no longer at ${program}. Nothing was done. Start Tessera where it is now and choose Preferences, Command line; or delete this file.`,
    notOurs: (path: string) =>
      `${path} is another program’s file. It was left as it is. Rename it or move it away, then try again.`,
  },
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
