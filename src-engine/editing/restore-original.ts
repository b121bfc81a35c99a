import { composite } from '#engine/imaging/blend/composite.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { type Rect, rectIntersection } from '#shared/geometry/rect.ts';
import type { CoverageSource, PixelSource } from './sources.ts';

/** Where a picture can be taken back to an earlier one: in all three. Empty where they have nothing in common. */
export const restorableRect = (present: Rect, original: Rect, coverage: Rect): Rect =>
  rectIntersection(rectIntersection(present, original), coverage);

/**
 * The samples of `rect`, which lies in all three, with the earlier picture's where something is covered: all of it at full
 * coverage, its share at less.
 */
export async function restoreOriginal(
  present: PixelSource,
  original: PixelSource,
  coverage: CoverageSource,
  rect: Rect,
): Promise<SampleImage['data']> {
  return composite({
    original: await present.read(rect),
    channels: present.channels,
    fill: Float32Array.from(await original.read(rect)),
    coverage: await coverage.read(rect),
  });
}
