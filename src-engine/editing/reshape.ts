import type { Rect } from '#shared/geometry/rect.ts';
import type { ExactReshape, Reshape } from '#shared/runs/run-request.ts';
import { orientSamples } from '#engine/imaging/orient-samples.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import { imageSource } from './sources.ts';
import { straightened, straightenedBounds } from './straighten.ts';

/** EXIF orientations: what is shown so was stored turned back by that much. */
const orientationOf = { 90: 6, 180: 3, 270: 8 } as const;

/** Where a picture lies once it is cropped, rotated or straightened: its top left pixel stays where it was, or is the part's; or its middle does. */
export function boundsAfter(bounds: Rect, reshape: Reshape): Rect {
  if (reshape.kind === 'crop') return reshape.rect;
  if (reshape.kind === 'straighten') return straightenedBounds(bounds, reshape);
  const { x, y, width, height } = bounds;
  return reshape.degrees === 180 ? bounds : { x, y, width: height, height: width };
}

/** Crops or rotates samples that lie at `bounds`: none of them changes. @param reshape of a part inside `bounds` */
export function reshapeSamples<Image extends Omit<SampleImage, 'iccProfile'>>(
  image: Image,
  bounds: Rect,
  reshape: ExactReshape,
): Image {
  if (reshape.kind === 'rotate')
    return orientSamples({ iccProfile: null, ...image }, orientationOf[reshape.degrees]) as unknown as Image;
  const { rect } = reshape;
  const { width, height } = rect;
  const { channels, data } = image;
  const part = new (data.constructor as new (length: number) => typeof data)(width * height * channels);
  copyCommonPixels(data, bounds, part, rect, channels);
  return { ...image, width, height, data: part };
}

/** As `reshapeSamples`, also straightening, which makes every sample anew. */
export async function reshapeImage<Image extends SampleImage>(
  image: Image,
  bounds: Rect,
  reshape: Reshape,
): Promise<Image> {
  if (reshape.kind !== 'straighten') return reshapeSamples(image, bounds, reshape);
  const after = straightened(imageSource(image, bounds), bounds, reshape);
  const { width, height } = after.bounds;
  return { ...image, width, height, data: (await after.read(after.bounds)) as typeof image.data };
}

/**
 * Where a rectangle of a rotated picture lay before. @param after bounds of the rotated picture
 * @param before its bounds before
 */
export function rectBefore(rect: Rect, after: Rect, before: Rect, degrees: 90 | 180 | 270): Rect {
  const [x, y] = [rect.x - after.x, rect.y - after.y];
  const { width, height } = rect;
  switch (degrees) {
    case 90:
      return { x: before.x + y, y: before.y + before.height - x - width, width: height, height: width };
    case 180:
      return {
        x: before.x + before.width - x - width,
        y: before.y + before.height - y - height,
        ...{ width, height },
      };
    case 270:
      return { x: before.x + before.width - y - height, y: before.y + x, width: height, height: width };
  }
}
