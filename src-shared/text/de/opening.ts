import type { Translation } from '../english.ts';
import type { opening as english } from '../opening.ts';
import { clockTime, counted, grouped, percent, pixelSize, signed } from '../formats.ts';

export const opening: Translation<typeof english> = {
  welcome: {
    title: 'Tessera',
    line: 'Übermalen, was verschwinden soll. Alles andere bleibt, wie es ist, bis auf den letzten Pixel.',
    open: 'Foto öffnen',
    sample: 'Beispielfoto ausprobieren',
    generate: 'Neu aus einem Begriff',
    drop: 'oder ein Foto hierher ziehen oder einfügen',
    dropNow: 'Loslassen zum Öffnen',
    recent: 'Zuletzt geöffnet',
    recentNote: (folder, openedAt) => (openedAt === null ? folder : `${folder} · ${clockTime(openedAt)}`),
    examples: 'Sehen, was es kann',
    examplesHint: 'Ein Klick öffnet das Foto und füllt es, auf diesem Rechner.',
    exampleNames: {
      tree: 'Einen Baum entfernen',
      dandelion: 'Eine Blume entfernen',
      wider: 'Ein Foto verbreitern',
    },
    exampleHint: 'vorher und nachher',

    restore: 'Nicht gespeicherte Arbeit',
    restoreButton: 'Wiederherstellen',
    restoreAll: (count) => `Alle ${grouped(count)} wiederherstellen`,
    nothingKept: 'Es gibt keine ungespeicherte Arbeit: alles ist offen oder in einer Datei.',
    restoreDiscard: 'Löschen',
    restoreAsk: 'Wirklich löschen?',
    restoreNote: (steps, turns, run) =>
      [
        steps > 0
          ? counted(steps, 'Schritt', 'Schritte')
          : turns === 0 && run === null
            ? 'noch nichts geändert'
            : '',
        turns > 0 ? `${counted(turns, 'Fassung', 'Fassungen')} zu entscheiden` : '',
        run === null ? '' : `ein Lauf bei ${percent(run)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    restoreAt: (when) => `letzte Änderung ${when}`,
    unnamed: 'Ein Bild',
    problems: {
      unreadable: 'Gerade nicht lesbar. Es wurde nichts gelöscht. Datenträger prüfen, dann erneut versuchen.',
      damaged:
        'Die Dateien sind beschädigt. Es wurde nichts gelöscht, und das Foto ist wie zuvor. Das Foto neu öffnen und dies löschen, sobald keine Kopie davon mehr gebraucht wird.',
      newer:
        'Von einer neueren Version von Tessera geschrieben. Es ist sicher: jene Version starten, um weiterzuarbeiten.',
    },
    tryAgain: 'Erneut versuchen',
    cutShort:
      'Die letzten Schritte dieses Bildes waren auf dem Datenträger beschädigt und fehlen. Alles davor ist da.',
    unreadableMention: (count) =>
      `${counted(count, 'Bild', 'Bilder')} vom letzten Mal ${count === 1 ? 'ist nicht lesbar und bleibt' : 'sind nicht lesbar und bleiben'} aufgehoben. Warum, steht im Menü unter „Nicht gespeicherte Arbeit“.`,
    restoreMention: (name, more) =>
      `Nicht gespeicherte Arbeit ist aufgehoben: ${name}${more > 0 ? ` und ${more} weitere` : ''}. Sie steht im Menü unter „Nicht gespeicherte Arbeit“.`,
    offline: 'Nichts verlässt diesen Rechner.',
    opening: 'Wird geöffnet…',
    openingPhoto: (name) => `${name} wird geöffnet…`,
  },

  files: {
    openPicture: 'Ein Bild oder Projekt öffnen',
    openResult: 'Das Rezept eines Ergebnisses nachrechnen',
    openPhotos: 'Fotos wählen',
    openMask: 'Eine Auswahl laden',
    openPack: 'Ein Paket installieren',
    openTransformer: 'Den Checkpoint des Transformers wählen',
    openAutoencoder: 'Den Checkpoint seines Autoencoders wählen (KL-16)',
    all: 'Alle Dateien',
    pictures: 'Bilder',
    projects: 'Tessera-Projekte',
    picturesAndProjects: 'Bilder und Projekte',
    results: 'Ergebnisse von Tessera',
    packs: 'Tessera-Pakete',
  },

  given: {
    title: 'Welches?',
    ofMany: (count) =>
      `${counted(count, 'Bild wurde', 'Bilder wurden')} übergeben. Eines zum Öffnen wählen, oder alle füllen.`,
    areOpen: (count) => `${counted(count, 'Bild ist', 'Bilder sind')} geöffnet, jedes in einem eigenen Tab.`,
    fromFolder: (name, count) =>
      `„${name}“ ist ein Ordner mit ${counted(count, 'Bild', 'Bildern')}. Eines zum Öffnen wählen, oder alle füllen.`,
    more: (count) =>
      `${counted(count, 'weiteres ist', 'weitere sind')} nicht aufgeführt: sie lassen sich über den Dateidialog öffnen.`,
    emptyFolder: (name) =>
      `„${name}“ ist ein Ordner ohne Bilder. Es wurde nichts geändert. Ein Foto öffnen oder einen Ordner, der welche enthält.`,
    noFileAddress: (address) =>
      `„${address}“ führt zu keiner Datei auf diesem Rechner. Es wurde nichts geändert. Zuerst das Bild speichern, dann diese Datei öffnen.`,
    offerGone: 'Diese Datei wird nicht mehr angeboten. Sie lässt sich über den Dateidialog öffnen.',
  },

  openAs: {
    title: (name) => `„${name}“ öffnen`,
    pages: (count) =>
      `Die Datei enthält ${counted(count, 'Bild', 'Bilder')}. Eines zum Öffnen wählen; die anderen gehören nicht zu dem, was gespeichert wird.`,
    page: (number, width, height) => `Bild ${number}: ${pixelSize(width, height)}`,
    raw: 'Eine Raw-Datei der Kamera wird zu einem Bild in 16 Bit sRGB entwickelt, von dem alles Weitere ausgeht. Die Raw-Datei selbst wird nie überschrieben.',
    preview: 'Die Vorschau, die die Kamera gemacht hat',
    whiteBalance: 'Weißabgleich',
    whiteBalances: { camera: 'Wie aufgenommen', auto: 'Automatisch', daylight: 'Tageslicht' },
    exposure: 'Belichtung',
    stops: (stops) => `${signed(stops)} EV`,
    develop: 'Öffnen',
    damaged:
      'Die Datei ist beschädigt oder abgeschnitten. Am besten ist eine vollständige Kopie. Was davon lesbar ist, kann geöffnet werden: der Rest ist Füllung, und das Bild heißt unvollständig.',
    openPartial: 'Lesbares öffnen',
    incomplete: (stem, ending) => `${stem} (unvollständig)${ending}`,
  },
};
