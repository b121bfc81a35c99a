import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Inference } from '#engine/inference/inference.ts';
import { toPatches } from '#engine/inference/tokeniser.ts';
import { toChannelsLast } from '#engine/inference/autoencoder-tokeniser.ts';
import { importCheckpoint } from '#engine/packs/import/import-checkpoint.ts';
import { readManifest } from '#engine/packs/registry.ts';
import { relativeError } from '#engine/packs/precision.ts';
import { readTensors } from '#tests/fixtures/tensors.ts';

/** The second one, recorded with the published code, is too large for the repository: TESSERA_SHARED names the folder it lies in. */
const checkpoints = [
  join(import.meta.dirname, '../../fixtures/checkpoints/odd-sizes'),
  join(process.env['TESSERA_SHARED'] ?? '', 'reference/causalfusion-tiny'),
].filter((folder) => existsSync(join(folder, 'vae.pt')));

test.each(checkpoints)(
  'tokens of an imported pack are the means of %s times the scale, and decode to its picture',
  async (checkpoint) => {
    const folder = await mkdtemp(join(tmpdir(), 'tessera-autoencoder-'));
    const output = join(folder, 'pack');
    const inference = new Inference();
    try {
      await importCheckpoint({
        transformer: join(checkpoint, 'transformer.pt'),
        autoencoder: join(checkpoint, 'vae.pt'),
        output,
        precision: 'fp32',
      });
      const manifest = await readManifest(output);
      const { tokeniser } = await inference.open({ directory: output, manifest }, { device: 'cpu', threads: 2 });
      const reference = await readTensors(join(checkpoint, 'reference.safetensors'));
      const { scale, channels, factor, patch } = manifest.autoencoder!;
      const image = reference.get('image')!;
      const side = Math.sqrt(image.length / 3);
      const latents = side / factor;
      const grid = { rows: latents / patch, columns: latents / patch };
      const tokensOf = (name: string) =>
        toPatches(toChannelsLast(reference.get(name)!, latents, latents, channels), grid, patch, channels).map(
          (value) => value * scale,
        );
      const pictureOf = (values: Float32Array) => toChannelsLast(values, side, side, 3);
      const tokens = await tokeniser.tokenise(pictureOf(image), grid);
      expect(relativeError(tokens, tokensOf('vae_mean'))).toBeLessThan(1e-5);
      const picture = await tokeniser.assemble(tokensOf('latent'), grid);
      expect(relativeError(picture, pictureOf(reference.get('vae_decoded')!))).toBeLessThan(1e-5);
    } finally {
      await inference.dispose();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
