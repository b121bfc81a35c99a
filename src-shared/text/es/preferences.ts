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
  fills: 'Rellenos',
  exports: 'Exportaciones',
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
