import { counted } from '../formats.ts';
import type { Catalogue } from '../english.ts';

export const preferences: Catalogue['preferences'] = {
  title: 'Preferencias',
  look: 'Aspecto',
  language: 'Idioma',
  languageOfSystem: 'Sistema',
  byMachine: 'traducción automática, se agradecen correcciones',
  theme: 'Tema',
  themes: { system: 'Sistema', light: 'Claro', dark: 'Oscuro' },
  motion: 'Movimiento',
  motions: { system: 'Sistema', none: 'Ninguno' },
  shortcuts: {
    title: 'Atajos de teclado',
    open: 'Cambiar…',
    changed: (count) =>
      count === 0 ? 'Todos como vienen' : `${counted(count, 'tecla cambiada', 'teclas cambiadas')}`,
    how: 'Hacer clic en una tecla y pulsar otra. Están todas las acciones, también las que no tienen tecla.',
    press: 'Pulsar las teclas…',
    none: 'Sin tecla',
    remove: 'Ninguna tecla para esto',
    taken: (keys, others) => `${keys} pertenece a: ${others.join(', ')}.`,
    fixed: (keys) => `${keys} mueve, pulsa o abandona algo en todas partes y no se puede elegir.`,
    takeOver: 'Usarla aquí',
    leave: 'Dejarla así',
    reset: (action) => `Otra vez su propia tecla: ${action}`,
    change: (action, keys) => `Cambiar la tecla de ${action}${keys === '' ? '' : `, ahora ${keys}`}`,
    resetAll: 'Todas las teclas como vienen',
    allReset: 'Todas las teclas están como vienen',
    back: 'Volver',
    announce: (action, keys) => `${action}: ${keys}`,
  },
  fills: 'Rellenos',
  fillsWait: 'Se puede cambiar cuando el resultado en curso o en espera se haya aceptado o descartado.',
  exports: 'Exportaciones',
  commandLine: {
    title: 'Línea de órdenes',
    states: {
      absent: 'Tessera para terminales y scripts, sin ventana. Todavía no está ahí.',
      here: 'Las terminales inician Tessera con este nombre, sin ventana.',
      stale: 'Inicia otra copia de Tessera, o de una forma anterior.',
      foreign: 'Es el archivo de otro programa. Se queda como está.',
      packaged: 'Las terminales inician Tessera con este nombre, sin ventana. Lo trajo el paquete.',
    },
    changes: { absent: 'Ponerla ahí', stale: 'Renovarla', here: 'Quitarla' },
    notSearched:
      'Puede que las terminales aún no busquen en esta carpeta: iniciar sesión de nuevo, o añadirla a PATH en los ajustes del shell.',
    gone: (program) =>
      `Tessera ya no está en ${program}. No se hizo nada. Iniciar Tessera donde está ahora y elegir Preferencias, Línea de órdenes; o eliminar este archivo.`,
    notOurs: (path) =>
      `${path} es el archivo de otro programa y se queda como está. Cambiarle el nombre o moverlo, y volver a intentarlo.`,
  },
  data: 'Datos',
  measuring: 'Midiendo…',
  use: (size) => `${size} en total`,
  dataParts: {
    settings: 'Ajustes',
    documents: 'Trabajo sin guardar',
    models: 'Modelos instalados',
    logs: 'Registros',
    caches: 'Cachés',
  },
  clearCaches: 'Vaciar cachés',
  report: 'Guardar informe de error…',
  reportHint:
    'Un zip con versiones, dispositivos, el final del registro y la receta de la foto abierta: ni píxeles ni nombres de archivos o carpetas.',
  reportSaved: (name) => `${name} está guardado y puede adjuntarse al aviso; no se envió nada.`,
  showFolder: 'Mostrar carpeta',
  dataHint: 'Nada sale de este equipo. Las fotos se quedan donde están y nunca se sobrescriben.',
  reset: 'Restablecer todas las preferencias',
  resetAsk: '¿Restablecer de verdad?',
};
