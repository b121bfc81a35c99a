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
  probe: {
    always: 'Immer da.',
    time: (milliseconds) => `${tenth(milliseconds)} ms für die Probe`,
    notBuilt: 'Dieser Build von Tessera enthält es nicht.',
    wrongNumbers: (error) => `Es rechnet falsch (relativer Fehler ${error}).`,
    slower: (time) => `Es ist langsamer als die CPU (${time}): wahrscheinlich ein Software-Renderer.`,
    noNvidia: 'Dieser Rechner hat keine NVIDIA-GPU, oder ihr Treiber ist nicht geladen.',
    noGpu: 'Dieser Rechner hat keine GPU, oder ihr Treiber ist nicht geladen.',
    noAdapter: 'Es wurde keine GPU mit einem brauchbaren Treiber gefunden.',
    noLibraries:
      'Seine Bibliotheken sind nicht installiert: TESSERA_CUDA_LIBRARIES nennt einen Ordner, der sie enthält.',
    notStarted: 'Es ließ sich nicht starten.',
    notProbed: 'es wurde nicht geprüft.',
    instead: (device, note) => `${device} ist nicht verwendbar: ${note} Stattdessen wurde die CPU verwendet.`,
  },
  modelPart: (part, device, reason) =>
    `Der Teil „${part}“ des Modells ließ sich auf ${device} nicht öffnen: ${reason} Das Bild ist unverändert. Das Paket prüfen oder ein anderes wählen.`,
  noResult: {
    constant:
      'Das Modell berechnete überall dieselbe Zahl; deshalb gibt es kein Ergebnis. Das Bild ist unverändert. Das Paket prüfen (tessera pack check) oder ein anderes Paket oder Gerät wählen.',
    notFinite:
      'Das Modell berechnete ungültige oder unendliche Werte; deshalb gibt es kein Ergebnis. Das Bild ist unverändert. Das Paket prüfen (tessera pack check) oder ein anderes Paket oder Gerät wählen.',
  },
  memory: (device, needed, there, isAssumed) =>
    `Die CPU rechnet: Auf ${device} braucht das Modell etwa ${byteSize(needed)}, und die Grafikkarte hat ${byteSize(there)}${isAssumed ? ' (angenommen, da das System es nicht sagt)' : ''}.`,
  lost: (device, reason) => `${device} ist während des Laufs ausgefallen, die CPU hat übernommen. ${reason}`,
  cuda: {
    noFolder: (folder) => `Den Ordner für seine Bibliotheken, ${folder}, gibt es nicht.`,
    lacks: (library, version) =>
      `Im Ordner für seine Bibliotheken fehlt ${library}; das GPU-Paket von ONNX Runtime ${version} enthält es.`,
    otherVersion: (version) =>
      `Im Ordner für seine Bibliotheken liegen die einer anderen Version von ONNX Runtime als ${version}.`,
    damaged: (library) =>
      `${library} im Ordner für seine Bibliotheken ist beschädigt oder gehört nicht zu ONNX Runtime.`,
    needs: (library) =>
      `${library} lässt sich weder aus dem Ordner für seine Bibliotheken noch aus dem System laden.`,
    driver: (library) => `Der NVIDIA-Treiber lässt sich nicht laden (${library}).`,
  },
  coreml:
    'CoreML kann nicht mit Eingaben der Größe null rechnen, mit denen jeder Lauf beginnt. WebGPU wählen: Es nutzt dieselbe Grafikkarte.',
};
