import type { Catalogue } from '../english.ts';
import { grouped, pixelSize } from '../formats.ts';
import { pictures as english } from '../pictures.ts';

const developedFor = {
  camera: 'balance de blancos de la cámara',
  auto: 'balance de blancos automático',
  daylight: 'balance de blancos de luz de día',
};

export const pictures: Catalogue['pictures'] = {
  cameraRaw: 'archivos RAW de cámara',
  damaged: (name) =>
    `«${name}» está dañado o cortado: su cabecera se lee, su imagen no. No se cambió nada. Conseguir una copia completa del archivo.`,
  damagedHeader: (name) =>
    `«${name}» está dañado o cortado desde el principio. Conseguir una copia completa del archivo.`,
  damagedPartial: (name) =>
    `«${name}» está dañado o cortado. No se cambió nada. Conseguir una copia completa del archivo o abrirlo hasta donde llega (--partial).`,
  notAPicture: (name, formats) => `«${name}» no es una imagen. Se pueden abrir: ${formats}.`,
  isUnsupported: (name, what) =>
    `«${name}» no puede abrirse: ${what}. No se cambió nada. Convertirlo primero a PNG o TIFF.`,
  usesUnsupported: (name, what) =>
    `«${name}» usa algo no admitido: ${what}. El archivo no está dañado. No se cambió nada. Guardarlo como RGB de 8 o 16 bits y abrir ese.`,
  tooLarge: (name, megapixels, limit) =>
    `«${name}» tiene ${grouped(megapixels)} megapíxeles; se pueden editar como mucho ${limit}. Reducirlo primero.`,
  tooLargeToDecode: (name) =>
    `«${name}» es demasiado grande para la memoria de su decodificador. No se cambió nada. Convertirlo primero a JPEG o PNG.`,
  tooLongSide: (format, limit, width, height) =>
    `${format} admite como mucho ${grouped(limit)} píxeles por lado; esta imagen tiene ${pixelSize(width, height)}. Guardar como PNG o TIFF.`,
  notWritable: (name, endings) =>
    `«${name}» no termina en un formato que se pueda escribir. Usar una de estas extensiones: ${endings.join(', ')}.`,
  noSuchPage: (name, page, pages) =>
    `«${name}» tiene ${pages === 1 ? 'una imagen' : `${grouped(pages)} imágenes`}: no hay número ${page}. Elegir una con --page.`,
  jpegKinds: {
    lossless: 'codificación sin pérdida',
    hierarchical: 'codificación jerárquica',
    arithmetic: 'codificación aritmética',
    cmyk: 'cuatro componentes (CMYK)',
    lateHeight: 'una altura que solo sigue a la imagen (DNL)',
    sampling: 'factores de muestreo que no se dividen entre sí',
    incomplete: 'una imagen progresiva que termina antes de su precisión completa',
    frames: 'más de un cuadro',
    pixels: 'tantos píxeles',
    bits: (bits) => `${bits} bits por valor`,
    components: (count) => `${count} componentes`,
  },
  notes: {
    cmyk: 'La foto era CMYK y se convirtió a sRGB.',
    lab: 'La foto era Lab y se convirtió a sRGB.',
    lossyMask:
      'La máscara está guardada con pérdida: lo que cubre menos de un dieciseisavo queda intacto, y donde falta tan poco cubre del todo. Un PNG conserva las máscaras tal cual.',
    page: (page, pages) =>
      `Se abrió la imagen ${page} de ${pages}; las otras no se guardan con ella. --page elige otra.`,
    film: 'El archivo contiene una película de varias imágenes: se abrió una de ellas, y las demás no forman parte de lo que se guarda.',
    noEndMarker: 'Al archivo le falta la marca de fin; la imagen está completa.',
    partial: 'El archivo está dañado o cortado: se abrió hasta donde llega, el resto es relleno.',
    furtherChannels: (names) => `El archivo tiene otros canales (${names}), que se dejaron fuera.`,
    extraChannel: 'El archivo tiene un canal más (una selección guardada, por ejemplo), que se omitió.',
    tooBrightForAlpha:
      'Algunos píxeles son más claros de lo que permite su transparencia premultiplicada; se dejan como están.',
    profileCut: 'Se cortaron bytes tras el final de su perfil de color.',
    profileDropped:
      'Su perfil de color está dañado o es de otros colores: se omitió, y los colores se toman por sRGB.',
    auxiliary:
      'El archivo también contiene otras imágenes de la escena (un mapa de ganancia o de profundidad, por ejemplo); no se guardan con ella.',
    developed: (whiteBalance) =>
      `Un archivo raw de cámara se reveló a una imagen de trabajo (${developedFor[whiteBalance]}, sRGB de 16 bits); el raw nunca se sobrescribe.`,
    unknownCamera: 'La cámara no es conocida: sus colores son solo aproximados.',
    toneMapped:
      'Una imagen de luz (HDR) se llevó a una imagen de trabajo, sRGB de 16 bits, donde se comprime lo que es más claro que el blanco; el archivo nunca se sobrescribe.',
    flattened: 'El documento se abrió acoplado; sus capas no se guardan.',
    ycbcr: 'La foto era YCbCr y se convirtió a RGB.',
    hdrColours:
      'Sus colores son de HDR: se conservan tal cual, y en pantalla se comprime lo que es más claro que el blanco.',
    otherColours: 'Sus colores son de un tipo desconocido: los números se conservan y se toman por sRGB.',
    deep: (bits) => `Los valores de ${bits} bits se estiraron a 16 bits.`,
  },
  layers: english.layers,
  disclosed: {
    algorithmicallyEnhanced:
      'El archivo dice que un algoritmo corrigió la imagen sin cambiar su contenido principal.',
    compositeWithTrainedAlgorithmicMedia: 'El archivo dice que un modelo entrenado hizo partes de la imagen.',
    trainedAlgorithmicMedia: 'El archivo dice que un modelo entrenado hizo la imagen.',
  },
  changes: {
    extendedXmp: 'XMP ampliado ilegible quitado',
    gainMapXmp: 'mapa de ganancia en XMP quitado',
    listXmp: 'lista de otras imágenes en XMP quitada',
    depthMapXmp: 'mapa de profundidad en XMP quitado',
    originalXmp: 'imagen original en XMP quitada',
    motionPhotoXmp: 'foto en movimiento en XMP quitada',
    recipeReplaced: 'receta en XMP sustituida',
    recipeAdded: 'receta añadida',
    regionXmp: 'zona en XMP quitada, cuya imagen se rellenó o recortó',
    sizeXmp: 'tamaño en XMP corregido',
    positionsXmp: 'posiciones en XMP movidas',
    previewExif: 'vista previa en EXIF o su nota de fabricante quitada',
    thumbnailExif: 'miniatura en EXIF quitada',
    sizeExif: 'tamaño en EXIF corregido',
    subjectExif: 'posición del motivo en EXIF movida',
    thumbnailJfxx: 'miniatura en JFXX quitada',
    thumbnailJfif: 'miniatura en JFIF quitada',
    listMpf: 'lista de otras imágenes (MPF) quitada',
    gainMap: 'mapa de ganancia (ISO 21496-1) quitado',
    trailer: 'otras imágenes o vídeo detrás de la imagen quitados',
    preview: (segment) => `vista previa en ${segment} quitada`,
    unreadableXmp: 'XMP ilegible quitado',
    xmpThumbnail: 'miniatura en XMP quitada',
    turnedRegions: 'regiones en XMP quitadas: la imagen se giró',
    unreadableExif: 'EXIF ilegible quitado',
    longExif: 'EXIF omitido: JPEG admite como mucho 64 KB',
    photoshopThumbnail: 'miniatura en los recursos de Photoshop quitada',
    place: 'ubicación quitada',
    date: 'fecha de la última modificación actualizada',
    serial: 'números de serie quitados',
    makerNote: 'nota del fabricante quitada: puede contener números de serie y la ubicación',
    captions: (format) =>
      `leyendas (IPTC-IIM) y recursos de Photoshop omitidos: ${format} no tiene sitio para ellos`,
    comments: (format) => `comentarios omitidos: ${format} no tiene sitio para ellos`,
    texts: (format) => `textos del PNG omitidos: ${format} no tiene sitio para ellos`,
    resolution: (format) => `resolución omitida: ${format} la guarda en EXIF, y este EXIF no tiene ninguna`,
    eightBit: '16 bits pasaron a 8 bits',
    twelveBit: '16 bits pasaron a 12 bits',
    resampled: (width, height) => `remuestreado a ${pixelSize(width, height)}`,
    srgb: (from) => `colores convertidos a sRGB${from === null ? '' : ` desde ${from}`}`,
    opaque: 'la transparencia pasó a blanco',
    credentials: 'credenciales de contenido (C2PA) quitadas: hablan de la imagen anterior',
    earlierCredentials:
      'credenciales de contenido (C2PA) de la foto conservadas en las nuevas, sin sus miniaturas',
    unsigned: (reason) => `faltan credenciales de contenido (C2PA): el archivo no pudo firmarse (${reason})`,
  },
  credentials: {
    signed:
      'Contiene credenciales de contenido (C2PA), firmadas con la clave de este equipo: los lectores las dan por válidas y al firmante por desconocido.',
    noPlace: (name, formats) =>
      `«${name}» no puede contener credenciales de contenido (C2PA). No se escribió nada. Guardar como ${formats} o quitar --c2pa.`,
    needsDisclosure: '--c2pa dice cómo se hizo la imagen, y --no-disclosure lo omite. Quitar una de las dos.',
    wrongKey: (name) =>
      `«${name}» en la carpeta de datos de Tessera no contiene una clave utilizable para credenciales de contenido (C2PA). No se escribió nada. Apartarla para que se cree otra, o guardar sin ellas.`,
  },
};
