import type { Catalogue } from '../english.ts';
import { byteSize, percent } from '../formats.ts';

export const updates: Catalogue['updates'] = {
  title: 'Actualización',
  asking: 'Buscando una versión nueva…',
  isNewest: (version) => `Tessera ${version} es la versión más reciente.`,
  isNewer: (version, present) => `Hay Tessera ${version}; esta es la ${present}.`,
  changes: 'Qué cambia',
  download: (bytes) =>
    `Se descargan ${byteSize(bytes)} y se comprueban antes de usarlos: los desarrolladores de Tessera los han firmado.`,
  restarts: 'Después Tessera se reinicia. Las fotos y el trabajo sin guardar quedan como están.',
  isShown: 'Después se muestra el archivo comprobado. Abrirlo para instalarlo, como cualquier otro programa.',
  install: 'Descargar y reiniciar',
  fetch: 'Descargar y mostrar',
  later: 'Ahora no',
  downloading: 'Descargando',
  progress: (fraction) => percent(fraction),
  shown: (name) => `«${name}» se ha comprobado y se muestra en su carpeta. Abrirlo para instalarlo.`,
  unreachable:
    'No se puede acceder al servidor de actualizaciones. No se ha cambiado nada. Comprobar la conexión e intentarlo de nuevo.',
  notSigned:
    'La respuesta del servidor de actualizaciones no está firmada por los desarrolladores de Tessera, así que no se usa. No se ha cambiado nada. Intentarlo más tarde y comunicarlo si vuelve a ocurrir.',
  unreadable:
    'Esta versión no puede leer la lista de actualizaciones. No se ha cambiado nada. Obtener la versión nueva de donde vino esta.',
  wrongFile:
    'El archivo descargado no es el que firmaron los desarrolladores de Tessera, así que se ha eliminado. No se ha instalado nada. Intentarlo más tarde y comunicarlo si vuelve a ocurrir.',
  notHere:
    'Esta copia de Tessera no se actualiza sola: se extrajo de un archivo comprimido o la gestiona otro programa. No se ha cambiado nada. Obtener la versión nueva de donde vino esta.',
  noFile: (version) =>
    `Hay Tessera ${version}, pero no para este tipo de ordenador o de instalación. No se ha cambiado nada.`,
  waits:
    'Se está calculando un relleno o hay fotos esperando en la cola, así que no se actualiza nada. El trabajo está como estaba. Intentarlo de nuevo cuando termine.',
};
