import type { Catalogue } from '../english.ts';

export const projects: Catalogue['projects'] = {
  invalid: (name, reason) =>
    `«${name}» no se puede abrir como proyecto: ${reason}. El archivo y todo lo demás están como estaban. Probar con una copia o abrir de nuevo la foto original.`,
  newer: (name, format, readable) =>
    `«${name}» se guardó con una versión más reciente de Tessera (formato ${format}; esta lee hasta ${readable}.x). El archivo no ha cambiado. Actualizar Tessera para abrirlo.`,
  partTooLarge: (entry) =>
    `El proyecto no se guardó: su parte «${entry}» es mayor de lo que un proyecto puede contener. Lo que había antes no ha cambiado. Exportar la imagen para conservarla.`,
  unreadablePart:
    'No se puede leer una parte de la copia de trabajo de esta imagen, así que el proyecto no se guardó. Lo que había antes no ha cambiado. Exportar la imagen para conservarla.',
  reasons: {
    noProject: 'no es un proyecto de Tessera',
    damagedManifest: 'su manifiesto está dañado',
    wrongManifest: (what) => `su manifiesto es incorrecto (${what})`,
    unknownFormat: (format) => `el formato ${format} no se conoce`,
    damagedHistory: 'su historial está dañado',
    wrongHistory: (what) => `su historial es incorrecto (${what})`,
    noPresent: 'su historial no tiene un estado presente',
    missing: (path) => `falta «${path}»`,
    wrongSize: (path) => `«${path}» no tiene el tamaño correcto`,
    unnamedParts: 'tiene partes que su manifiesto no nombra',
    noOriginal: 'falta el archivo propio de la foto',
    otherOriginal: 'el archivo propio de la foto no es aquel del que salió el proyecto',
    damagedPart: (file) => `una parte de su imagen está dañada («${file}»)`,
    size: (width, height) => `su imagen tiene ${width} x ${height} píxeles`,
    selectionSize: 'una selección tiene otro tamaño que su imagen',
    longHistory: 'su historial es desmesuradamente grande',
    partOutside: 'una parte de su imagen está fuera de ella',
    missingPart: (file) => `falta una parte de su imagen («${file}»)`,
    wrongPartSize: (file) => `una parte de su imagen no tiene el tamaño correcto («${file}»)`,
    twoFormats: (file) => `una parte de su imagen tiene dos formatos («${file}»)`,
    damagedRecipe: (step) => `la receta de su paso ${step} está dañada`,
    unreadableHistory: 'su historial no se puede leer',
  },
};
