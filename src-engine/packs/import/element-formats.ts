import { fromHalfBits } from '#engine/packs/graph-writer/half-float.ts';

/** Number formats of tensors that can be imported, by bytes per element. */
export const elementFormats = {
  float32: 4,
  float16: 2,
  bfloat16: 2,
  float64: 8,
  int64: 8,
  int32: 4,
} as const;
export type ElementFormat = keyof typeof elementFormats;

/** Little-endian elements as float32; `bytes` may start anywhere. */
export function decodeElements(bytes: Uint8Array, format: ElementFormat): Float32Array {
  const count = Math.floor(bytes.length / elementFormats[format]);
  if (format === 'float32') {
    const result = new Float32Array(count);
    new Uint8Array(result.buffer).set(bytes.subarray(0, count * 4));
    return result;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const result = new Float32Array(count);
  if (format === 'bfloat16') {
    const bits = new Uint32Array(result.buffer);
    for (let index = 0; index < count; index += 1) bits[index] = view.getUint16(index * 2, true) << 16;
    return result;
  }
  const decode = decoders[format];
  for (let index = 0; index < count; index += 1) result[index] = decode(view, index);
  return result;
}

const decoders: Record<
  Exclude<ElementFormat, 'float32' | 'bfloat16'>,
  (view: DataView, index: number) => number
> = {
  float16: (view, index) => fromHalfBits(view.getUint16(index * 2, true)),
  float64: (view, index) => view.getFloat64(index * 8, true),
  int64: (view, index) => Number(view.getBigInt64(index * 8, true)),
  int32: (view, index) => view.getInt32(index * 4, true),
};
