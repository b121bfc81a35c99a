import type { Catalogue } from '../english.ts';

export const recipes: Catalogue['recipes'] = {
  none: (name) => `«${name}» no contiene ninguna receta.`,
  size: (width, height, channels) => `${width} x ${height} píxeles y ${channels} canales`,
  otherPicture: (name, wanted, own) =>
    `«${name}» se hizo a partir de una imagen de ${wanted}${own === null ? '' : `; esta tiene ${own}`}. Indicar la foto de la que salió.`,
  resizedBetween: (wanted, own) =>
    `Entre dos de sus pasos otro programa recortó o cambió de tamaño la imagen: el siguiente partía de ${wanted} píxeles, esta imagen tiene ${own}. No se puede repetir a partir de aquí.`,
  cropOutside: 'La receta recorta la imagen a una parte que no está en ella.',
  damaged: 'La receta de esta imagen está dañada o procede de una versión más reciente de Tessera.',
  damagedPart: {
    mask: 'En la receta, la máscara está dañada.',
    kept: 'En la receta, una parte conservada está dañada.',
  },
  wrongSize: {
    mask: 'En la receta, la máscara no tiene el tamaño correcto.',
    kept: 'En la receta, una parte conservada no tiene el tamaño correcto.',
  },
  noMask: 'La receta no tiene máscara para un paso que la necesita.',
  olderPhoto:
    'Un trazo de esta receta recuperó una foto anterior a la presente. Indicar la foto de la que salió su primer paso.',
  doubts: {
    otherInput: 'la foto no es, valor por valor, aquella de la que salió',
    otherPack: (id) => `el paquete «${id}» no es aquel con el que se hizo`,
    otherRevision: (made, now, madeRevision, nowRevision) =>
      `se hizo con la versión ${made}, y la versión ${now} calcula los píxeles de otro modo (revisión ${madeRevision}, ahora ${nowRevision})`,
    otherDevice: (made, now) => `se hizo en ${made}, esto se calculó en ${now}`,
    effortOnly: (effort) =>
      `su receta solo nombra el esfuerzo («${effort}»), y lo que significa puede haber cambiado`,
  },
};
