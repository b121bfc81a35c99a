import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { main } from '#cli/main.ts';
import { Engine } from '#engine/engine.ts';
import { readManifest } from '#engine/packs/registry.ts';
import type { EngineMessage } from '#engine/protocol.ts';

const checkpoints = resolve('tests/fixtures/checkpoints');
const transformer = join(checkpoints, 'tiny/transformer.pt');
const autoencoder = join(checkpoints, 'bare-bfloat16/vae.pt');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

async function tessera(...argv: string[]): Promise<{ code: number; last: Record<string, unknown> }> {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => ((text += String(chunk)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const code = await main(['node', 'tessera', ...argv, '--json']);
  vi.restoreAllMocks();
  return { code, last: JSON.parse(text.trimEnd().split('\n').at(-1) ?? '{}') as Record<string, unknown> };
}

describe('a published checkpoint, imported', () => {
  test('fills a photo through its autoencoder, with guidance and DDPM, and repeats exactly', async () => {
    const pack = join(folder, 'pack');
    expect(
      await tessera(
        'pack',
        'import',
        '--transformer',
        transformer,
        '--autoencoder',
        autoencoder,
        '-o',
        pack,
        '--precision',
        'int8',
      ),
    ).toMatchObject({ code: 0 });
    const [width, height] = [150, 110];
    const photo = join(folder, 'photo.png');
    const mask = join(folder, 'mask.png');
    const pixels = Buffer.from(
      Array.from({ length: width * height * 3 }, (_, index) => (index * 7919) % 251),
    );
    await sharp(pixels, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(photo);
    const square = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'white' } })
      .png()
      .toBuffer();
    await sharp({ create: { width, height, channels: 3, background: 'black' } })
      .composite([{ input: square, left: 50, top: 40 }])
      .png()
      .toFile(mask);

    const fill = (output: string, ...more: string[]) =>
      tessera(
        'fill',
        photo,
        '--mask',
        mask,
        '-o',
        join(folder, output),
        '--pack',
        pack,
        '--label',
        'class 3',
        '--device',
        'cpu',
        '--threads',
        '1',
        '--detail',
        'off',
        ...more,
      );
    const settings = ['--ar-steps', '3', '--diffusion-steps', '4', '--guidance', '2', '--seed', '7'];
    const first = await fill('a.png', ...settings);
    expect(first).toMatchObject({
      code: 0,
      last: { event: 'done', changedOutsideMask: 0, device: 'cpu', arSteps: 3, diffusionSteps: 4 },
    });
    expect((await fill('b.png', ...settings)).code).toBe(0);
    const [a, b] = await Promise.all(
      ['a.png', 'b.png'].map((name) => sharp(join(folder, name)).raw().toBuffer()),
    );
    expect(a!.equals(b!)).toBe(true);
    expect(a!.equals(pixels)).toBe(false);
  });

  test('comes to the engine with progress, and a cancelled one leaves nothing', async () => {
    const messages: EngineMessage[] = [];
    const engine: Engine = new Engine((message) => {
      messages.push(message);
      if (message.type === 'import-progress' && message.id === 'second' && message.fraction > 0.2)
        void engine.handle({ type: 'cancel', id: 'second' });
    }, 'test');
    const request = { type: 'import-pack', transformer, autoencoder, precision: 'fp16' } as const;
    const place = join(folder, 'user');
    await engine.handle({ ...request, id: 'first', output: join(place, 'one') });
    expect(messages.at(-1)).toMatchObject({
      type: 'imported',
      pack: { id: 'one', problem: null, precision: 'fp16', labels: { length: 10 } },
    });
    expect((await readManifest(join(place, 'one'))).measuredErrors).toHaveLength(3);
    await engine.handle({ ...request, id: 'second', output: join(place, 'two') });
    expect(messages.at(-1)).toEqual({ type: 'cancelled', id: 'second' });
    expect(await readdir(place)).toEqual(['one']);
  });
});
