import { z } from 'zod';
import { TesseraError } from '#shared/errors.ts';
import { elementCount, type TensorSource } from '#engine/packs/graph-writer/tensor-source.ts';
import type { RandomAccessFile } from '#engine/packs/random-access-file.ts';
import { decodeElements, elementFormats, type ElementFormat } from './element-formats.ts';
import { text } from '#shared/text/text.ts';

/** A header of 100 MB is the format's own limit; no network needs more than this. */
const maxHeaderBytes = 16 << 20;

const formats: Readonly<Record<string, ElementFormat>> = {
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  F64: 'float64',
  I64: 'int64',
  I32: 'int32',
};

const entrySchema = z.object({
  dtype: z.string().max(20),
  shape: z
    .array(
      z
        .number()
        .int()
        .min(0)
        .max(2 ** 40),
    )
    .max(16),
  data_offsets: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
});
const headerSchema = z.record(z.string(), z.unknown());

/**
 * Opens a safetensors file: 8 bytes of header length, JSON, data. Tensors of other number formats are left out.
 * @throws TesseraError checkpoint-invalid naming what is wrong
 */
export async function openSafetensors(file: RandomAccessFile): Promise<TensorSource> {
  const invalid = (reason: string): TesseraError =>
    new TesseraError('checkpoint-invalid', text.checkpoints.noSafetensors(file.name, reason));
  if (file.size < 10) throw invalid(text.checkpoints.reasons.short);
  const prefix = await file.read(0, 8);
  const headerLength = Number(new DataView(prefix.buffer).getBigUint64(0, true));
  if (headerLength < 2 || headerLength > maxHeaderBytes || 8 + headerLength > file.size)
    throw invalid(text.checkpoints.reasons.headerLength);
  let header: z.infer<typeof headerSchema>;
  try {
    header = headerSchema.parse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await file.read(8, headerLength))),
    );
  } catch {
    throw invalid(text.checkpoints.reasons.headerNoJson);
  }
  const dataStart = 8 + headerLength;
  const shapes = new Map<string, readonly number[]>();
  const places = new Map<string, { offset: number; format: ElementFormat }>();
  const ranges: (readonly [start: number, end: number])[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const parsed = entrySchema.safeParse(value);
    if (!parsed.success) throw invalid(text.checkpoints.reasons.malformedEntry(name.slice(0, 100)));
    const {
      dtype,
      shape,
      data_offsets: [start, end],
    } = parsed.data;
    if (end < start || dataStart + end > file.size)
      throw invalid(text.checkpoints.reasons.outsideFile(name.slice(0, 100)));
    ranges.push([start, end]);
    const format = formats[dtype];
    if (!format) continue;
    if (elementCount(shape) * elementFormats[format] !== end - start)
      throw invalid(text.checkpoints.reasons.sizeAndShape(name.slice(0, 100)));
    shapes.set(name, shape);
    places.set(name, { offset: dataStart + start, format });
  }
  ranges.sort((a, b) => a[0] - b[0]);
  if (
    ranges.some((range, index) => index > 0 && range[0] < (ranges[index - 1] as readonly [number, number])[1])
  ) {
    throw invalid(text.checkpoints.reasons.tensorsOverlap);
  }
  return {
    shapes,
    read: async (name, start, count) => {
      const place = places.get(name);
      if (!place) throw invalid(text.checkpoints.reasons.missing(name));
      if (start < 0 || start + count > elementCount(shapes.get(name) ?? []))
        throw new RangeError(`${name} is shorter than ${start + count}`);
      const size = elementFormats[place.format];
      return decodeElements(await file.read(place.offset + start * size, count * size), place.format);
    },
  };
}

/** The bytes of a safetensors file of float32 tensors; header padded to 8 bytes, as the format asks. */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }>,
): Uint8Array {
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const text = JSON.stringify(header);
  const headerBytes = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const file = new Uint8Array(8 + headerBytes.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes.length), true);
  file.set(headerBytes, 8);
  let offset = 8 + headerBytes.length;
  for (const { data } of tensors.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return file;
}
