import { TesseraError } from '#shared/errors.ts';
import { type Rect, rectIsEmpty, rectUnion } from '#shared/geometry/rect.ts';
import type { DrawnPicture } from '#shared/runs/run-settings.ts';
import { coverageOfPicture, readPhotoFile } from '#engine/imaging/codec/index.ts';
import { coverageBounds } from '#engine/imaging/mask/coverage.ts';
import type { CoverageMask } from '#engine/imaging/samples.ts';
import { text } from '#shared/text/text.ts';

/** The finished picture that orders and efforts are drawn on, and the bounds of what is filled in it. */
export interface DrawnOn {
  readonly width: number;
  readonly height: number;
  readonly filled: Rect;
}

const longestDrawnSide = 512;

/**
 * What a picture file draws over what is filled: its grey there, at most 512 pixels on a side.
 * @throws TesseraError mask-wrong-size where the file is not as large as the finished picture; those of readPhotoFile
 */
export async function readDrawnPicture(
  path: string,
  option: string,
  { width, height, filled }: DrawnOn,
): Promise<DrawnPicture> {
  const picture = coverageOfPicture((await readPhotoFile(path)).image);
  if (picture.width !== width || picture.height !== height)
    throw new TesseraError(
      'mask-wrong-size',
      text.commandLine.otherSize.drawn(
        option,
        `${picture.width} x ${picture.height}`,
        `${width} x ${height}`,
      ),
    );
  const factor = Math.max(1, Math.ceil(Math.max(filled.width, filled.height) / longestDrawnSide));
  const columns = Math.ceil(filled.width / factor);
  const rows = Math.ceil(filled.height / factor);
  const grey = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const x = filled.x + Math.floor(((column + 0.5) * filled.width) / columns);
      const y = filled.y + Math.floor(((row + 0.5) * filled.height) / rows);
      grey[row * columns + column] = picture.data[y * width + x]!;
    }
  return { width: columns, height: rows, grey };
}

/** Fills the masked part. */
export function drawnOnMask(mask: CoverageMask): DrawnOn {
  const { width, height } = mask;
  return {
    width,
    height,
    // All pixels are looked at, so only where a picture was given. An empty mask is refused by the engine.
    get filled() {
      return coverageBounds(mask) ?? { x: 0, y: 0, width, height };
    },
  };
}

/** Fills what is added to a picture's sides. */
export function drawnOnFrame(
  picture: { readonly width: number; readonly height: number },
  by: Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>>,
): DrawnOn {
  const width = by.left + picture.width + by.right;
  const height = by.top + picture.height + by.bottom;
  const filled = [
    { x: 0, y: 0, width: by.left, height },
    { x: width - by.right, y: 0, width: by.right, height },
    { x: 0, y: 0, width, height: by.top },
    { x: 0, y: height - by.bottom, width, height: by.bottom },
  ]
    .filter((side) => !rectIsEmpty(side))
    .reduce(rectUnion);
  return { width, height, filled };
}

/** Fills everything. */
export const drawnOnAll = ({ width, height }: { width: number; height: number }): DrawnOn => ({
  width,
  height,
  filled: { x: 0, y: 0, width, height },
});
