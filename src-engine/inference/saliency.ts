import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FloatImage } from '#engine/imaging/resample.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { runGraph } from './run-graph.ts';

const fileName = 'salient-objects.onnx';

/**
 * The bundled network that tells what stands out of a picture (models/README.md), on the CPU: opened, run and released.
 * @param models the folder of the bundled packs
 * @returns takes [height, width, 3] sRGB in [0, 1], sides multiples of 32; gives [height / 32, width / 32, 1], 0 or more. It
 * throws TesseraError pack-file-missing where the network is not there
 */
export const saliencyNetwork =
  (models: string) =>
  async ({ width, height, data }: FloatImage): Promise<FloatImage> => {
    const path = join(models, fileName);
    if (!(await stat(path).catch(() => null)))
      throw new TesseraError('pack-file-missing', text.packs.missingFile(fileName));
    const planes = new Float32Array(data.length);
    const pixels = width * height;
    for (let pixel = 0; pixel < pixels; pixel++)
      for (let c = 0; c < 3; c++) planes[c * pixels + pixel] = data[pixel * 3 + c]!;
    const picture = { type: 'float32', data: planes, dimensions: [1, 3, height, width] } as const;
    const [saliency] = await runGraph(path, { picture }, ['saliency']);
    return { width: width / 32, height: height / 32, channels: 1, data: saliency! };
  };
