import type { Catalogue } from '../english.ts';

export const recipes: Catalogue['recipes'] = {
  none: (name) => `„${name}“ enthält kein Rezept.`,
  size: (width, height, channels) => `${width} x ${height} Pixeln und ${channels} Kanälen`,
  otherPicture: (name, wanted, own) =>
    `„${name}“ entstand aus einem Bild von ${wanted}${own === null ? '' : `; dieses ist eines von ${own}`}. Das Foto angeben, aus dem es entstand.`,
  resizedBetween: (wanted, own) =>
    `Zwischen zwei Schritten wurde das Bild von einem anderen Programm zugeschnitten oder in der Größe geändert: der nächste begann bei ${wanted} Pixeln, dieses Bild hat ${own}. Ab hier lässt es sich nicht wiederholen.`,
  cropOutside: 'Das Rezept schneidet das Bild auf einen Teil zu, der nicht darin liegt.',
  damaged: 'Das Rezept in diesem Bild ist beschädigt oder stammt von einer neueren Version von Tessera.',
  damagedPart: {
    mask: 'Die Maske im Rezept ist beschädigt.',
    kept: 'Ein behaltener Teil im Rezept ist beschädigt.',
  },
  wrongSize: {
    mask: 'Die Maske im Rezept hat die falsche Größe.',
    kept: 'Ein behaltener Teil im Rezept hat die falsche Größe.',
  },
  noMask: 'Das Rezept hat keine Maske für einen Schritt, der eine braucht.',
  olderPhoto:
    'Ein Strich dieses Rezepts holte ein älteres Foto zurück als das vorliegende. Das Foto angeben, aus dem der erste Schritt entstand.',
  doubts: {
    otherInput: 'das Foto ist nicht Wert für Wert das, aus dem es entstand',
    otherPack: (id) => `das Paket „${id}“ ist nicht das, mit dem es entstand`,
    otherRevision: (made, now, madeRevision, nowRevision) =>
      `es entstand mit Version ${made}, und Version ${now} berechnet Pixel anders (Stand ${madeRevision}, jetzt ${nowRevision})`,
    otherDevice: (made, now) => `es entstand auf ${made}, dies lief auf ${now}`,
    effortOnly: (effort) =>
      `das Rezept nennt nur den Aufwand („${effort}“), und wofür er steht, kann sich geändert haben`,
  },
};
