import type { Translation } from '../english.ts';
import { exportDialog as english } from '../export-dialog.ts';
import { byteSize, pixelSize } from '../formats.ts';

export const exportDialog: Translation<typeof english> = {
  title: 'Exportar',
  format: 'Formato',
  formats: english.formats,
  size: 'Tamaño',
  sizes: { original: 'Como está', pixels: 'Lado mayor', percent: 'Porcentaje' },
  resizeTo: 'Lado mayor',
  resizeBy: 'Parte del tamaño',
  srgb: 'Convertir a sRGB',
  srgbHint: 'Para la web y programas que no conocen perfiles de color',
  isSrgb: 'Los colores ya están en sRGB',
  resampledNote:
    'Remuestreado: ningún píxel del archivo es de la foto. La exactitud se cuenta en la imagen como se editó.',
  convertedNote: 'Se convierte cada píxel. La exactitud se cuenta en la imagen como se editó.',
  estimating: 'Calculando el tamaño…',
  estimate: (width, height, bytes) =>
    `${pixelSize(width, height)} px${bytes === null ? '' : `, unos ${byteSize(bytes)}`}`,
  quality: 'Calidad',
  lossless: 'Sin pérdida',
  keepJpeg: 'Conservar el JPEG de la foto',
  keepJpegHint: 'Solo se rehacen los bloques que toca una selección; el resto queda bit a bit',
  keptJpegNote: 'El archivo queda como está salvo los bloques que toca una selección.',
  notKept: (reason) => `Se codificó de nuevo todo el JPEG: ${reason}.`,
  cannotKeep: (reason) => `Se codificará de nuevo todo el JPEG: ${reason}.`,
  whyNotKept: {
    kind: (what) => `tiene ${what}`,
    damaged: (rule) => `incumple una regla: ${rule}`,
    rotated: 'la imagen se giró',
    grid: (width, height) =>
      `sus bloques miden ${width} x ${height} píxeles: lo que se añade o recorta donde empiezan debe ser un múltiplo de eso`,
    longest: 'un JPEG tiene como mucho 65500 píxeles de lado',
  },
  storedMissing: 'falta la copia del archivo de la foto',
  doneChanges: (changes) => (changes.length > 0 ? `También en el archivo: ${changes.join('; ')}.` : ''),
  keepMetadata: 'Conservar metadatos',
  keepMetadataHint: 'EXIF, XMP y leyendas; el perfil de color siempre queda',
  keepPlace: 'Con ubicación y números de serie',
  keepPlaceHint: 'Dónde se hizo la foto, con qué cámara y qué objetivo',
  recipe: 'Escribir la receta',
  recipeHint: 'Cómo repetir cada relleno',
  disclosure: 'Decir cómo se hizo la imagen',
  disclosureHint: 'Si un modelo entrenado la hizo toda o en parte',
  c2pa: 'Firmar credenciales de contenido (C2PA)',
  c2paHint:
    'Cualquiera puede comprobar qué se hizo y que nada cambió después; la clave es de este equipo, así que el firmante cuenta como desconocido',
  noC2pa: (format) => `Con este archivo no: ${format} no tiene sitio para ellas`,
  losslessNote: 'Cada valor se conserva exactamente.',
  withoutWaiting: 'Es la imagen como se aceptó por última vez, sin lo que se calcula o espera.',
  withLayers: 'con capas',
  layersNote: 'Lo rellenado está en una capa propia sobre la foto intacta.',
  losslessEightBit: 'Este formato guarda 8 bits por canal; la foto tiene 16.',
  lossyNote:
    'Un formato con pérdida recodifica cada píxel. La exactitud se cuenta entonces antes de codificar.',
  button: 'Elegir carpeta y exportar',
  exporting: 'Exportando…',
  done: (name) => `${name} exportado`,
  showInFolder: 'Mostrar en la carpeta',
  takesOriginalName: 'Lleva el nombre del original, que ya no estaba.',
  doneRecipe: { 'in-file': 'La receta está dentro.', 'beside-file': 'La receta está al lado.', none: '' },
};
