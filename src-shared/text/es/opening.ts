import type { Translation } from '../english.ts';
import type { opening as english } from '../opening.ts';
import { clockTime, counted, grouped, percent, pixelSize, signed } from '../formats.ts';

export const opening: Translation<typeof english> = {
  welcome: {
    title: 'Tessera',
    line: 'Pintar sobre lo que debe desaparecer. Todo lo demás queda como está, hasta el último píxel.',
    open: 'Abrir foto',
    sample: 'Probar la foto de ejemplo',
    generate: 'Crear a partir de una palabra',
    drop: 'o soltar una foto en cualquier sitio, o pegarla',
    dropNow: 'Soltar para abrir',
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
    restoreAll: (count) => `Restaurar todo (${grouped(count)})`,
    nothingKept: 'No hay trabajo sin guardar: todo está abierto o en un archivo.',
    restoreDiscard: 'Eliminar',
    restoreAsk: '¿Eliminar de verdad?',
    restoreNote: (steps, turns, run) =>
      [
        steps > 0
          ? counted(steps, 'paso', 'pasos')
          : turns === 0 && run === null
            ? 'sin cambios todavía'
            : '',
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
      `${counted(count, 'imagen de la última vez no puede leerse y se conserva', 'imágenes de la última vez no pueden leerse y se conservan')}. El menú dice por qué, en Trabajo sin guardar.`,
    restoreMention: (name, more) =>
      `Se conserva trabajo sin guardar: ${name}${more > 0 ? ` y ${more} más` : ''}. Está en el menú, en Trabajo sin guardar.`,
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
    ofMany: (count) =>
      `${counted(count, 'imagen recibida', 'imágenes recibidas')}. Elegir una para abrirla, o rellenarlas todas.`,
    areOpen: (count) => `${counted(count, 'imagen abierta', 'imágenes abiertas')}, cada una en su pestaña.`,
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
    preview: 'La vista previa hecha por la cámara',
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
};
