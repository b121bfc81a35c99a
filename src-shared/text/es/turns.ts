import type { Catalogue } from '../english.ts';
import { counted, detailPixels, duration, grouped, percent } from '../formats.ts';

export const turns: Catalogue['turns'] = {
  name: 'Versiones',
  turn: (number) => `Versión ${number}`,
  short: (number) => String(number),
  seed: (seed) => `semilla ${grouped(seed)}`,
  fromStart: 'desde el principio',
  fromStep: (turn, step) => `desde el paso ${step} de la versión ${turn}`,
  fromKept: (list) => `conserva partes de la versión ${list.join(' y ')}`,
  fromGone: 'desde una versión eliminada',
  tileName: (number, origin, side) =>
    `Versión ${number}, ${origin}${side === null ? '' : `, en el lado ${side}`}`,
  running: 'Ahora',
  runningName: (variant, variants) => `Haciéndose ahora: ${variant} de ${variants}`,
  waitingName: 'Por hacer',
  left: 'A',
  right: 'B',
  deleteTurn: (number) => `Eliminar la versión ${number}`,
  announceShown: (number, count, origin) =>
    `Versión ${number}, ${origin}. ${counted(count, 'versión', 'versiones')}.`,
  announceDeleted: (number) => `Versión ${number} eliminada`,

  films: { show: 'Mostrar versiones y pasos', hide: 'Ocultar versiones y pasos' },

  steps: {
    name: (turn) => `Pasos de la versión ${turn}`,
    live: 'Pasos hasta ahora',
    title: 'Pasos',
    none: 'Sin pasos: las líneas finas y manchas pequeñas se continúan de una vez desde su entorno.',
    group: (scale, part, parts) =>
      `detalles desde ${detailPixels(scale)}${parts > 1 ? ` · parte ${part} de ${parts}` : ''}`,
    shortGroup: detailPixels,
    step: (step, steps, squares, group) =>
      `Paso ${step} de ${steps}: ${counted(squares, 'cuadro', 'cuadros')}, ${group}`,
    noPicture: 'Sin imagen propia: se muestra la anterior.',
    moment: (step, steps) => `Tras el paso ${step} de ${steps}`,
    before: (step) => (step === 1 ? 'Antes del primer paso' : `Conservado hasta el paso ${step - 1}`),
  },

  branch: {
    name: 'Reintentar desde aquí',
    kept: (steps) => (steps === 0 ? 'No se conserva nada' : `Queda: ${counted(steps, 'paso', 'pasos')}`),
    remade: (steps) => `Nuevo: ${counted(steps, 'paso', 'pasos')}`,
    back: 'Volver',
  },
  time: (seconds) =>
    seconds === null ? 'el tiempo se mide en el primer cálculo' : `unos ${duration(seconds)}`,
  planning: 'calculando el tiempo…',

  keep: {
    name: 'Conservar parte',
    button: 'Conservar parte',
    modes: { keep: 'Conservar', 'take-back': 'Retirar' },
    modesName: 'Qué hace el pincel',
    span: (pixels) => `Cuadros de ${pixels} px`,
    hint: 'Pintar lo que gusta. Se queda píxel a píxel; el resto se hace de nuevo.',
    parts: (squares) => counted(squares, 'cuadro conservado', 'cuadros conservados'),
    of: (turn, squares) => `versión ${turn}: ${grouped(squares)}`,
    mixHint: 'Mostrar otra versión (Alt →) para añadir partes de ella.',
    clear: 'Empezar de nuevo',
    done: 'Volver',
    announce: (squares) => counted(squares, 'cuadro conservado', 'cuadros conservados'),
  },

  compare: {
    name: 'Comparar',
    button: 'Comparar',
    modes: { swipe: 'Cortina', side: 'Lado a lado' },
    modesName: 'Cómo comparar',
    base: 'Foto antes',
    left: 'Izquierda',
    right: 'Derecha',
    divider: 'Divisor entre izquierda y derecha',
    dividerAt: (fraction) => percent(fraction),
    swap: 'Cambiar lados',
    done: 'Volver',
  },

  actions: {
    before: 'Antes',
    layout: 'Sin detalle',
    discard: 'Descartar',
    discardAll: 'Descartar todo',
    accept: 'Aceptar',
    acceptTurn: (number) => `Aceptar la versión ${number}`,
    acceptEnds: 'Toma esta versión; lo que no está terminado no se hace',
  },
  layoutShown: 'Sin la fase de detalle',

  discardAll: {
    title: '¿Descartar todas las versiones?',
    line: (count) =>
      `${counted(count, 'versión espera', 'versiones esperan')} una decisión. La imagen se queda exactamente como está.`,
    lineInterrupted: (count, fraction) =>
      `Se perdería un cálculo que va por ${percent(fraction)}${count > 0 ? ` y ${counted(count, 'versión', 'versiones')}` : ''}. La imagen se queda exactamente como está.`,
    yes: 'Descartar todo',
    no: 'Conservar',
  },

  interrupted: {
    name: 'Cálculo interrumpido',
    title: { paused: 'En pausa', crashed: 'Interrumpido' },
    line: (fraction, variant, variants, step) =>
      [
        `${percent(fraction)} hecho`,
        variants > 1 ? `variante ${variant} de ${variants}` : '',
        `en el paso ${step}`,
      ]
        .filter(Boolean)
        .join(' · '),
    saved: (time) => `guardado a las ${time}`,
    resume: 'Reanudar',
    drop: 'Descartar',
    dropAsk: '¿Descartar de verdad?',
    announcePaused: 'En pausa y guardado. Puede reanudarse en cualquier momento, también tras reiniciar.',
    announceResumed: 'Reanudado donde se pausó',
    announceDropped: 'Descartado. La foto está exactamente como antes.',
  },
  needDecision: 'Reanudar o descartar primero el cálculo en pausa',

  kept: {
    lostTurns: (lost, left) =>
      `${lost === 1 ? 'Una versión que esperaba no pudo leerse y falta' : `${lost} versiones que esperaban no pudieron leerse y faltan`}${
        left > 0 ? `; ${left === 1 ? 'otra está aquí' : `las otras ${left} están aquí`}` : ''
      }. La imagen y su historial están como antes.`,
    lostRun:
      'El cálculo interrumpido no pudo leerse, así que no puede reanudarse. La imagen y las versiones terminadas están como antes. Iniciarlo de nuevo.',
    unread:
      'Parte de lo que esperaba en esta imagen no puede leerse ahora. No se eliminó nada. Revisar el disco y después cerrar la imagen y restaurarla.',
    damagedCheckpoint:
      'El último momento guardado del cálculo interrumpido está dañado. Al reanudar, esa variante empieza de nuevo; el resultado es el mismo.',
    damagedState:
      'El estado guardado de la versión de la que parte esta está dañado. Lo que se conserva de ella se calcula de nuevo: tarda más y da los mismos píxeles.',
    notSaved: (reason) =>
      `El cálculo sigue, pero ahora no pudo guardarse y se perdería con la aplicación. ${reason}`,
    turnNotSaved: (reason) =>
      `La versión está aquí, pero no pudo guardarse y se perdería con la aplicación. Aceptarla o liberar espacio. ${reason}`,
  },
};
