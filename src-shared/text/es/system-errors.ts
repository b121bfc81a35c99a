import type { Catalogue } from '../english.ts';
import type { SystemReasons } from '../system-errors.ts';

const fullDisk = 'Liberar espacio o elegir otro disco.';
const noPermission = 'Elegir otro lugar o cambiar los permisos.';
const noReading = 'falta el permiso de lectura';
const wait = 'Cerrar otros programas e intentarlo de nuevo.';
const disconnected = 'Conectarlo de nuevo e intentarlo otra vez.';

const reasons: SystemReasons = {
  ENOSPC: { reason: 'el disco está lleno', advice: fullDisk },
  EDQUOT: { reason: 'la cuota de disco está llena', advice: fullDisk },
  EFBIG: { reason: 'es demasiado grande para este disco', advice: 'Elegir otro disco.' },
  EACCES: { reason: 'el archivo o su carpeta es de solo lectura', reading: noReading, advice: noPermission },
  EPERM: { reason: 'el archivo o su carpeta es de solo lectura', reading: noReading, advice: noPermission },
  EROFS: { reason: 'el disco es de solo lectura', advice: 'Elegir otro lugar.' },
  EISDIR: { reason: 'hay una carpeta con ese nombre', advice: 'Elegir un archivo.' },
  ENOENT: { reason: 'no existe', advice: 'Revisar la ruta.' },
  ENOTDIR: { reason: 'su carpeta no existe', advice: 'Revisar la ruta.' },
  EEXIST: { reason: 'ya hay algo con ese nombre', advice: 'Elegir otro nombre.' },
  ENAMETOOLONG: { reason: 'su nombre es demasiado largo', advice: 'Darle un nombre más corto.' },
  ELOOP: { reason: 'es un enlace que vuelve a sí mismo', advice: 'Elegir aquello a lo que debía llevar.' },
  EXDEV: { reason: 'no puede pasar a otro disco', advice: 'Elegir un lugar en el mismo disco.' },
  EMFILE: { reason: 'hay demasiados archivos abiertos', advice: wait },
  ENFILE: { reason: 'hay demasiados archivos abiertos', advice: wait },
  EBUSY: { reason: 'otro programa lo está usando', advice: wait },
  ETXTBSY: { reason: 'otro programa lo está usando', advice: wait },
  ENOMEM: { reason: 'no hay memoria suficiente', advice: wait },
  ESTALE: { reason: 'su carpeta de red se desconectó', advice: disconnected },
  ENODEV: { reason: 'su disco ya no está', advice: disconnected },
  ENXIO: { reason: 'de ahí no se puede leer nada', advice: 'Elegir un archivo.' },
  ETIMEDOUT: { reason: 'su disco o carpeta de red no responde', advice: disconnected },
  EIO: {
    reason: 'el disco informa de un fallo',
    advice: 'Revisar el disco y su cable, o elegir otro disco.',
  },
};

const reasonFor = (code: string) =>
  reasons[code] ?? {
    reason: `el sistema respondió ${code}`,
    advice: 'Intentarlo de nuevo o elegir otro lugar.',
  };

export const systemErrors: Catalogue['systemErrors'] = {
  read(name, code) {
    const { reason, reading = reason, advice } = reasonFor(code);
    return `«${name}» no puede leerse: ${reading}. No se cambió nada. ${advice}`;
  },
  write(name, code) {
    const { reason, advice } = reasonFor(code);
    return `«${name}» no se guardó: ${reason}. Lo que había antes sigue igual. ${advice}`;
  },
  remove(name, code) {
    const { reason, advice } = reasonFor(code);
    return `«${name}» no se eliminó: ${reason}. Se queda como está. ${advice}`;
  },
  missingFolder: (name) =>
    `«${name}» no se guardó: su carpeta no existe. No se cambió nada. Crear la carpeta o guardar en otro lugar.`,
  refused(name, code) {
    const { reason, advice } = reasonFor(code);
    const what = name === null ? 'No funcionó' : `No funcionó con «${name}»`;
    return `${what}: ${reason}. La foto está como antes. ${advice}`;
  },
};
