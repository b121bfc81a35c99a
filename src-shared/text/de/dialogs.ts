import type { Catalogue } from '../english.ts';
import { byteSize, counted, percent, pixelSize } from '../formats.ts';
import { systemErrors } from './system-errors.ts';
import { exportDialog } from './export-dialog.ts';
import { opening } from './opening.ts';

export const dialogs: Catalogue['dialogs'] = {
  close: 'Schließen',
  cancel: 'Abbrechen',
  dismiss: 'Ausblenden',

  ...opening,

  start: {
    failed: (folder, code) =>
      `Tessera kann nicht starten: der Datenordner ist nicht benutzbar (${folder}). ${code === null ? 'Alle Fotos sind wie zuvor. Bitte neu starten.' : systemErrors.refused(null, code)}`,
  },
  copy: {
    copying: 'Wird kopiert…',
    done: (width, height, bits, profile) =>
      `Das ganze Bild ist in der Zwischenablage, als PNG: ${pixelSize(width, height)}, ${bits} Bit, ${profile}.`,
  },
  dragOut: {
    title: 'Das Bild herausziehen, in einen Ordner oder ein anderes Programm',
    making: 'Die Datei zum Ziehen entsteht…',
    ready: (name) => `${name} ist bereit. Die Taste noch einmal ziehen.`,
    how: (copy, exporting) =>
      `Diese Taste aus dem Fenster ziehen: Eine Datei des Bilds geht mit, wie ein Export sie schreibt; ein Foto ohne Änderungen geht als seine eigene Datei. Mit der Tastatur: ${copy} kopiert, ${exporting} exportiert.`,
  },
  paste: {
    name: 'Eingefügtes Bild',
    empty:
      'In der Zwischenablage ist kein Bild. Es wurde nichts geändert. Ein Bild oder seine Datei kopieren, dann erneut einfügen.',
    pixelsOnly:
      'Als sRGB-Pixel mit 8 Bit eingefügt: mehr enthält die Zwischenablage von diesem Bild nicht. Für volle Farbtiefe und Farben die Datei öffnen.',
  },

  supervisor: {
    reloaded:
      'Das Fenster brach ab und wurde neu geladen. Das Foto und seine Schritte sind wie zuvor; nur ein begonnener Strich ist weg.',
    hangs: 'Tessera antwortet nicht.',
    hangsDetail: 'Die Arbeit ist sicher. Warten oder das Fenster neu laden, mit dem Foto, wie es ist.',
    wait: 'Warten',
    reload: 'Neu laden',
    keepsStopping: 'Das Fenster bricht immer wieder ab.',
    keepsStoppingDetail:
      'Es wurde innerhalb einer Minute dreimal neu geladen. Die Arbeit ist sicher und wird auf der Startseite angeboten. Ohne das Foto starten oder beenden.',
    withoutDocument: 'Ohne das Foto starten',
    quit: 'Beenden',
    graphics:
      'Was das Fenster zeichnet, brach innerhalb einer Minute dreimal ab; Tessera zeichnet jetzt ohne die Grafikkarte. Das Foto ist wie zuvor. Beim nächsten Start wird die Grafikkarte wieder versucht.',
  },
  settingsSetAside: (name) =>
    `Die Einstellungen waren nicht lesbar, daher startet Tessera mit den eigenen. Die Datei liegt als „${name}“ neben der neuen; Fotos und nicht gespeicherte Arbeit sind wie zuvor.`,

  export: exportDialog,

  packs: {
    title: 'Modellpakete',
    lead: 'Ein Paket ist ein trainiertes Netz mit seinen Begriffen. Pakete bleiben auf diesem Rechner.',
    bundled: 'gehört zu Tessera',
    shared: 'für alle auf diesem Rechner',
    inUse: 'in Gebrauch',
    use: 'Verwenden',
    remove: 'Löschen',
    removeAsk: 'Wirklich löschen?',
    removeYes: 'Ja, löschen',
    removeNo: 'Behalten',
    problem: 'Nicht brauchbar',
    labels: (count) => counted(count, 'Begriff', 'Begriffe'),
    import: 'Checkpoint importieren…',
    importHint: 'Ein heruntergeladener Checkpoint (.pt oder .safetensors), dann sein Autoencoder.',
    choosing: 'Wird gewählt…',
    choiceName: 'Importieren',
    precision: 'Wie Gewichte gehalten werden',
    precisions: { fp32: 'Genau (fp32)', fp16: 'Halb (fp16)', int8: 'Klein (int8)' },
    precisionNotes: {
      fp32: 'Die veröffentlichten Zahlen, unverändert.',
      fp16: 'Ergebnisse weichen um etwa 0,1 % ab. Halber Platz auf dem Datenträger; die CPU braucht gleich viel Speicher und Zeit.',
      int8: 'Jede Schicht weicht um etwa 1 % ab, eine Vorhersage um etwa 4 %. Höchstens ein Drittel des Platzes, und auf der CPU zwei- bis dreimal so schnell.',
    },
    packSizes: (pack, memory) => `${byteSize(pack)} auf dem Datenträger\n${byteSize(memory)} Arbeitsspeicher`,
    diskFree: (bytes) => `${byteSize(bytes)} sind auf dem Datenträger frei.`,
    diskShort: (bytes) => `Nur ${byteSize(bytes)} sind auf dem Datenträger frei.`,
    unknownTensors: (count) => `${counted(count, 'Tensor', 'Tensoren')} nicht gebraucht`,
    importNow: 'Importieren',
    openFile: 'Paketdatei öffnen…',
    offerTitle: 'Dieses Paket installieren?',
    licence: 'Lizenz',
    size: 'Größe',
    card: 'Modellkarte',
    hashes: (files) =>
      `Prüfsummen ${files === 1 ? 'der einen Datei' : `seiner ${counted(files, 'Datei', 'Dateien')}`} (SHA-256)`,
    install: 'Installieren',
    offerGone:
      'Dieses Paket wird nicht mehr angeboten. Es wurde nichts installiert. Die Datei noch einmal öffnen.',
    importing: 'Wird importiert',
    importProgress: (fraction) => percent(fraction),
    importDone: (name) => `${name} importiert`,
    empty: 'Kein Paket installiert. Ein importierter Checkpoint wird zu einem.',
  },

  project: {
    saved: (name) => `${name} gespeichert`,
  },

  replay: {
    title: 'Nachrechnen',
    running: 'Wird nachgerechnet',
    identical: 'Jeder Pixel ist derselbe.',
    identicalHint: 'Das Rezept in der Datei führt von diesem Foto genau zu jenem Ergebnis.',
    different: 'Das Ergebnis ist nicht dasselbe.',
    unknown: 'Das Rezept lief, aber die Pixel waren nicht vergleichbar.',
    undoHint: 'Seine Füllungen liegen jetzt auf dem Foto; Rückgängig nimmt sie einzeln zurück.',
    ok: 'OK',
  },

  shortcuts: {
    title: 'Tastenkürzel',
    gestures: 'Auf dem Bild',
    search: 'Tastenkürzel suchen',
    none: 'Kein passendes Tastenkürzel',
  },

  about: {
    title: 'Über Tessera',
    line: 'Offline-Fotobearbeitung: ein kausaler Diffusions-Transformer füllt, was übermalt wird.',
    version: (version, electron) => `Version ${version} · Electron ${electron}`,
    unofficial: 'Diese Electron-Fassung ist nicht die offizielle.',
    method: 'Das Verfahren: kausale Diffusions-Transformer (arXiv 2412.12095)',
    licences: 'Lizenzen von allem, was enthalten ist',
    help: 'Hilfe',
    photos: 'Beispielfotos: Aitzol Berasategi (CC BY 4.0), Clemens Engelhardt (CC0 1.0).',
    licence: 'Tessera ist freie Software unter der MIT-Lizenz.',
  },

  messages: {
    name: 'Meldungen',
    closedKept: (name) =>
      `${name} ist geschlossen. Die Arbeit daran ist auf der Startseite unter „Nicht gespeicherte Arbeit“ aufgehoben.`,
    maskSaved: (name) => `Auswahl als ${name} gespeichert`,
    engineRestarted:
      'Der Rechenkern wurde neu gestartet. Das Foto ist unberührt; ein neuer Lauf ist möglich.',
    unexpected: 'Etwas ist schiefgegangen. Das Foto ist wie zuvor; bitte erneut versuchen.',
  },
};
