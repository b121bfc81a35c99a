import type { Catalogue } from '../english.ts';

export const archives: Catalogue['archives'] = {
  none: {
    pack: 'es ist kein Paket von Tessera oder unvollständig',
    project: 'es ist kein Projekt von Tessera oder unvollständig',
  },
  tooManyParts: 'es hat zu viele Teile',
  largerThanFile: 'seine Teile sind größer als die Datei',
  damagedDirectory: 'sein Verzeichnis ist beschädigt',
  missing: (part) => `„${part}“ fehlt`,
  otherPart: (part) => `es hat einen Teil, der nicht hineingehört, „${part}“`,
  twice: (part) => `es hat „${part}“ zweimal`,
  encrypted: (part) => `„${part}“ ist verschlüsselt`,
  compressed: (part) => `„${part}“ ist komprimiert, was Tessera nie tut`,
  link: (part) => `„${part}“ ist eine Verknüpfung, keine Datei`,
  tooLarge: (part) => `„${part}“ ist zu groß`,
  damaged: (part) => `„${part}“ ist beschädigt oder unvollständig`,
  damagedSince: (part) => `„${part}“ wurde seit dem Speichern beschädigt`,
  noFile: (part) => `„${part}“ ist keine Datei. Es wurde nichts geändert. Eine Datei wählen.`,
};
