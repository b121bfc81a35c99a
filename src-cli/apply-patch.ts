import type { Rect } from '#shared/geometry/rect.ts';
import type { RunRequest } from '#shared/runs/run-request.ts';
import { type CoverageSource, coverageOutside } from '#engine/editing/sources.ts';
import { countChangedOutside } from '#engine/imaging/blend/composite.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import type { RestoredPart } from '#engine/editing/recipe/recipe.ts';
import type { EditPatch } from '#engine/protocol.ts';
import { lowerOpacity } from './fill-opacity.ts';

/** A picture in memory and what part of it is filled. */
export interface PictureToFill {
  readonly request: RunRequest;
  readonly image: SampleImage;
  /** Document coordinates of its top left pixel: windows and noise are anchored to the document. */
  readonly origin: { readonly x: number; readonly y: number };
  /** For `fill`. */
  readonly mask: CoverageSource | null;
}

const comparedRows = 64;

/** A task's picture with a patch in it, and an independent count of what changed outside the mask. @param lowered the fill's opacity */
export async function applyPatch(
  task: PictureToFill,
  patch: Pick<EditPatch, 'bounds' | 'rect' | 'samples'>,
  lowered: RestoredPart | null = null,
): Promise<{ image: SampleImage; changedOutside: number }> {
  const { image } = task;
  const { width, height } = patch.bounds;
  const to: Rect = patch.bounds;
  const from: Rect = { ...task.origin, width: image.width, height: image.height };
  const length = width * height * image.channels;
  let data: SampleImage['data'];
  if (length === image.data.length) data = image.data.slice();
  else {
    data = image.bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length);
    copyCommonPixels(image.data, from, data, to, image.channels);
  }
  copyCommonPixels(patch.samples, patch.rect, data, to, image.channels);
  if (lowered) await lowerOpacity(data, image, to, lowered);
  const coverage =
    task.request.kind === 'fill'
      ? task.mask!
      : coverageOutside(to, task.request.kind === 'extend' ? from : null);
  let changedOutside = 0;
  // Where rows lie one behind the other, many are compared at once.
  const rows = from.width === width ? comparedRows : 1;
  for (let y = from.y; y < from.y + from.height; y += rows) {
    const strip = { ...from, y, height: Math.min(rows, from.y + from.height - y) };
    const at = ((y - to.y) * width + from.x - to.x) * image.channels;
    const span = from.width * image.channels;
    changedOutside += countChangedOutside(
      image.data.subarray((y - from.y) * span, (y - from.y + strip.height) * span),
      data.subarray(at, at + strip.height * span),
      await coverage.read(strip),
      image.channels,
    );
  }
  return { image: { ...image, width, height, data }, changedOutside };
}
