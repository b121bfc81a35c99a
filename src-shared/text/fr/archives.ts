import type { Catalogue } from '../english.ts';

export const archives: Catalogue['archives'] = {
  none: {
    pack: 'ce n’est pas un pack de Tessera, ou il est tronqué',
    project: 'ce n’est pas un projet de Tessera, ou il est tronqué',
  },
  tooManyParts: 'il a trop de parties',
  largerThanFile: 'ses parties sont plus grandes que le fichier',
  damagedDirectory: 'son répertoire est endommagé',
  missing: (part) => `« ${part} » manque`,
  otherPart: (part) => `il a une partie qui n’y a pas sa place, « ${part} »`,
  twice: (part) => `il a « ${part} » deux fois`,
  encrypted: (part) => `« ${part} » est chiffré`,
  compressed: (part) => `« ${part} » est compressé, ce que Tessera ne fait jamais`,
  link: (part) => `« ${part} » est un lien, pas un fichier`,
  tooLarge: (part) => `« ${part} » est trop grand`,
  damaged: (part) => `« ${part} » est endommagé ou tronqué`,
  damagedSince: (part) => `« ${part} » a été endommagé depuis son enregistrement`,
  noFile: (part) => `« ${part} » n’est pas un fichier. Rien n’a été changé. Choisir un fichier.`,
};
