import type { Catalogue } from '../english.ts';

export const archives: Catalogue['archives'] = {
  none: {
    pack: 'no es un paquete de Tessera, o está cortado',
    project: 'no es un proyecto de Tessera, o está cortado',
  },
  tooManyParts: 'tiene demasiadas partes',
  largerThanFile: 'sus partes son mayores que el archivo',
  damagedDirectory: 'su directorio está dañado',
  missing: (part) => `falta «${part}»`,
  otherPart: (part) => `tiene una parte que no le corresponde, «${part}»`,
  twice: (part) => `tiene «${part}» dos veces`,
  encrypted: (part) => `«${part}» está cifrado`,
  compressed: (part) => `«${part}» está comprimido, lo que Tessera nunca hace`,
  link: (part) => `«${part}» es un enlace, no un archivo`,
  tooLarge: (part) => `«${part}» es demasiado grande`,
  damaged: (part) => `«${part}» está dañado o cortado`,
  damagedSince: (part) => `«${part}» se dañó desde que se guardó`,
  noFile: (part) => `«${part}» no es un archivo. No se cambió nada. Elegir un archivo.`,
};
