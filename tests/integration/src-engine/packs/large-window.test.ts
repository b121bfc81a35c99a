import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { main } from '#cli/main.ts';
import { decodeInTiles } from '#engine/inference/decode-tiles.ts';
import { Inference } from '#engine/inference/inference.ts';
import { importCheckpoint } from '#engine/packs/import/import-checkpoint.ts';
import { inspectCheckpoints } from '#engine/packs/import/inspect-checkpoints.ts';
import { packPrecisions } from '#engine/packs/manifest.ts';
import { openPack } from '#engine/packs/registry.ts';
import { writeMadeCheckpoint } from '#tests/fixtures/made-checkpoint.ts';

/** A window of 32 x 32 tokens of 16 px through an autoencoder of factor 16: the published 512 px networks, only narrower. */
const size = {
  width: 64,
  heads: 2,
  depth: 2,
  grid: 32,
  conditionTokens: 8,
  classes: 1000,
  channels: 16,
} as const;
const autoencoder = resolve('tests/fixtures/checkpoints/bare-bfloat16/vae.pt');
let folder = '';
let transformer = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-test-'));
  transformer = join(folder, 'transformer.safetensors');
  await writeMadeCheckpoint(transformer, size);
  await importCheckpoint({ transformer, autoencoder, output: join(folder, 'pack'), precision: 'fp32' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('windows of 512 px fill a photo, guided, with nothing changed outside the mask', async () => {
  const [width, height] = [640, 560];
  const photo = join(folder, 'photo.png');
  const mask = join(folder, 'mask.png');
  const pixels = Buffer.from(Array.from({ length: width * height * 3 }, (_, i) => (i * 31 + (i >> 9)) % 253));
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(photo);
  await sharp(
    Buffer.from(
      Array.from({ length: width * height }, (_, i) =>
        i % width > 200 && i % width < 330 && i / width > 180 && i / width < 300 ? 255 : 0,
      ),
    ),
    { raw: { width, height, channels: 1 } },
  )
    .png()
    .toFile(mask);
  const { code, events } = await tessera(
    'fill',
    photo,
    '--mask',
    mask,
    '-o',
    join(folder, 'filled.png'),
    '--pack',
    join(folder, 'pack'),
    '--ar-steps',
    '2',
    '--diffusion-steps',
    '3',
    '--guidance',
    '2',
    '--label',
    'golden retriever',
    '--detail',
    'off',
  );
  expect(code).toBe(0);
  const plan = events.find(({ event }) => event === 'plan')!;
  // Time and memory are said before the run, on this machine's very first one.
  expect(plan).toMatchObject({
    estimatedSeconds: expect.any(Number),
    estimatedMemoryBytes: expect.any(Number),
  });
  expect(events.at(-1)).toMatchObject({ event: 'done', changedOutsideMask: 0, detail: '1/1' });
});

it('what a pack will take is known before it is written, at every precision', async () => {
  const facts = await inspectCheckpoints({ transformer, autoencoder });
  expect(facts).toMatchObject({ windowPixels: 512, labels: 1000, unknownTensors: 0 });
  for (const precision of packPrecisions) {
    const output = join(folder, `sized-${precision}`);
    const { manifest } = await importCheckpoint({ transformer, autoencoder, output, precision });
    const written = manifest.files.reduce((sum, file) => sum + file.size, 0);
    const { packBytes } = facts.choices.find((choice) => choice.precision === precision)!;
    // Tensors are aligned to 64 kB, which tells in packs as small as this one.
    expect(Math.abs(written - packBytes), precision).toBeLessThan(0.1 * packBytes + (4 << 20));
  }
});

it('a picture decoded in tiles is the one decoded whole, but for the context that tiles lack', async () => {
  const pack = await openPack('pack', { bundled: folder, user: null });
  const inference = new Inference();
  const { tokeniser } = await inference.open(pack, { device: 'cpu', threads: 1 });
  const grid = { rows: 32, columns: 32 };
  const picture = Float32Array.from({ length: 512 * 512 * 3 }, (_, i) => Math.sin(i / 700) * 0.8);
  const tokens = await tokeniser.tokenise(picture, grid);
  const whole = await tokeniser.assemble(tokens, grid);
  const decodeTile = async (tile: Float32Array, height: number, width: number): Promise<Float32Array> =>
    tokeniser.assemble(
      tile.map((value) => value),
      { rows: height, columns: width },
    );
  const tiled = await decodeInTiles(
    { latent: tokens, rows: 32, columns: 32, channels: 16, factor: 16 },
    decodeTile,
    24,
    8,
  );
  expect(tiled).toHaveLength(whole.length);
  let [difference, norm] = [0, 0];
  for (let i = 0; i < whole.length; i++) {
    difference += (tiled[i]! - whole[i]!) ** 2;
    norm += whole[i]! ** 2;
  }
  // Attention and normalisation see less of the picture in a tile; a wrongly placed tile would differ by as much as the picture.
  expect(Math.sqrt(difference / norm)).toBeLessThan(0.25);
  await inference.dispose();
});

async function tessera(...argv: string[]): Promise<{ code: number; events: Record<string, unknown>[] }> {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => ((text += String(chunk)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const code = await main(['node', 'tessera', ...argv, '--json']);
  vi.restoreAllMocks();
  return {
    code,
    events: text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}
