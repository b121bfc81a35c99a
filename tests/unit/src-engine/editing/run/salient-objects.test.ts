import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { salientObjects, type SaliencyNetwork } from '#engine/editing/run/salient-objects.ts';
import { Scene } from '#engine/editing/scene.ts';
import { coverageOutside, type CoverageSource, imageSource } from '#engine/editing/sources.ts';
import { sideBits } from '#engine/imaging/exemplar/request.ts';
import { createFloatImage } from '#engine/imaging/resample.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { saliencyNetwork } from '#engine/inference/saliency.ts';
import { type Rect, rectGrow } from '#shared/geometry/rect.ts';
import {
  irregularPicture,
  picture,
  quiet,
  runEdit,
  fillRun,
  maskWith,
  settingsWith,
} from '#tests/fixtures/edits.ts';

const { left, right, top, bottom } = sideBits;

/** A photo that is extended to `bounds`. */
const extended = (photo: SampleImage, bounds: Rect): Scene =>
  new Scene(
    imageSource(photo),
    coverageOutside(bounds, { x: 0, y: 0, width: photo.width, height: photo.height }),
  );

const at = async (objects: CoverageSource, x: number, y: number): Promise<number> =>
  (await objects.read({ x, y, width: 1, height: 1 }))[0]!;

/** Gives the same to every picture of its size: cells of 32 pixels, by column and row. */
function networkThatSees(cells: readonly (readonly [number, number])[]) {
  const seen: string[] = [];
  const network: SaliencyNetwork = ({ width, height }) => {
    seen.push(`${width} x ${height}`);
    const saliency = createFloatImage(width / 32, height / 32, 1);
    for (const [column, row] of cells) saliency.data[row * saliency.width + column] = 1500;
    return Promise.resolve(saliency);
  };
  return { network, seen };
}

describe('objects that an extension does not show again', () => {
  it('are those that end before the sides that are extended, wherever the photo lies in the document', async () => {
    const photo = picture(448, 320);
    const cells = [
      [6, 4],
      [13, 5],
      [0, 8],
    ] as const;
    const { network, seen } = networkThatSees(cells);
    const objects = salientObjects(extended(photo, { x: 0, y: 0, width: 600, height: 320 }), network);
    expect(seen).toEqual([]);
    const found = await Promise.all(cells.map(([x, y]) => at(objects, x * 32 + 16, y * 32 + 16)));
    // The second reaches the side that is extended, the third one that isn't.
    expect(found).toEqual([right, 0, right]);
    expect(await at(objects, 16, 16)).toBe(0);
    expect(await at(objects, 500, 144)).toBe(0);
    expect(seen).toEqual(['448 x 320']);
    const above = salientObjects(extended(photo, { x: -100, y: -50, width: 548, height: 370 }), network);
    expect(await Promise.all(cells.map(([x, y]) => at(above, x * 32 + 16, y * 32 + 16)))).toEqual([
      left | top,
      left | top,
      top,
    ]);
  });

  it('are looked for in panoramas with a shorter side of 224 pixels', async () => {
    const { network, seen } = networkThatSees([]);
    const wide = salientObjects(
      extended(picture(2240, 224), { x: 0, y: 0, width: 2300, height: 224 }),
      network,
    );
    await at(wide, 5, 5);
    const small = salientObjects(extended(picture(90, 60), { x: 0, y: 0, width: 100, height: 60 }), network);
    await at(small, 5, 5);
    expect(seen).toEqual(['2240 x 224', '448 x 288']);
  });

  it.each([
    ['dogs.jpg', [0.44, 0.4], [0.75, 0.1]],
    ['summit-sunset.jpg', [0.75, 0.68], [0.4, 0.15]],
    ['dandelions.jpg', [0.29, 0.3], [0.7, 0.6]],
  ] as const)('are found by the bundled network in %s', async (name, thing, beside) => {
    const { data, info } = await sharp(`assets/samples/${name}`)
      .resize(1200, 1200, { fit: 'inside' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const photo: SampleImage = {
      width,
      height,
      channels: 3,
      bitDepth: 8,
      data: new Uint8Array(data),
      iccProfile: null,
    };
    const bounds = rectGrow({ x: 0, y: 0, width, height }, 50);
    const objects = salientObjects(extended(photo, bounds), saliencyNetwork('models'));
    const look = ([x, y]: readonly [number, number]): Promise<number> =>
      at(objects, Math.floor(x * width), Math.floor(y * height));
    expect([await look(thing), await look(beside)]).toEqual([left | right | top | bottom, 0]);
  });

  it('are not copied where there is enough beside them, and are where there is not', async () => {
    const photo = picture(448, 224);
    const noise = irregularPicture(448, 224).data;
    // Bright lines of its own in an otherwise even texture: the best continuation of the lines at the right side.
    for (let i = 0; i < 448 * 224; i++) {
      const [x, y] = [i % 448, Math.floor(i / 448)];
      const isLine = y % 28 < 4 && ((x >= 64 && x < 256) || x >= 440);
      const value = isLine ? (x < 256 ? 250 : 170) : 40 + (noise[i * 3]! % 60);
      photo.data.fill(value, i * 3, i * 3 + 3);
    }
    const marked = Array.from({ length: 7 }, (_, row) =>
      [3, 4, 5, 6].map((column) => [column, row] as const),
    ).flat();
    const whole = Array.from({ length: 7 }, (_, row) =>
      Array.from({ length: 12 }, (_, column) => [column, row] as const),
    ).flat();
    const run = fillRun(photo, maskWith(448, 224, []), settingsWith({ detail: 'photo' }));
    const extend = async (
      network: SaliencyNetwork,
      salientObjects: 'copied' | 'left-out',
    ): Promise<number> => {
      const by = { left: 0, right: 300, top: 0, bottom: 0 };
      const settings = { ...run.settings, salientObjects };
      const outcome = await runEdit(
        { ...run, request: { kind: 'extend', by }, settings, saliency: network },
        quiet(),
      );
      const [patch] = outcome.patches;
      // At the side itself, the step to what is copied is evened out.
      let bright = 0;
      patch!.samples.forEach((value, i) => {
        if (value > 215 && (i / 3) % 300 >= 60) bright++;
      });
      return bright;
    };
    expect(await extend(networkThatSees(marked).network, 'left-out')).toBe(0);
    const copied = await extend(networkThatSees(marked).network, 'copied');
    expect(copied).toBeGreaterThan(1000);
    const everything = networkThatSees(whole);
    expect(await extend(everything.network, 'left-out')).toBe(copied);
    expect(everything.seen).toHaveLength(1);
  });

  it('are never asked for where a hole is filled', async () => {
    const { network, seen } = networkThatSees([[1, 1]]);
    const mask = maskWith(200, 160, [{ x: 80, y: 60, width: 40, height: 40 }]);
    const run = fillRun(picture(200, 160), mask, settingsWith({ detail: 'photo' }));
    await runEdit({ ...run, saliency: network }, quiet());
    expect(seen).toEqual([]);
  });

  it('say which file is missing', async () => {
    const network = saliencyNetwork('tests/fixtures');
    await expect(network(createFloatImage(32, 32, 3))).rejects.toMatchObject({
      code: 'pack-file-missing',
      message: expect.stringContaining('salient-objects.onnx') as string,
    });
  });
});
