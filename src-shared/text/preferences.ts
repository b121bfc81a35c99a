/** The preferences dialog. */
export const preferences = {
  title: 'Preferences',
  look: 'Look',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  motion: 'Motion',
  motions: { system: 'As the system', none: 'None' },
  fills: 'Fills',
  exports: 'Exports',
  data: 'Data',
  measuring: 'Measuring…',
  use: (size: string) => `${size}, with unsaved work and models`,
  showFolder: 'Show folder',
  dataHint: 'Nothing leaves this computer. Photos stay where they are and are never written over.',
  reset: 'Reset all preferences',
  resetAsk: 'Really reset?',
} as const;
