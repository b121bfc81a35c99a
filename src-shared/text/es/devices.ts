import type { Catalogue } from '../english.ts';
import { byteSize, tenth } from '../formats.ts';

export const devices: Catalogue['devices'] = {
  step: (device, seconds) => `${device}: ${tenth(1000 * seconds)} ms por paso`,
  graphics: (name, bytes, isAssumed) =>
    isAssumed
      ? `${name ?? 'Tarjeta gráfica'}: se suponen ${byteSize(bytes)} de memoria, porque el sistema no lo indica`
      : `${name ?? 'Tarjeta gráfica'}: ${byteSize(bytes)} de memoria`,
  none: 'No se encontró ninguna tarjeta gráfica utilizable: calcula la CPU.',
  notMeasured: 'Calcula la CPU: la tarjeta gráfica aún no se ha medido con este modelo.',
  dropped: {
    slower: (device) => `${device} no es claramente más rápido que la CPU con este modelo.`,
    wrong: (device) => `${device} no se usa: da números erróneos con este modelo.`,
    failed: (device, detail) => `${device} no se usa: falló con este modelo. ${detail}`.trim(),
    unfinished: (device) =>
      `${device} no se usa: su medición se interrumpió. Para medirlo de nuevo, vaciar las cachés en las preferencias.`,
  },
  probe: {
    always: 'Siempre presente.',
    time: (milliseconds) => `${tenth(milliseconds)} ms para la prueba`,
    notBuilt: 'Esta compilación de Tessera no lo contiene.',
    wrongNumbers: (error) => `Calcula números incorrectos (error relativo ${error}).`,
    slower: (time) => `Es más lento que la CPU (${time}): probablemente un renderizador por software.`,
    noNvidia: 'Este equipo no tiene GPU NVIDIA, o su controlador no está cargado.',
    noGpu: 'Este equipo no tiene GPU, o su controlador no está cargado.',
    noAdapter: 'No se ha encontrado ninguna GPU con un controlador utilizable.',
    noLibraries:
      'Sus bibliotecas no están instaladas: TESSERA_CUDA_LIBRARIES indica una carpeta que las contiene.',
    notStarted: 'No se ha podido iniciar.',
    notProbed: 'no se ha probado.',
    instead: (device, note) => `${device} no se puede usar: ${note} En su lugar se usó la CPU.`,
  },
  modelPart: (part, device, reason) =>
    `La parte «${part}» del modelo no se ha podido abrir en ${device}: ${reason} La imagen no ha cambiado. Comprobar el paquete o elegir otro.`,
  noResult: {
    constant:
      'El modelo calculó el mismo número en todas partes, así que no hay resultado. La imagen no ha cambiado. Comprobar el paquete (tessera pack check), o elegir otro paquete o dispositivo.',
    notFinite:
      'El modelo calculó valores no numéricos o infinitos, así que no hay resultado. La imagen no ha cambiado. Comprobar el paquete (tessera pack check), o elegir otro paquete o dispositivo.',
  },
  memory: (device, needed, there, isAssumed) =>
    `Calcula la CPU: en ${device} el modelo necesita unos ${byteSize(needed)}, y la tarjeta gráfica tiene ${byteSize(there)}${isAssumed ? ' (supuestos, porque el sistema no lo indica)' : ''}.`,
  lost: (device, reason) => `${device} falló durante el cálculo y la CPU lo continuó. ${reason}`,
  cuda: {
    noFolder: (folder) => `La carpeta de sus bibliotecas, ${folder}, no existe.`,
    lacks: (library, version) =>
      `En la carpeta de sus bibliotecas falta ${library}; el paquete para GPU de ONNX Runtime ${version} la contiene.`,
    otherVersion: (version) =>
      `La carpeta de sus bibliotecas contiene las de otra versión de ONNX Runtime, no de la ${version}.`,
    damaged: (library) =>
      `${library}, en la carpeta de sus bibliotecas, está dañada o no es de ONNX Runtime.`,
    needs: (library) => `${library} no se puede cargar ni de la carpeta de sus bibliotecas ni del sistema.`,
    driver: (library) => `No se puede cargar el controlador de NVIDIA (${library}).`,
  },
  coreml:
    'CoreML no puede calcular con entradas de tamaño cero, con las que empieza todo cálculo. Elegir WebGPU: usa la misma tarjeta gráfica.',
};
