import type { Catalogue } from '../english.ts';
import { byteSize, tenth } from '../formats.ts';

export const devices: Catalogue['devices'] = {
  step: (device, seconds) => `${device}: ${tenth(1000 * seconds)} ms je Schritt`,
  graphics: (name, bytes, isAssumed) =>
    isAssumed
      ? `${name ?? 'Grafikkarte'}: ${byteSize(bytes)} Speicher angenommen, da das System es nicht sagt`
      : `${name ?? 'Grafikkarte'}: ${byteSize(bytes)} Speicher`,
  none: 'Es wurde keine brauchbare Grafikkarte gefunden: Die CPU rechnet.',
  notMeasured: 'Die CPU rechnet: Die Grafikkarte wurde mit diesem Modell noch nicht gemessen.',
  dropped: {
    slower: (device) => `${device} ist mit diesem Modell nicht deutlich schneller als die CPU.`,
    wrong: (device) => `${device} wird nicht verwendet: Mit diesem Modell rechnet es falsch.`,
    failed: (device, detail) =>
      `${device} wird nicht verwendet: Mit diesem Modell ist es gescheitert. ${detail}`.trim(),
    unfinished: (device) =>
      `${device} wird nicht verwendet: Die Messung brach ab. Um neu zu messen, in den Einstellungen die Zwischenspeicher leeren.`,
  },
  memory: (device, needed, there, isAssumed) =>
    `Die CPU rechnet: Auf ${device} braucht das Modell etwa ${byteSize(needed)}, und die Grafikkarte hat ${byteSize(there)}${isAssumed ? ' (angenommen, da das System es nicht sagt)' : ''}.`,
  coreml:
    'CoreML kann nicht mit Eingaben der Größe null rechnen, mit denen jeder Lauf beginnt. WebGPU wählen: Es nutzt dieselbe Grafikkarte.',
};
