import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { elementCount } from '#engine/packs/graph-writer/tensor-source.ts';
import { openWeights } from '#engine/packs/import/open-weights.ts';
import { openSafetensors } from '#engine/packs/import/safetensors.ts';
import { RandomAccessFile } from '#engine/packs/random-access-file.ts';
import {
  buildZip,
  pickleBytes,
  pickleDictionary,
  pickleTensor,
  withFile,
} from '#tests/fixtures/checkpoint-bytes.ts';

const layouts = join(import.meta.dirname, '../../../../fixtures/checkpoints/layouts');
const checkpoint = (pickle: Uint8Array, storage = new Uint8Array(16)): Uint8Array =>
  buildZip([
    { name: 'archive/data.pkl', data: pickle },
    { name: 'archive/data/0', data: storage },
  ]);

describe('a file of torch.save', () => {
  test('gives every number format, shared, strided and expanded tensors as safetensors would', async () => {
    const file = await RandomAccessFile.open(join(layouts, 'layouts.pt'));
    const expectedFile = await RandomAccessFile.open(join(layouts, 'layouts.safetensors'));
    const { source, part } = await openWeights(file);
    const expected = await openSafetensors(expectedFile);
    expect(part).toBe('ema');
    expect([...source.shapes.keys()].sort()).toEqual([...expected.shapes.keys()].sort());
    for (const [name, shape] of expected.shapes) {
      expect(source.shapes.get(name)).toEqual(shape);
      expect(await source.read(name, 0, elementCount(shape)), name).toEqual(
        await expected.read(name, 0, elementCount(shape)),
      );
    }
    expect(await source.read('transposed', 5, 3)).toEqual(await expected.read('transposed', 5, 3));
    await file.close();
    await expectedFile.close();
  });

  test('takes model where there is no ema, and a bare dictionary as it is', async () => {
    const tensor = pickleTensor({ key: '0', length: 4, shape: [4], strides: [1] });
    const inner = pickleBytes('}', 'X', 1, 0, 0, 0, 'w', tensor, 's');
    await withFile(
      checkpoint(pickleDictionary({ opt: pickleBytes('}'), ema: pickleBytes('N'), model: inner })),
      async (file) => {
        expect((await openWeights(file)).part).toBe('model');
      },
    );
    await withFile(checkpoint(pickleDictionary({ 'module.w': tensor })), async (file) => {
      const { part, source } = await openWeights(file);
      expect([part, [...source.shapes.keys()]]).toEqual(['file', ['w']]);
    });
  });

  test.each([
    ['a storage that is missing', pickleTensor({ key: '9', length: 4, shape: [4], strides: [1] }), /missing/],
    [
      'a storage longer than its entry',
      pickleTensor({ key: '0', length: 400, shape: [4], strides: [1] }),
      /cut short/,
    ],
    [
      'a tensor longer than its storage',
      pickleTensor({ key: '0', length: 4, shape: [5], strides: [1] }),
      /reaches outside/,
    ],
    [
      'an offset behind its storage',
      pickleTensor({ key: '0', length: 4, offset: 2, shape: [3], strides: [1] }),
      /reaches outside/,
    ],
    [
      'strides behind its storage',
      pickleTensor({ key: '0', length: 4, shape: [2, 2], strides: [3, 1] }),
      /reaches outside/,
    ],
    ['a negative size', pickleTensor({ key: '0', length: 4, shape: [-1], strides: [1] }), /impossible size/],
    [
      'an expansion of one number to terabytes',
      pickleTensor({ key: '0', length: 4, shape: [2 ** 20, 2 ** 20], strides: [0, 0] }),
      /unreasonably large/,
    ],
    [
      'a key that leads outside',
      pickleTensor({ key: '../../../etc/passwd', length: 4, shape: [4], strides: [1] }),
      /missing/,
    ],
  ])('refuses %s and names the tensor', async (_, tensor, message) => {
    await withFile(checkpoint(pickleDictionary({ weight: tensor })), async (file) => {
      await expect(openWeights(file)).rejects.toMatchObject({
        code: 'checkpoint-invalid',
        message: expect.stringMatching(message) as unknown,
      });
    });
  });

  test.each([
    ['text', new TextEncoder().encode('just a text, nothing more')],
    ['nothing', new Uint8Array(0)],
    ['a zip of other things', buildZip([{ name: 'word/document.xml', data: new Uint8Array(9) }])],
    ['a dictionary without tensors', checkpoint(pickleDictionary({ epoch: pickleBytes('K', 1) }))],
    ['a list', checkpoint(pickleBytes('].'))],
    ['the format before torch 1.6', pickleBytes(0x80, 2, 0x8a, 10, new Uint8Array(20))],
  ])('refuses %s', async (_, bytes) => {
    await withFile(bytes, async (file) => {
      await expect(openWeights(file)).rejects.toMatchObject({ code: 'checkpoint-invalid' });
    });
  });

  test('survives any cut of a real file with a message', async () => {
    const whole = new Uint8Array(await readFile(join(layouts, 'layouts.pt')));
    for (let length = 0; length < whole.length; length += 97) {
      await withFile(whole.subarray(0, length), async (file) => {
        await expect(openWeights(file)).rejects.toMatchObject({ code: 'checkpoint-invalid' });
      });
    }
  });
});
