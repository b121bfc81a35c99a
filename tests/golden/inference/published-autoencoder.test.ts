import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Inference } from '#engine/inference/inference.ts';
import { toChannelsLast } from '#engine/inference/planes.ts';
import { importCheckpoint } from '#engine/packs/import/import-checkpoint.ts';
import { readManifest } from '#engine/packs/registry.ts';
import { readTensors, relativeError } from '#tests/fixtures/tensors.ts';

/** Too large to be kept here: only where the project's shared folder lies beside the checkout. */
const shared = join(import.meta.dirname, '../../../../shared/reference/causalfusion-tiny');

test.skipIf(!existsSync(join(shared, 'vae.pt')))(
  'tokens of an imported pack are the published means times the scale, and decode to the published picture',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tessera-autoencoder-'));
    const output = join(folder, 'pack');
    const inference = new Inference();
    try {
      await importCheckpoint({
        transformer: join(shared, 'transformer.pt'),
        autoencoder: join(shared, 'vae.pt'),
        output,
        precision: 'fp32',
      });
      const manifest = await readManifest(output);
      const { tokeniser } = await inference.open({ directory: output, manifest }, { device: 'cpu', threads: 2 });
      const reference = await readTensors(join(shared, 'reference.safetensors'));
      const { rows, columns } = manifest.window;
      const { scale, channels } = manifest.autoencoder!;
      const latentOf = (name: string) => toChannelsLast(reference.get(name)!, rows, columns, channels).map((value) => value * scale);
      const pictureOf = (name: string) => toChannelsLast(reference.get(name)!, 64, 64, 3);
      const tokens = await tokeniser.tokenise(pictureOf('image'), manifest.window);
      expect(relativeError(tokens, latentOf('vae_mean'))).toBeLessThan(1e-5);
      const picture = await tokeniser.assemble(latentOf('latent'), manifest.window);
      expect(relativeError(picture, pictureOf('vae_decoded'))).toBeLessThan(1e-5);
    } finally {
      await inference.dispose();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
