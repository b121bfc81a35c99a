import { describe, expect, test } from 'vitest';
import { openSafetensors, encodeSafetensors } from '#engine/packs/import/safetensors.ts';
import { withFile } from '#tests/fixtures/checkpoint-bytes.ts';

function handmade(header: unknown, dataBytes: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

describe('a safetensors file', () => {
  test('gives back what was written, whole and by range', async () => {
    const data = Float32Array.from({ length: 12 }, (_, index) => index / 3);
    const bytes = encodeSafetensors(
      new Map([
        ['a', { shape: [3, 4], data }],
        ['b', { shape: [1], data: Float32Array.of(7) }],
      ]),
    );
    await withFile(bytes, async (file) => {
      const source = await openSafetensors(file);
      expect(source.shapes).toEqual(
        new Map([
          ['a', [3, 4]],
          ['b', [1]],
        ]),
      );
      expect(await source.read('a', 5, 4)).toEqual(data.slice(5, 9));
      expect(await source.read('b', 0, 1)).toEqual(Float32Array.of(7));
      await expect(source.read('a', 10, 3)).rejects.toThrow(RangeError);
    });
  });

  const entry = (start: number, end: number, shape = [(end - start) / 4]) => ({
    dtype: 'F32',
    shape,
    data_offsets: [start, end],
  });
  test.each([
    ['a header longer than the file', new Uint8Array(16).fill(255)],
    ['a header that is no JSON', handmade('{"a": ', 0)],
    ['a tensor outside the file', handmade({ a: entry(0, 400) }, 8)],
    [
      'a tensor that ends before it starts',
      handmade({ a: { dtype: 'F32', shape: [1], data_offsets: [8, 4] } }, 8),
    ],
    ['a size that does not fit its shape', handmade({ a: entry(0, 8, [3]) }, 8)],
    ['overlapping tensors', handmade({ a: entry(0, 8), b: entry(4, 12) }, 12)],
    ['a negative shape', handmade({ a: entry(0, 8, [-2]) }, 8)],
    ['a malformed entry', handmade({ a: 3 }, 8)],
  ])('is refused with %s', async (_, bytes) => {
    await withFile(bytes, async (file) => {
      await expect(openSafetensors(file)).rejects.toMatchObject({ code: 'checkpoint-invalid' });
    });
  });
});
