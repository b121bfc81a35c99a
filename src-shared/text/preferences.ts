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
