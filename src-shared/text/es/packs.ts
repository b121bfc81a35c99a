import type { Catalogue } from '../english.ts';

export const packs: Catalogue['packs'] = {
  idTaken: (id) => `Otro paquete tiene ya el identificador «${id}».`,
  notFound: (id, ids) => `No hay ningún paquete de modelo «${id}». Hay: ${ids || 'ninguno'}.`,
  noneUsable: (reason) =>
    `No se encontró ningún paquete de modelo utilizable. ${reason} Instalar Tessera de nuevo o importar un paquete.`,
  emptyFolder: 'La carpeta de modelos está vacía.',
  missingFile: (path) => `Falta el archivo «${path}» del paquete. Copiar o importar el paquete de nuevo.`,
  wrongSize: (path, size, expected) =>
    `El archivo «${path}» del paquete está dañado: tiene ${size} bytes en lugar de ${expected}. No se usa. Copiar o importar el paquete de nuevo.`,
  wrongHash: (path) =>
    `El archivo «${path}» del paquete está dañado: su huella es distinta. No se usa. Copiar o importar el paquete de nuevo.`,
  noManifest: (name) => `«${name}» no tiene manifest.json: no es un paquete de modelo.`,
  longManifest: 'El manifest.json del paquete es demasiado grande para serlo.',
  noPack: (name) => `«${name}» no es un paquete de modelo.`,
  isBundled: (id) => `«${id}» viene con Tessera y no se puede sustituir. No se instaló nada.`,
  isShared: (id) =>
    `Un paquete «${id}» está instalado para todos los usuarios de este equipo. No se instaló nada.`,
  isInstalled: (id) =>
    `Un paquete «${id}» ya está instalado. No se instaló nada. Eliminar antes ese paquete.`,
  notOwn: (id) =>
    `Solo se pueden eliminar los paquetes importados o instalados por el usuario, y «${id}» no lo es. No se cambió nada.`,
  outside: (path) => `El paquete remite a «${path}», que está fuera de él.`,
  linkOutside: (path) => `El archivo «${path}» del paquete es un enlace que lleva fuera de él.`,
  largeGraph: (path) => `El grafo «${path}» del paquete es demasiado grande.`,
  unlistedFile: (path, other) =>
    `El grafo «${path}» del paquete remite a «${other}», que no es un archivo del paquete.`,
  damagedGraph: 'Un grafo del paquete está dañado: no es un archivo ONNX válido.',
  noJson: 'El manifest.json del paquete no es JSON válido. Importar o copiar el paquete de nuevo.',
  newer: (format, readable) =>
    `El paquete tiene el formato ${format}; esta versión de Tessera lee el formato ${readable}.x. Actualizar Tessera para usarlo.`,
  wrongField: (field, reason) =>
    `El manifest.json del paquete es incorrecto en este punto: ${field ?? 'su estructura'} (${reason}).`,
  notInstalled: (name, reason) =>
    `«${name}» no se puede instalar como paquete: ${reason}. No se instaló nada. Obtener el archivo de nuevo en su origen.`,
  fileReasons: {
    noPack: 'no es un paquete de Tessera',
    namedTwice: 'su manifiesto nombra un archivo dos veces',
    missing: (path) => `falta «${path}»`,
    wrongSize: (path) => `«${path}» no tiene el tamaño correcto`,
    unnamedParts: 'tiene partes que su manifiesto no nombra',
  },
  diskShort: (needed, left) =>
    `El paquete necesita unos ${needed} y en el disco quedan ${left}. No se escribió nada. Liberar espacio o elegir otra carpeta.`,
  exists: (name) => `«${name}» ya existe y quedó como estaba. Elegir otra carpeta o eliminarla antes.`,
};
