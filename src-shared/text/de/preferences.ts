import type { Catalogue } from '../english.ts';

export const preferences: Catalogue['preferences'] = {
  title: 'Einstellungen',
  look: 'Darstellung',
  language: 'Sprache',
  languageOfSystem: 'System',
  byMachine: 'maschinell übersetzt, bitte korrigieren',
  theme: 'Farbschema',
  themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  motion: 'Bewegung',
  motions: { system: 'Wie System', none: 'Keine' },
  fills: 'Füllungen',
  fillsWait: 'Das lässt sich ändern, sobald über das Ergebnis entschieden ist, das entsteht oder wartet.',
  exports: 'Exporte',
  data: 'Daten',
  measuring: 'Wird gemessen…',
  use: (size) => `insgesamt ${size}`,
  dataParts: {
    settings: 'Einstellungen',
    documents: 'Nicht gespeicherte Arbeit',
    models: 'Installierte Modelle',
    logs: 'Protokolle',
    caches: 'Zwischenspeicher',
  },
  clearCaches: 'Zwischenspeicher leeren',
  report: 'Fehlerbericht sichern…',
  reportHint:
    'Ein ZIP mit Versionen, Geräten, dem Ende des Protokolls und dem Rezept des offenen Fotos: keine Pixel, keine Namen von Dateien oder Ordnern.',
  reportSaved: (name) =>
    `${name} ist gesichert und kann der Meldung beigelegt werden; es wurde nichts verschickt.`,
  showFolder: 'Ordner zeigen',
  dataHint: 'Nichts verlässt diesen Rechner. Fotos bleiben, wo sie sind, und werden nie überschrieben.',
  reset: 'Alle Einstellungen zurücksetzen',
  resetAsk: 'Wirklich zurücksetzen?',
};
