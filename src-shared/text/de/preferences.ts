import { counted } from '../formats.ts';
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
  shortcuts: {
    title: 'Tastenkürzel',
    open: 'Ändern…',
    changed: (count) =>
      count === 0 ? 'Alle wie mitgebracht' : `${counted(count, 'Taste', 'Tasten')} geändert`,
    how: 'Eine Taste anklicken, dann eine andere drücken. Alle Aktionen stehen hier, auch die ohne Taste.',
    press: 'Tasten drücken…',
    none: 'Keine Taste',
    remove: 'Keine Taste dafür',
    taken: (keys, others) => `${keys} gehört zu: ${others.join(', ')}.`,
    fixed: (keys) => `${keys} bewegt, drückt oder verlässt überall etwas und ist nicht wählbar.`,
    takeOver: 'Hier verwenden',
    leave: 'So lassen',
    reset: (action) => `Wieder die eigene Taste: ${action}`,
    change: (action, keys) => `Taste ändern für ${action}${keys === '' ? '' : `, jetzt ${keys}`}`,
    resetAll: 'Alle Tasten wie mitgebracht',
    allReset: 'Alle Tasten sind wie mitgebracht',
    back: 'Zurück',
    announce: (action, keys) => `${action}: ${keys}`,
  },
  fills: 'Füllungen',
  fillsWait: 'Das lässt sich ändern, sobald über das Ergebnis entschieden ist, das entsteht oder wartet.',
  exports: 'Exporte',
  commandLine: {
    title: 'Befehlszeile',
    states: {
      absent: 'Tessera für Terminals und Skripte, ohne Fenster. Noch nicht dort.',
      here: 'Terminals starten Tessera unter diesem Namen, ohne Fenster.',
      stale: 'Startet eine andere Kopie von Tessera oder auf frühere Weise.',
      foreign: 'Das ist die Datei eines anderen Programms. Sie bleibt, wie sie ist.',
      packaged: 'Terminals starten Tessera unter diesem Namen, ohne Fenster. Das Paket hat es mitgebracht.',
    },
    changes: { absent: 'Dort ablegen', stale: 'Erneuern', here: 'Entfernen' },
    notSearched:
      'Terminals suchen vielleicht noch nicht in diesem Ordner: neu anmelden oder ihn in den Einstellungen der Shell zu PATH hinzufügen.',
    gone: (program) =>
      `Tessera ist nicht mehr unter ${program}. Nichts wurde getan. Tessera am jetzigen Ort starten und „Einstellungen, Befehlszeile“ wählen; oder diese Datei löschen.`,
    notOurs: (path) =>
      `${path} ist die Datei eines anderen Programms und blieb, wie sie ist. Nach Umbenennen oder Verschieben geht es.`,
  },
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
