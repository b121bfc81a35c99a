import type { Catalogue } from '../english.ts';
import { byteSize, counted, percent, pixelSize } from '../formats.ts';
import { systemErrors } from './system-errors.ts';
import { exportDialog } from './export-dialog.ts';
import { opening } from './opening.ts';

export const dialogs: Catalogue['dialogs'] = {
  close: 'Cerrar',
  cancel: 'Cancelar',
  dismiss: 'Ocultar',

  ...opening,

  start: {
    failed: (folder, code) =>
      `Tessera no puede iniciarse: su carpeta de datos no puede usarse (${folder}). ${code === null ? 'Las fotos están como antes. Iniciar de nuevo.' : systemErrors.refused(null, code)}`,
  },
  copy: {
    copying: 'Copiando…',
    done: (width, height, bits, profile) =>
      `La imagen entera está en el portapapeles, como PNG: ${pixelSize(width, height)}, ${bits} bits, ${profile}.`,
  },
  dragOut: {
    title: 'Arrastrar la imagen fuera, a una carpeta o a otro programa',
    making: 'Preparando el archivo para arrastrar…',
    ready: (name) => `${name} está listo. Arrastrar el botón otra vez.`,
    how: (copy, exporting) =>
      `Arrastrar este botón fuera de la ventana: lo acompaña un archivo de la imagen, como lo escribiría una exportación; una foto sin cambios va como su propio archivo. Con el teclado: ${copy} copia, ${exporting} exporta.`,
  },
  paste: {
    name: 'Imagen pegada',
    empty:
      'El portapapeles no contiene ninguna imagen. No se cambió nada. Copiar una imagen o su archivo y pegar de nuevo.',
    pixelsOnly:
      'Pegada como píxeles sRGB de 8 bits: el portapapeles no contiene más de esta imagen. Para toda su profundidad y colores, abrir su archivo.',
  },

  supervisor: {
    reloaded:
      'La ventana se detuvo y se cargó de nuevo. La foto y sus pasos están como antes; solo se perdió un trazo empezado.',
    hangs: 'Tessera no responde.',
    hangsDetail: 'El trabajo está a salvo. Esperar, o cargar la ventana de nuevo con la foto como está.',
    wait: 'Esperar',
    reload: 'Cargar de nuevo',
    keepsStopping: 'La ventana se detiene una y otra vez.',
    keepsStoppingDetail:
      'Se cargó de nuevo tres veces en un minuto. El trabajo está a salvo y se ofrece en la primera página. Iniciar sin la foto, o salir.',
    withoutDocument: 'Iniciar sin la foto',
    quit: 'Salir',
    graphics:
      'Lo que dibuja la ventana se detuvo tres veces en un minuto; Tessera dibuja ahora sin la tarjeta gráfica. La foto está como antes. Al iniciar de nuevo se vuelve a probar la tarjeta.',
  },
  settingsSetAside: (name) =>
    `Los ajustes no pudieron leerse, así que Tessera empieza con los suyos. El archivo se conserva como «${name}» junto al nuevo; las fotos y el trabajo sin guardar están como antes.`,

  export: exportDialog,

  packs: {
    title: 'Paquetes de modelos',
    lead: 'Un paquete es una red entrenada con sus palabras. Los paquetes se quedan en este equipo.',
    bundled: 'viene con Tessera',
    shared: 'para todos los usuarios',
    inUse: 'en uso',
    use: 'Usar',
    remove: 'Eliminar',
    removeAsk: '¿Eliminar de verdad?',
    removeYes: 'Sí, eliminar',
    removeNo: 'Conservar',
    problem: 'No utilizable',
    labels: (count) => counted(count, 'palabra', 'palabras'),
    import: 'Importar punto de control…',
    importHint: 'Un punto de control .pt o .safetensors descargado, y después su autocodificador.',
    choosing: 'Eligiendo…',
    choiceName: 'Importar',
    precision: 'Cómo se guardan los pesos',
    precisions: { fp32: 'Exacto (fp32)', fp16: 'Mitad (fp16)', int8: 'Pequeño (int8)' },
    precisionNotes: {
      fp32: 'Los números publicados, sin cambios.',
      fp16: 'Los resultados difieren alrededor de un 0,1 %. La mitad de espacio en disco; la CPU necesita la misma memoria y tiempo.',
      int8: 'Cada capa difiere alrededor de un 1 %, una predicción de un 4 %. Un tercio del espacio o menos, y de dos a tres veces más rápido en la CPU.',
    },
    packSizes: (pack, memory) => `${byteSize(pack)} en disco\n${byteSize(memory)} de memoria`,
    diskFree: (bytes) => `Hay ${byteSize(bytes)} libres en el disco.`,
    diskShort: (bytes) => `Solo hay ${byteSize(bytes)} libres en el disco.`,
    unknownTensors: (count) => counted(count, 'tensor no necesario', 'tensores no necesarios'),
    importNow: 'Importar',
    openFile: 'Abrir paquete…',
    offerTitle: '¿Instalar este paquete?',
    licence: 'Licencia',
    size: 'Tamaño',
    card: 'Ficha del modelo',
    hashes: (files) =>
      `Huellas de ${files === 1 ? 'su archivo' : `sus ${counted(files, 'archivo', 'archivos')}`} (SHA-256)`,
    install: 'Instalar',
    offerGone: 'Este paquete ya no se ofrece. No se instaló nada. Abrir su archivo otra vez.',
    importing: 'Importando',
    importProgress: (fraction) => percent(fraction),
    importDone: (name) => `${name} importado`,
    empty: 'Ningún paquete instalado. Importar un punto de control para tener uno.',
  },

  project: {
    saved: (name) => `${name} guardado`,
  },

  replay: {
    title: 'Rehacer receta',
    running: 'Rehaciendo',
    identical: 'Cada píxel es el mismo.',
    identicalHint: 'La receta del archivo lleva de esta foto exactamente a ese resultado.',
    different: 'El resultado no es el mismo.',
    unknown: 'La receta se siguió, pero los píxeles no pudieron compararse.',
    undoHint: 'Sus rellenos están ahora en la foto; deshacer los retira uno a uno.',
    ok: 'Aceptar',
  },

  shortcuts: {
    title: 'Atajos de teclado',
    gestures: 'Sobre la imagen',
    search: 'Buscar atajos',
    none: 'Ningún atajo coincide',
  },

  about: {
    title: 'Acerca de Tessera',
    line: 'Editor de fotos sin conexión: un transformador causal de difusión rellena lo que se pinta.',
    version: (version, electron) => `Versión ${version} · Electron ${electron}`,
    unofficial: 'Esta versión de Electron no es la oficial.',
    method: 'El método: transformadores causales de difusión (arXiv 2412.12095)',
    licences: 'Licencias de todo lo incluido',
    help: 'Ayuda',
    photos: 'Fotos de ejemplo: Aitzol Berasategi (CC BY 4.0), Clemens Engelhardt (CC0 1.0).',
    licence: 'Tessera es software libre bajo la licencia MIT.',
  },

  messages: {
    name: 'Mensajes',
    closedKept: (name) =>
      `${name} está cerrado. Su trabajo se conserva en la primera página, en Trabajo sin guardar.`,
    maskSaved: (name) => `Selección guardada como ${name}`,
    engineRestarted: 'El motor se reinició. La foto está intacta; se puede calcular de nuevo.',
    unexpected: 'Algo salió mal. La foto está como antes; intentarlo de nuevo.',
  },
};
