import type { Catalogue } from '../english.ts';

export const projects: Catalogue['projects'] = {
  invalid: (name, reason) =>
    `„${name}“ lässt sich nicht als Projekt öffnen: ${reason}. Die Datei und alles andere sind wie zuvor. Eine Kopie davon versuchen oder das ursprüngliche Foto neu öffnen.`,
  newer: (name, format, readable) =>
    `„${name}“ wurde von einer neueren Version von Tessera gespeichert (Format ${format}; diese liest bis ${readable}.x). Die Datei ist unverändert. Tessera aktualisieren, um sie zu öffnen.`,
  partTooLarge: (entry) =>
    `Das Projekt wurde nicht gespeichert: der Teil „${entry}“ ist größer, als ein Projekt fasst. Was vorher dort war, ist unverändert. Das Bild exportieren, um es zu behalten.`,
  unreadablePart:
    'Ein Teil der Arbeitskopie dieses Bildes ist nicht lesbar, daher wurde das Projekt nicht gespeichert. Was vorher dort war, ist unverändert. Das Bild exportieren, um es zu behalten.',
  reasons: {
    noProject: 'es ist kein Projekt von Tessera',
    damagedManifest: 'das Manifest ist beschädigt',
    wrongManifest: (what) => `das Manifest ist falsch (${what})`,
    unknownFormat: (format) => `das Format ${format} ist unbekannt`,
    damagedHistory: 'der Verlauf ist beschädigt',
    wrongHistory: (what) => `der Verlauf ist falsch (${what})`,
    noPresent: 'der Verlauf hat keinen gegenwärtigen Stand',
    missing: (path) => `„${path}“ fehlt`,
    wrongSize: (path) => `„${path}“ hat die falsche Größe`,
    unnamedParts: 'es hat Teile, die das Manifest nicht nennt',
    noOriginal: 'die eigene Datei des Fotos fehlt',
    otherOriginal: 'die eigene Datei des Fotos ist nicht die, aus der das Projekt entstand',
    damagedPart: (file) => `ein Teil des Bildes ist beschädigt („${file}“)`,
    size: (width, height) => `das Bild hat ${width} x ${height} Pixel`,
    selectionSize: 'eine Auswahl hat eine andere Größe als das Bild',
    longHistory: 'der Verlauf ist unvernünftig groß',
    partOutside: 'ein Teil des Bildes liegt außerhalb davon',
    missingPart: (file) => `ein Teil des Bildes fehlt („${file}“)`,
    wrongPartSize: (file) => `ein Teil des Bildes hat die falsche Größe („${file}“)`,
    twoFormats: (file) => `ein Teil des Bildes hat zwei Formate („${file}“)`,
    damagedRecipe: (step) => `das Rezept von Schritt ${step} ist beschädigt`,
    unreadableHistory: 'der Verlauf ist nicht lesbar',
  },
};
