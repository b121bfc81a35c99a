import type { Catalogue } from '../english.ts';

export const recipes: Catalogue['recipes'] = {
  none: (name) => `« ${name} » ne contient pas de recette.`,
  size: (width, height, channels) => `${width} x ${height} pixels et ${channels} canaux`,
  otherPicture: (name, wanted, own) =>
    `« ${name} » est issu d’une image de ${wanted}${own === null ? '' : ` ; celle-ci a ${own}`}. Donner la photo dont il est issu.`,
  resizedBetween: (wanted, own) =>
    `Entre deux de ses étapes, un autre programme a rogné ou redimensionné l’image : la suivante partait de ${wanted} pixels, cette image en a ${own}. Impossible de rejouer la suite.`,
  cropOutside: 'La recette rogne l’image à une partie qui n’en fait pas partie.',
  damaged: 'La recette de cette image est endommagée ou provient d’une version plus récente de Tessera.',
  damagedPart: {
    mask: 'Dans la recette, le masque est endommagé.',
    kept: 'Dans la recette, une partie conservée est endommagée.',
  },
  wrongSize: {
    mask: 'Dans la recette, le masque n’a pas la bonne taille.',
    kept: 'Dans la recette, une partie conservée n’a pas la bonne taille.',
  },
  noMask: 'La recette n’a pas de masque pour une étape qui en demande un.',
  olderPhoto:
    'Un trait de cette recette a rétabli une photo plus ancienne que celle-ci. Donner la photo dont la première étape est issue.',
  doubts: {
    otherInput: 'la photo n’est pas, valeur pour valeur, celle dont il est issu',
    otherPack: (id) => `le pack « ${id} » n’est pas celui avec lequel il a été créé`,
    otherRevision: (made, now, madeRevision, nowRevision) =>
      `il a été créé par la version ${made}, et la version ${now} calcule les pixels autrement (révision ${madeRevision}, maintenant ${nowRevision})`,
    otherDevice: (made, now) => `il a été créé sur ${made}, ceci a été calculé sur ${now}`,
    effortOnly: (effort) =>
      `sa recette ne nomme que l’effort (« ${effort} »), et ce qu’il désigne a pu changer`,
  },
};
