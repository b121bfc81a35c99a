import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { autoencoderTokeniser } from '#engine/inference/autoencoder-tokeniser.ts';
import { PackSessions } from '#engine/inference/pack-sessions.ts';
import { GraphBuilder } from '#engine/packs/graph-writer/graph-builder.ts';
import { encodeModel } from '#engine/packs/graph-writer/onnx-model.ts';

let folder: string;
let sessions: PackSessions;

/** An "autoencoder" that only moves numbers: SpaceToDepth and its inverse, so that nothing is lost. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-autoencoder-'));
  const encoder = new GraphBuilder('encoder');
  const image = encoder.input('image', 'float32', [1, 3, 'height', 'width']);
  encoder.output(
    'mean',
    'float32',
    [1, 12, 'rows', 'columns'],
    encoder.node('SpaceToDepth', [image], { blocksize: 2 }),
  );
  const decoder = new GraphBuilder('decoder');
  const latent = decoder.input('latent', 'float32', [1, 12, 'rows', 'columns']);
  decoder.output(
    'image',
    'float32',
    [1, 3, 'height', 'width'],
    decoder.node('DepthToSpace', [latent], { blocksize: 2 }),
  );
  await writeFile(join(folder, 'encoder.onnx'), encodeModel(encoder.finish()));
  await writeFile(join(folder, 'decoder.onnx'), encodeModel(decoder.finish()));
  sessions = new PackSessions(folder, 'cpu', 1);
});
afterAll(async () => {
  await sessions.dispose();
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ['one tile', 1, { rows: 3, columns: 5 }],
  ['patches of two latents', 2, { rows: 3, columns: 2 }],
  ['many tiles', 1, { rows: 4, columns: 150 }],
])(
  'tokens of an autoencoder are its scaled means and come back as the picture (%s)',
  async (_, patch, grid) => {
    const tokeniser = autoencoderTokeniser(sessions, { factor: 2, channels: 12, scale: 0.2325, patch });
    expect(tokeniser.tokenPixels).toBe(2 * patch);
    const [height, width] = [grid.rows * 2 * patch, grid.columns * 2 * patch];
    const picture = Float32Array.from({ length: height * width * 3 }, (_each, i) => Math.sin(i * 0.7));
    const tokens = await tokeniser.tokenise(picture, grid);
    expect(tokens.length).toBe(grid.rows * grid.columns * 12 * patch * patch);
    expect(tokens[0]).toBeCloseTo(0.2325 * picture[0]!, 6);
    const back = await tokeniser.assemble(tokens, grid);
    back.forEach((value, i) => expect(value).toBeCloseTo(picture[i]!, 5));
  },
);
