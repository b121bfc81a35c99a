import type { Catalogue } from '../english.ts';
import { counted, duration, percent } from '../formats.ts';

export const run: Catalogue['run'] = {
  name: 'Cálculo',
  phases: {
    load: 'Cargando el modelo',
    encode: 'Leyendo el entorno',
    sample: 'Rellenando',
    decode: 'Convirtiendo en píxeles',
    detail: 'Añadiendo detalle',
    blend: 'Fundiendo la unión',
  },
  retouching: {
    heal: (strokes) => (strokes === 1 ? 'Corrigiendo…' : `Corrigiendo, ${strokes} trazos…`),
    restore: (strokes) => (strokes === 1 ? 'Recuperando…' : `Recuperando, ${strokes} trazos…`),
  },
  doubts: {
    repeats:
      'Buena parte muestra otra vez la misma zona de la foto: variantes, una ampliación menor o No copiar nunca (N) pueden ayudar.',
    breaks:
      'Aquí algunas partes de la foto no encajan bien: variantes, una palabra o una zona menor pueden ayudar.',
  },
  retouched: { heal: 'Corregido', restore: 'Recuperado' },
  nothingToRestore: 'Aquí no ha cambiado nada desde que se abrió la foto, así que no hay nada que recuperar.',
  strokesResumed: (strokes) =>
    `${counted(strokes, 'corrección interrumpida la última vez se termina', 'correcciones interrumpidas la última vez se terminan')} ahora.`,
  strokesWaitAgain: (strokes) =>
    `${counted(strokes, 'corrección de la última vez seguirá', 'correcciones de la última vez seguirán')} cuando se decida lo que espera.`,
  retouchLater: (strokes) =>
    `${counted(strokes, 'corrección sigue', 'correcciones siguen')} tras esta decisión`,
  waits: {
    running:
      'Esto espera al final del cálculo, que necesita la imagen tal como está. Mientras tanto se puede seleccionar, corregir, acercar y exportar.',
    closing:
      'El cierre espera al final del cálculo. Primero ponerlo en pausa, lo que lo conserva, o cancelarlo.',
    interrupted:
      'Esto espera a que el cálculo en pausa se reanude o se descarte: necesita la imagen tal como está.',
    turns: 'Esto espera a que el resultado se acepte o se descarte: se hizo de la imagen tal como está.',
    replay: 'Esto espera a que la receta termine o se cancele.',
    nextSelection:
      'Hay otra selección pintada: aceptar o descartar este resultado y rellenarla después. Deshacer trae la selección anterior.',
  },
  waitsForOther: 'Espera el cálculo de otra foto…',
  elsewhere: {
    finished: (name) => `El cálculo en ${name} ha terminado.`,
    failed: (name, message) => `El cálculo en ${name} ha fallado. ${message}`,
    show: 'Mostrar',
  },
  starting: 'Iniciando…',
  cancelling: 'Cancelando…',
  pausing: 'Pausando…',
  accepting: 'Aceptando…',
  pause: 'Pausar',
  step: (step, steps) => `paso ${step} de ${steps}`,
  pass: (pass, passes) => `parte ${pass} de ${passes}`,
  variant: (variant, variants) => `variante ${variant} de ${variants}`,
  remaining: (seconds) => `quedan ${duration(seconds)}`,
  remainingUnknown: 'midiendo el tiempo restante',
  cancel: 'Cancelar',
  progressName: 'Avance del cálculo',
  announceProgress: (fraction) => `${percent(fraction)} hecho`,
  announceStarted: 'Cálculo iniciado',
  announceFinished: (variants) =>
    `Terminado. ${counted(variants, 'versión', 'versiones')} para mirar: Intro acepta, Retroceso descarta.`,
  cancelled: 'Cancelado. La foto está exactamente como antes.',
  cancelledNew: 'Cancelado. No se creó ninguna imagen.',
  cancelledSome: (turns) =>
    `Cancelado. Aún se puede decidir sobre ${counted(turns, 'versión terminada', 'versiones terminadas')}.`,

  announceAccepted: 'Resultado aceptado',
  announceDiscarded: 'Resultado descartado. La foto está exactamente como antes.',
  announceDiscardedNew: 'Descartado. Nada más ha cambiado.',
  took: (seconds, device) => `${duration(seconds)} en ${device}`,
  before: 'Antes',
};
