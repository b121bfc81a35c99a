import type { Catalogue } from '../english.ts';
import { dialogs as english } from '../dialogs.ts';
import { byteSize, clockTime, counted, percent, pixelSize, signed } from '../formats.ts';
import { systemErrors } from './system-errors.ts';

export const dialogs: Catalogue['dialogs'] = {
  close: 'Cerrar',
  cancel: 'Cancelar',
  dismiss: 'Ocultar',

  welcome: {
    title: 'Tessera',
    line: 'Pintar sobre lo que debe desaparecer. Todo lo demás queda como está, hasta el último píxel.',
    open: 'Abrir foto',
    sample: 'Probar la foto de ejemplo',
    generate: 'Crear a partir de una palabra',
    drop: 'o soltar una foto en cualquier sitio, o pegarla',
    dropNow: 'Soltar para abrir',
    dropBusy: 'La foto abierta espera una decisión. Terminar o descartar su cálculo y soltar otra vez.',
    recent: 'Recientes',
    recentNote: (folder, openedAt) => (openedAt === null ? folder : `${folder} · ${clockTime(openedAt)}`),
    examples: 'Ver lo que hace',
    examplesHint: 'Un clic abre la foto y la rellena, en este equipo.',
    exampleNames: {
      tree: 'Quitar un árbol',
      dandelion: 'Quitar una flor',
      wider: 'Ensanchar una foto',
    },
    exampleHint: 'antes y después',

    restore: 'Trabajo sin guardar',
    restoreButton: 'Restaurar',
    restoreDiscard: 'Eliminar',
    restoreAsk: '¿Eliminar de verdad?',
    restoreNote: (steps, turns, run) =>
      [
        steps > 0 || (turns === 0 && run === null) ? counted(steps, 'paso', 'pasos') : '',
        turns > 0 ? `${counted(turns, 'versión', 'versiones')} por decidir` : '',
        run === null ? '' : `un cálculo al ${percent(run)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    restoreAt: (when) => `último cambio ${when}`,
    unnamed: 'Una imagen',
    problems: {
      unreadable: 'Ahora no puede leerse. No se eliminó nada. Revisar el disco e intentarlo de nuevo.',
      damaged:
        'Sus archivos están dañados. No se eliminó nada, y la foto está como antes. Abrir la foto otra vez y eliminar esto cuando no haga falta ninguna copia.',
      newer:
        'Lo escribió una versión más nueva de Tessera. Está a salvo: iniciar esa versión para continuar.',
    },
    tryAgain: 'Intentar de nuevo',
    cutShort:
      'Los últimos pasos de esta imagen estaban dañados en el disco y faltan. Todo lo anterior está aquí.',
    unreadableMention: (count) =>
      `${counted(count, 'imagen de la última vez no puede leerse y se conserva', 'imágenes de la última vez no pueden leerse y se conservan')}. Cerrar esta foto para ver por qué.`,
    restoreMention: (name, more) =>
      `Se conserva trabajo sin guardar de la última vez: ${name}${more > 0 ? ` y ${more} más` : ''}. Cerrar esta foto para verlo.`,
    offline: 'Nada sale de este equipo.',
    opening: 'Abriendo…',
    openingPhoto: (name) => `Abriendo ${name}…`,
  },

  files: {
    openPicture: 'Abrir una imagen o un proyecto',
    openResult: 'Rehacer la receta de un resultado',
    openPhotos: 'Elegir fotos',
    openMask: 'Cargar una selección',
    openPack: 'Instalar un paquete',
    openTransformer: 'Elegir el punto de control del transformador',
    openAutoencoder: 'Elegir el punto de control de su autocodificador (KL-16)',
    all: 'Todos los archivos',
    pictures: 'Imágenes',
    projects: 'Proyectos de Tessera',
    picturesAndProjects: 'Imágenes y proyectos',
    results: 'Resultados de Tessera',
    packs: 'Paquetes de Tessera',
  },

  given: {
    title: '¿Cuál?',
    ofSeveral: (count) =>
      `${counted(count, 'imagen recibida', 'imágenes recibidas')}. Solo se abre una a la vez: elegir una, las otras quedan donde están.`,
    fromFolder: (name, count) =>
      `«${name}» es una carpeta con ${counted(count, 'imagen', 'imágenes')}. Elegir una para abrir, o rellenarlas todas.`,
    more: (count) =>
      `${counted(count, 'más no aparece', 'más no aparecen')} en la lista: abrirlas con el diálogo de archivos.`,
    emptyFolder: (name) =>
      `«${name}» es una carpeta sin imágenes. No se cambió nada. Abrir una foto, o una carpeta que las tenga.`,
    noFileAddress: (address) =>
      `«${address}» no lleva a ningún archivo de este equipo. No se cambió nada. Guardar primero la imagen y abrir ese archivo.`,
    offerGone: 'Este archivo ya no se ofrece. Abrirlo con el diálogo de archivos.',
  },

  openAs: {
    title: (name) => `Abrir «${name}»`,
    pages: (count) =>
      `El archivo contiene ${counted(count, 'imagen', 'imágenes')}. Elegir una para abrir; las otras no se guardan con ella.`,
    page: (number, width, height) => `Imagen ${number}: ${pixelSize(width, height)}`,
    raw: 'Un archivo raw de cámara se revela a una imagen sRGB de 16 bits, de la que parte todo lo que se hace. El raw nunca se sobrescribe.',
    whiteBalance: 'Balance de blancos',
    whiteBalances: { camera: 'De la toma', auto: 'Automático', daylight: 'Luz de día' },
    exposure: 'Exposición',
    stops: (stops) => `${signed(stops)} EV`,
    develop: 'Abrir',
    damaged:
      'El archivo está dañado o cortado. Lo mejor es una copia completa. Se puede abrir lo que se lee: el resto es relleno, y la imagen se llama incompleta.',
    openPartial: 'Abrir lo que se lee',
    incomplete: (stem, ending) => `${stem} (incompleto)${ending}`,
  },

  start: {
    failed: (folder, code) =>
      `Tessera no puede iniciarse: su carpeta de datos no puede usarse (${folder}). ${code === null ? 'Las fotos están como antes. Iniciar de nuevo.' : systemErrors.refused(null, code)}`,
  },
  copy: {
    copying: 'Copiando…',
    done: (width, height, bits, profile) =>
      `La imagen entera está en el portapapeles, como PNG: ${pixelSize(width, height)}, ${bits} bits, ${profile}.`,
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

  export: {
    title: 'Exportar',
    format: 'Formato',
    formats: english.export.formats,
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
    storedMissing: 'falta la copia del archivo de la foto',
    doneChanges: (changes) => (changes.length > 0 ? `También en el archivo: ${changes.join('; ')}.` : ''),
    keepMetadata: 'Conservar metadatos',
    keepMetadataHint: 'EXIF, XMP y leyendas; el perfil de color siempre queda',
    keepPlace: 'Con lugar y números de serie',
    keepPlaceHint: 'Dónde se hizo la foto, con qué cámara y qué objetivo',
    recipe: 'Escribir la receta',
    recipeHint: 'Cómo repetir cada relleno',
    disclosure: 'Decir cómo se hizo la imagen',
    disclosureHint: 'IPTC Digital Source Type: si un modelo entrenado la hizo toda o en parte',
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
    button: 'Elegir lugar y exportar',
    exporting: 'Exportando…',
    done: (name) => `${name} exportado`,
    showInFolder: 'Mostrar en la carpeta',
    takesOriginalName: 'Lleva el nombre del original, que ya no estaba.',
    doneRecipe: { 'in-file': 'La receta está dentro.', 'beside-file': 'La receta está al lado.', none: '' },
  },

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

export const errorTitles: Catalogue['errorTitles'] = {
  usage: 'Así no es posible',
  'file-not-found': 'Archivo no encontrado',
  'file-unreadable': 'Archivo ilegible',
  'file-not-image': 'No es una imagen',
  'file-truncated': 'Archivo dañado',
  'file-unsupported': 'Formato no admitido',
  'image-too-large': 'Imagen demasiado grande',
  'image-too-small': 'Imagen demasiado pequeña',
  'mask-wrong-size': 'La selección tiene otro tamaño',
  'mask-empty': 'Nada seleccionado',
  'target-read-only': 'Ahí no se puede escribir',
  'disk-full': 'Disco lleno',
  'write-failed': 'No se pudo guardar',
  'pack-not-found': 'Paquete no encontrado',
  'pack-invalid': 'Paquete no utilizable',
  'pack-hash-mismatch': 'El paquete fue cambiado',
  'pack-file-missing': 'Paquete incompleto',
  'pack-version': 'Paquete de otra versión',
  'pack-differs': 'El paquete difiere de la referencia',
  'label-unknown': 'Palabra desconocida',
  'device-unavailable': 'Dispositivo no disponible',
  'network-output-invalid': 'El modelo no dio un resultado utilizable',
  'memory-insufficient': 'Memoria insuficiente',
  'engine-crashed': 'El motor se detuvo',
  'checkpoint-invalid': 'Punto de control no utilizable',
  'project-invalid': 'Proyecto no utilizable',
  'queue-unreachable': 'Cola inaccesible',
  'recipe-missing': 'Sin receta utilizable',
  'recipe-mismatch': 'La receta no encaja',
  'document-not-found': 'Imagen no encontrada',
  'request-invalid': 'No funcionó',
  'request-denied': 'No permitido',
  busy: 'Ocupado',
  internal: 'Algo salió mal',
};
