/** A tone curve of a profile: device value in [0, 1] to linear light in [0, 1]. */
export type ToneCurve = (value: number) => number;

/**
 * Reads a `curv` or `para` tag (ICC.1:2022 sections 10.6 and 10.18); null for other types.
 * @throws RangeError where the tag reaches past the profile's end
 */
export function readToneCurve(view: DataView, offset: number): ToneCurve | null {
  const type = view.getUint32(offset);
  if (type === 0x63757276) return readTable(view, offset);
  if (type === 0x70617261) return readParametric(view, offset);
  return null;
}

function readTable(view: DataView, offset: number): ToneCurve {
  const count = view.getUint32(offset + 8);
  if (count === 0) return (value) => value;
  if (count === 1) {
    const gamma = view.getUint16(offset + 12) / 256;
    return (value) => Math.max(0, value) ** gamma;
  }
  if (count > 65536) throw new RangeError('a tone curve with more than 65536 entries');
  const table = Float64Array.from({ length: count }, (_, i) => view.getUint16(offset + 12 + 2 * i) / 65535);
  return (value) => {
    const position = Math.min(1, Math.max(0, value)) * (count - 1);
    const base = Math.min(count - 2, Math.floor(position));
    return table[base]! + (position - base) * (table[base + 1]! - table[base]!);
  };
}

function readParametric(view: DataView, offset: number): ToneCurve | null {
  const kind = view.getUint16(offset + 8);
  const parameterCount = [1, 3, 4, 5, 7][kind];
  if (parameterCount === undefined) return null;
  const p = Array.from({ length: parameterCount }, (_, i) => view.getInt32(offset + 12 + 4 * i) / 65536);
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = p;
  const power = (value: number): number => Math.max(0, a * value + b) ** g;
  switch (kind) {
    case 0:
      return (value) => Math.max(0, value) ** g;
    case 1:
      return (value) => (value >= -b / a ? power(value) : 0);
    case 2:
      return (value) => (value >= -b / a ? power(value) + c : c);
    case 3:
      return (value) => (value >= d ? power(value) : c * value);
    default:
      return (value) => (value >= d ? power(value) + e : c * value + f);
  }
}
