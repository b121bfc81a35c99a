import type { Catalogue } from '../english.ts';

export const packs: Catalogue['packs'] = {
  idTaken: (id) => `Ein anderes Paket hat schon die Kennung „${id}“.`,
  notFound: (id, ids) => `Es gibt kein Modellpaket „${id}“. Vorhanden: ${ids || 'keines'}.`,
  noneUsable: (reason) =>
    `Kein brauchbares Modellpaket gefunden. ${reason} Tessera neu installieren oder ein Paket importieren.`,
  emptyFolder: 'Der Ordner der Modelle ist leer.',
  missingFile: (path) =>
    `Die Datei „${path}“ des Pakets fehlt. Das Paket noch einmal kopieren oder importieren.`,
  wrongSize: (path, size, expected) =>
    `Die Datei „${path}“ des Pakets ist beschädigt: sie hat ${size} Byte statt ${expected}. Sie wird nicht benutzt. Das Paket noch einmal kopieren oder importieren.`,
  wrongHash: (path) =>
    `Die Datei „${path}“ des Pakets ist beschädigt: ihre Prüfsumme ist eine andere. Sie wird nicht benutzt. Das Paket noch einmal kopieren oder importieren.`,
  noManifest: (name) => `„${name}“ hat keine manifest.json: es ist kein Modellpaket.`,
  longManifest: 'Die manifest.json des Pakets ist zu groß für eine.',
  noPack: (name) => `„${name}“ ist kein Modellpaket.`,
  isBundled: (id) => `„${id}“ gehört zu Tessera und lässt sich nicht ersetzen. Es wurde nichts installiert.`,
  isShared: (id) =>
    `Ein Paket „${id}“ ist für alle Benutzer dieses Rechners installiert. Es wurde nichts installiert.`,
  isInstalled: (id) =>
    `Ein Paket „${id}“ ist schon installiert. Es wurde nichts installiert. Zuerst jenes löschen.`,
  notOwn: (id) =>
    `Nur selbst importierte oder installierte Pakete lassen sich löschen, und „${id}“ ist keines. Es wurde nichts geändert.`,
  outside: (path) => `Das Paket verweist auf „${path}“, das außerhalb liegt.`,
  linkOutside: (path) => `Die Datei „${path}“ des Pakets ist eine Verknüpfung nach außerhalb.`,
  largeGraph: (path) => `Der Graph „${path}“ des Pakets ist zu groß.`,
  unlistedFile: (path, other) =>
    `Der Graph „${path}“ des Pakets verweist auf „${other}“, das keine Datei des Pakets ist.`,
  damagedGraph: 'Ein Graph des Pakets ist beschädigt: er ist keine gültige ONNX-Datei.',
  noJson:
    'Die manifest.json des Pakets ist kein gültiges JSON. Das Paket noch einmal importieren oder kopieren.',
  newer: (format, readable) =>
    `Das Paket hat das Format ${format}; diese Version von Tessera liest Format ${readable}.x. Tessera aktualisieren, um es zu benutzen.`,
  wrongField: (field, reason) =>
    `Die manifest.json des Pakets ist falsch, an dieser Stelle: ${field ?? 'Aufbau'} (${reason}).`,
  notInstalled: (name, reason) =>
    `„${name}“ lässt sich nicht als Paket installieren: ${reason}. Es wurde nichts installiert. Die Datei noch einmal von ihrer Quelle holen.`,
  fileReasons: {
    noPack: 'es ist kein Paket von Tessera',
    namedTwice: 'das Manifest nennt eine Datei zweimal',
    missing: (path) => `„${path}“ fehlt`,
    wrongSize: (path) => `„${path}“ hat die falsche Größe`,
    unnamedParts: 'es hat Teile, die das Manifest nicht nennt',
  },
  diskShort: (needed, left) =>
    `Das Paket braucht etwa ${needed}, auf dem Datenträger sind ${left} frei. Es wurde nichts geschrieben. Platz schaffen oder einen anderen Ordner wählen.`,
  exists: (name) =>
    `„${name}“ gibt es schon und blieb, wie es ist. Einen anderen Ordner wählen oder ihn zuerst löschen.`,
};
