import type { Catalogue } from '../english.ts';
import { counted, duration, percent } from '../formats.ts';

export const queue: Catalogue['queue'] = {
  title: 'Aplicar a más fotos',
  edits: (count) =>
    count === 1
      ? 'La última edición de esta foto se hace en cada una, con los mismos ajustes y la misma semilla.'
      : `Las ${count} ediciones de esta foto se hacen en cada una, con los mismos ajustes y semillas.`,
  settings: 'Cada una se rellena con los ajustes del panel.',
  photos: 'Fotos',
  noPhotos: 'Ninguna elegida todavía',
  chosen: (count, folder, names) =>
    `${counted(count, 'foto', 'fotos')}${folder === null ? '' : ` de «${folder}»`}: ${names.join(', ')}${count > names.length ? ', …' : ''}`,
  chooseFiles: 'Elegir fotos…',
  chooseFolder: 'Elegir una carpeta…',
  rule: 'Qué se rellena en cada una',
  rules: {
    place: 'El mismo lugar',
    file: 'Una máscara al lado',
    rectangle: 'Un rectángulo',
    colour: 'Un color',
  },
  ruleHints: {
    place: 'Donde estaba en esta foto: para fotos del mismo tamaño.',
    file: 'Un archivo con el nombre de la foto dentro del suyo, tan grande como ella: lo blanco se rellena.',
    rectangle:
      'En píxeles, o en porcentaje como 5%. Izquierda o arriba en negativo cuenta desde la derecha o abajo.',
    colour: 'Todo lo de este color; con tolerancia (de 255), también lo cercano.',
  },
  otherSizes: (count) =>
    `${counted(count, 'foto tiene', 'fotos tienen')} otro tamaño que esta y no se ${count === 1 ? 'rellenará' : 'rellenarán'}. Elegir otra regla para ${count === 1 ? 'ella' : 'ellas'}.`,
  maskName: 'Nombre de la máscara',
  sides: { left: 'Izquierda', top: 'Arriba', width: 'Ancho', height: 'Alto' },
  colour: 'Color',
  tolerance: 'Tolerancia',
  results: 'Resultados',
  template: 'Nombre',
  templateHint: '{name} es el nombre de la foto, {ext} su extensión. Nunca se sobrescribe nada.',
  target: 'Carpeta',
  targetBeside: 'una carpeta nueva «filled» junto a las fotos',
  chooseTarget: 'Elegir…',
  add: (count) => (count === 0 ? 'Añadir' : `Añadir ${counted(count, 'foto', 'fotos')}`),
  fillAll: 'Rellenarlas todas…',

  name: 'Cola de fotos',
  panelTitle: 'Cola',
  states: { waiting: 'en espera', working: 'en curso', done: 'hecha', failed: 'fallida' },
  took: (seconds) => `hecha en ${duration(seconds)}`,
  working: (fraction) => (fraction === 0 ? 'en curso' : `en curso, ${percent(fraction)}`),
  progress: (ended, all, left) =>
    `${ended} de ${counted(all, 'foto', 'fotos')}${left === null || ended === all ? '' : `, quedan unos ${duration(left)}`}`,
  failures: (count) => counted(count, 'fallida', 'fallidas'),
  paused: 'En pausa',
  waits: 'Sigue tras el cálculo propio',
  pause: 'Pausar',
  resume: 'Continuar',
  retry: 'Reintentar',
  retryAll: 'Reintentar las fallidas',
  open: 'Abrir',
  openName: (name) => `Abrir ${name}`,
  show: (name) => `Mostrar ${name} en su carpeta`,
  remove: (name) => `Quitar ${name} de la lista`,
  clear: 'Quitar las hechas',
  hide: 'Ocultar la cola',
  status: (done, failed, all, isPaused) =>
    [
      done + failed === all ? `Cola: ${done} hechas` : `Cola: ${done + failed} de ${all}`,
      isPaused && done + failed < all ? 'en pausa' : '',
      failed > 0 ? counted(failed, 'fallida', 'fallidas') : '',
    ]
      .filter(Boolean)
      .join(' · '),
  announceEnded: (done, failed) =>
    `La cola ha terminado: ${counted(done, 'foto hecha', 'fotos hechas')}, ${counted(failed, 'fallida', 'fallidas')}.`,

  nothingToRepeat:
    'Aún no se ha rellenado nada en esta foto, así que no hay nada que repetir. Rellenar, ampliar o corregir algo primero y aceptarlo.',
  noneChosen: 'No hay ninguna foto elegida. Elegir primero fotos o una carpeta.',
  placeUnknown: 'Las ediciones de esta foto no tienen un lugar que otras también tengan. Elegir otra regla.',
  draftGone: 'Lo elegido ya no se conoce. No se añadió nada. Elegir las fotos de nuevo.',
  photoGone: 'Esta foto ya no está en la cola.',
  outputExists: (name) =>
    `«${name}» ya existe, y nunca se sobrescribe nada. Moverlo a otro sitio e intentarlo de nuevo.`,
  outputUnwritable: (name, formats) =>
    `«${name}» tiene la extensión de un formato que no se escribe (se escriben ${formats}). No se escribió nada. Añadir la foto otra vez con otra extensión en el nombre de su resultado.`,
  otherSize: (width, height, wantedWidth, wantedHeight) =>
    `La foto tiene ${width} × ${height} píxeles, la de las ediciones ${wantedWidth} × ${wantedHeight}: el mismo lugar no significa nada aquí. No se escribió nada. Añadirla otra vez con otra regla.`,
  maskOfOtherSize: (mask) =>
    `«${mask}» no es tan grande como su foto. No se escribió nada. Hacerla tan grande como la foto e intentarlo de nuevo.`,
  unread: (count) =>
    `${counted(count, 'lista de fotos en espera no pudo leerse y se queda como está', 'listas de fotos en espera no pudieron leerse y se quedan como están')}. Las fotos y los resultados están como antes.`,
  diskFull:
    'La cola está en pausa: el disco está lleno. Lo escrito está entero. Liberar espacio y continuar después.',
};
