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
  memory: (device, needed, there, isAssumed) =>
    `Calcula la CPU: en ${device} el modelo necesita unos ${byteSize(needed)}, y la tarjeta gráfica tiene ${byteSize(there)}${isAssumed ? ' (supuestos, porque el sistema no lo indica)' : ''}.`,
  coreml:
    'CoreML no puede calcular con entradas de tamaño cero, con las que empieza todo cálculo. Elegir WebGPU: usa la misma tarjeta gráfica.',
};
