import type { Catalogue } from '../english.ts';
import { pixelSize, counted, grouped, megapixels, percent, sharePercent } from '../formats.ts';

export const status: Catalogue['status'] = {
  name: 'Estado',
  bits: (bits) => `${bits} bits`,
  size: (pixels) => megapixels(pixels),
  selection: (pixels, share) => `${megapixels(pixels)} seleccionados (${sharePercent(share)})`,
  added: (pixels) => `${megapixels(pixels)} añadidos`,
  noSelection: 'Nada seleccionado',
  position: (x, y) => `${grouped(x)} · ${grouped(y)}`,
  exact: (changed) => `${counted(changed, 'píxel cambiado', 'píxeles cambiados')} fuera del relleno`,
  straightened: 'Enderezada: se remuestreó cada píxel',
  straightenedHint:
    'Enderezar gira menos de un cuarto de vuelta: ningún píxel es ya el de la foto. Lo rellenado desde entonces se cuenta aparte',
  exactBeforeEncoding: (changed) =>
    `${counted(changed, 'píxel cambiado', 'píxeles cambiados')} fuera (antes de codificar)`,
  exactBeforeConversion: (changed) =>
    `${counted(changed, 'píxel cambiado', 'píxeles cambiados')} fuera (antes de convertir la exportación)`,
  exactConvertedHint:
    'Contado en la imagen como se editó: el archivo exportado se remuestreó, o sus colores se convirtieron, y por eso difiere en todo',
  exactKept: (touched, mcus, changed, most) =>
    `${grouped(touched)} de ${grouped(mcus)} bloques JPEG nuevos; ${counted(changed, 'píxel cambiado', 'píxeles cambiados')} fuera${changed > 0 ? `, como mucho ${most} de 255` : ''}`,
  exactKeptHint:
    'Del JPEG exportado: cualquier otro bloque es el de la foto, bit a bit. Todos los bloques nuevos tocan una selección; fuera solo cambiaron píxeles dentro de ellos o justo al lado',
  exactHint: 'Contado frente a los valores originales, en la profundidad de la foto',
  exactLossyHint: 'Contado antes de codificar: una exportación con pérdida recodifica cada píxel',
  device: (device) => `Dispositivo: ${device}`,
  engine: { starting: 'El motor arranca', ready: 'Motor listo', restarting: 'El motor se reinicia' },
  zoom: 'Zoom',
  working: 'En curso…',
  unsaved: 'Ningún archivo guardado lo contiene todo',
};

const windowText: Catalogue['window'] = {
  appName: 'Tessera',
  toolbar: 'Herramientas',
  toolOptions: 'Opciones de la herramienta',
  topbar: 'Foto',
  topbarStart: 'Abrir y deshacer',
  topbarEnd: 'Vista y exportación',
  menu: 'Menú',
  menus: { quit: 'Salir', fullScreen: 'Pantalla completa', help: 'Ayuda' },
  picture: (name, width, height) =>
    `Imagen ${name}, ${pixelSize(width, height)}. Las flechas mueven la cruz, Espacio baja el lápiz.`,
  brushSize: 'Tamaño',
  brushHardness: 'Dureza',
  pixels: 'px',
  hardness: (value) => percent(value),
  maskActions: 'Selección',
  maskMenu: 'Más para la selección',
  amount: 'Cantidad',
  hints: {
    hand: 'Arrastrar mueve la imagen',
    heal: 'Pintar sobre un defecto y levantar el lápiz: ya no está',
    restore: 'Pintar lo que debe volver: un pincel suave lo funde',
    'no-source': 'Pintar lo que no debe copiarse · Alt quita',
    rectangle: 'Arrastrar añade un rectángulo · Alt quita · Mayús: cuadrado',
    ellipse: 'Arrastrar añade una elipse · Alt quita · Mayús: círculo',
    lasso: 'Rodear lo que debe desaparecer · Alt quita',
    polygon: 'Clic esquina a esquina · Intro o doble clic cierra · Alt quita',
    crop: 'Arrastrar un borde o esquina hacia dentro · Mayús conserva la proporción',
    extend: 'Arrastrar un borde o esquina hacia fuera · Mayús conserva la proporción',
    subject: 'Hacer clic donde debe empezar el relleno',
    'order-pen': 'Pintar la secuencia: lo que se pinta primero se rellena primero',
    'effort-pen': 'Cada trazo duplica o reduce a la mitad el esfuerzo',
    keep: 'Pintar lo que gusta · Alt lo retira',
    turn: 'Señalar un paso abajo para ver ese momento, clic para otra versión desde ahí',
    'folded-turn': 'La flecha de abajo muestra los pasos: cada uno se puede ver y retomar desde ahí',
    'other-turns': '← → otras versiones',
    compare: 'Arrastrar el divisor · ← → para otra versión a la derecha',
  },
  history: { title: 'Historial', opened: 'Al abrir' },
  opacity: {
    title: 'Opacidad del relleno',
    label: 'Opacidad',
    hint: 'El resto muestra lo que había antes',
    nothingBefore:
      'Lo que se añade a una foto, y una imagen nueva, no tienen nada antes que pueda verse a través: la opacidad es para los rellenos.',
    announce: (value) => `Opacidad del relleno: ${percent(value / 100)}`,
  },
  crop: {
    aspects: {
      free: 'Libre',
      photo: 'Foto',
      square: '1 : 1',
      classic: '3 : 2',
      wide: '16 : 9',
      portrait: '4 : 5',
    },
    apply: 'Recortar',
    reset: 'Restablecer',
    working: 'Cambiando la imagen…',
    straighten: 'Enderezar',
    horizon: 'Trazar a lo largo del horizonte',
    horizonHint: 'Trazar una línea a lo largo de lo que deba quedar horizontal o vertical',
    fillCorners: 'Rellenar las esquinas',
    fillCornersHint: 'Conserva las esquinas que quedan vacías y las selecciona: Rellenar las hace',
  },
  undo: (label) => (label === null ? 'Deshacer' : `Deshacer: ${label}`),
  redo: (label) => (label === null ? 'Rehacer' : `Rehacer: ${label}`),
  tabs: {
    name: 'Fotos abiertas',
    close: (name) => `Cerrar ${name}`,
    work: {
      running: 'hay un relleno en marcha',
      turns: 'un resultado espera',
      interrupted: 'un cálculo en pausa espera',
    },
  },
  crossHair: (x, y, down) => `${x}, ${y}${down ? ', lápiz bajado' : ''}`,
};

export { windowText as window };
