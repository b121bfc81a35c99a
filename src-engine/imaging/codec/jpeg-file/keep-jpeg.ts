import { isApplication, markers } from '#engine/imaging/jpeg/markers.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { cropPicture, addSides, fitsGrid } from '#engine/imaging/jpeg/crop-picture.ts';
import type { Frame, McuRect } from '#engine/imaging/jpeg/frame.ts';
import { JpegError } from '#engine/imaging/jpeg/jpeg-error.ts';
import { type Orientation, type Sides, storedGrid, storedSides } from '#engine/imaging/jpeg/orientation.ts';
import { type JpegPatch, patchPicture, swapBlocks } from '#engine/imaging/jpeg/patch.ts';
import { type DisplayedPixels, PixelChange } from '#engine/imaging/jpeg/pixel-change.ts';
import { type JpegPicture, openJpeg } from '#engine/imaging/jpeg/read-jpeg.ts';
import { joinSegments, createSegment, hasIdentifier, type Segment } from '#engine/imaging/jpeg/segments.ts';
import { encodeSegments } from '#engine/imaging/jpeg/write-jpeg.ts';
import { releaseKernels } from '#engine/imaging/kernels/kernels.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { decodePhoto } from '../decode.ts';
import { keepSegments, type KeptSegments } from './kept-segments.ts';

/** A photo's file that stays what it is, but for the blocks an edit touches. */
export interface StoredJpeg {
  readonly picture: JpegPicture;
  /** How the file says that it is to be turned. */
  readonly orientation: Orientation;
}

/** What was kept of a file, and what was not. */
export interface KeptJpeg {
  /** MCUs of the picture, and those made anew: all of them hold a pixel that the edit changed. */
  readonly mcus: number;
  readonly touched: number;
  /** Pixels that the edit left alone and that a decoder now shows otherwise, and by how much at most (of 255). */
  readonly changedOutside: number;
  readonly largest: number;
  /** What else in the file changed, by name. */
  readonly changes: readonly string[];
}

/** The edit of a file's picture. Both pictures are 8 bit, displayed orientation. */
export interface JpegEdit {
  /** What the file decodes to. */
  readonly before: SampleImage;
  readonly after: SampleImage;
  /** What was added at the displayed sides. */
  readonly sides: Sides;
  /** [after.height, after.width]: above 0 where the edit may change pixels; null = where it did. */
  readonly selected: Uint8Array | null;
  /** JSON text; null = none. */
  readonly recipe: string | null;
  /** False = what describes the photo, and everything that applications keep in the file, goes; left out = it stays. */
  readonly keepsMetadata?: boolean;
}

/** Reads a file to be kept. @returns why it cannot be kept, where it cannot */
export function openStoredJpeg(
  file: Uint8Array,
  orientation: number,
): StoredJpeg | { readonly reason: string } {
  try {
    const turned = orientation >= 1 && orientation <= 8 ? (orientation as Orientation) : 1;
    return { picture: openJpeg(file), orientation: turned };
  } catch (error) {
    if (!(error instanceof JpegError)) throw error;
    const { damaged, kind } = text.dialogs.export.whyNotKept;
    return { reason: (error.kind === 'damaged' ? damaged : kind)(error.message) };
  } finally {
    releaseKernels();
  }
}

/** Why a file's own blocks cannot be those of a picture with another outline; null = they can. */
export function reasonAgainstShape(
  { picture, orientation }: StoredJpeg,
  { sides, isRotated }: { readonly sides: Sides; readonly isRotated: boolean },
): string | null {
  const { whyNotKept } = text.dialogs.export;
  if (isRotated) return whyNotKept.rotated;
  const { mcuWidth, mcuHeight, width, height } = picture.frame;
  const stored = storedSides(orientation, sides);
  if (!fitsGrid(picture, stored)) return whyNotKept.grid(mcuWidth, mcuHeight);
  const longest = Math.max(width + stored.left + stored.right, height + stored.top + stored.bottom);
  return longest > 65_500 ? whyNotKept.longest : null;
}

/** Writes the edit into the file's own coefficients. @throws TesseraError internal where that does not give the edited picture */
export async function keepJpeg(
  stored: StoredJpeg,
  { before, after, sides, selected, recipe, keepsMetadata = true }: JpegEdit,
): Promise<KeptJpeg & { readonly bytes: Uint8Array }> {
  const { orientation } = stored;
  const isLarger = Object.values(sides).some((side) => side !== 0);
  const picture = isLarger ? addSides(stored.picture, storedSides(orientation, sides)) : stored.picture;
  const change = new PixelChange(pixelsOf(before), pixelsOf(after), picture.colour, orientation, sides);
  if (change.width !== picture.frame.width || change.height !== picture.frame.height)
    throw new TesseraError('internal', text.refusals.doesNotFit, {
      cause: 'the edited picture and its file have different sizes',
    });
  const patch = patchPicture(picture, change);
  swapBlocks(picture, patch);
  try {
    const encoded = encodeSegments(picture, isLarger ? null : patch.changes);
    const { segments, changes } = keepsMetadata
      ? keepSegments(encoded, stored.picture.segments, change, recipe)
      : bareSegments(encoded, orientation);
    const counted = await countChanges(picture, patch, { before, after, change, selected, orientation });
    return {
      bytes: joinSegments(segments),
      mcus: patch.touched.length,
      touched: patch.touched.reduce((sum, touched) => sum + touched, 0),
      ...counted,
      changes,
    };
  } finally {
    swapBlocks(picture, patch);
    releaseKernels();
  }
}

const pixelsOf = ({ width, height, channels, data }: SampleImage): DisplayedPixels => ({
  ...{ width, height, channels },
  data: data as Uint8Array,
});

interface CountedEdit {
  readonly before: SampleImage;
  readonly after: SampleImage;
  readonly change: PixelChange;
  readonly selected: Uint8Array | null;
  readonly orientation: Orientation;
}

/** Decodes what lies around the touched MCUs and compares it with the picture as it was. */
async function countChanges(
  picture: JpegPicture,
  { around: rect }: JpegPatch,
  edit: CountedEdit,
): Promise<{ changedOutside: number; largest: number }> {
  if (!rect) return { changedOutside: 0, largest: 0 };
  const { image } = await decodePhoto(cropPicture(picture, rect), 'the result');
  return compare(image, rect, picture.frame, edit);
}

/** @param shown what a decoder makes of `rect` @returns of pixels that were not selected */
function compare(
  shown: SampleImage,
  { column, row }: McuRect,
  { mcuWidth, mcuHeight }: Frame,
  { before, after, change, selected, orientation }: CountedEdit,
): { changedOutside: number; largest: number } {
  const { oldArea, width, height } = change;
  const [left, top] = [column * mcuWidth, row * mcuHeight];
  const gridBefore = storedGrid(orientation, before.width, before.height);
  const gridAfter = storedGrid(orientation, after.width, after.height);
  const { channels } = before;
  // At a cut side the decoder misses a neighbour; nothing there was touched.
  const [firstX, endX] = comparedPixels(left, shown.width, width, oldArea.x, oldArea.width);
  const [firstY, endY] = comparedPixels(top, shown.height, height, oldArea.y, oldArea.height);
  let changedOutside = 0;
  let largest = 0;
  for (let y = firstY; y < endY; y++)
    for (let x = firstX; x < endX; x++) {
      const isSelected = selected
        ? selected[gridAfter.origin + x * gridAfter.perX + y * gridAfter.perY]! > 0
        : change.changed[y * width + x] === 1;
      if (isSelected) continue;
      const oldX = x - oldArea.x;
      const oldY = y - oldArea.y;
      const old = (gridBefore.origin + oldX * gridBefore.perX + oldY * gridBefore.perY) * channels;
      const now = ((y - top) * shown.width + x - left) * shown.channels;
      let difference = 0;
      for (let channel = 0; channel < channels; channel++)
        difference = Math.max(difference, Math.abs(before.data[old + channel]! - shown.data[now + channel]!));
      if (difference > 0) changedOutside++;
      largest = Math.max(largest, difference);
    }
  return { changedOutside, largest };
}

/** Of pixels from `from` on, those that were there before and have all their neighbours: from, to. */
const comparedPixels = (
  from: number,
  length: number,
  whole: number,
  oldFrom: number,
  oldLength: number,
): readonly [number, number] => [
  Math.max(from + (from > 0 ? 2 : 0), oldFrom),
  Math.min(from + length - (from + length < whole ? 2 : 0), oldFrom + oldLength),
];

/** APPn that say what colours the numbers are. */
const colourSegments: readonly (readonly [marker: number, identifier: string])[] = [
  [markers.app0, 'JFIF\0'],
  [0xe2, 'ICC_PROFILE\0'],
  [0xee, 'Adobe'],
];

/** Only what a decoder needs to show the picture: colours, and how it is to be turned, in a block of EXIF with nothing else. */
function bareSegments(segments: readonly Segment[], orientation: Orientation): KeptSegments {
  const kept = segments.filter(
    (segment, index) => !isMetadata(segment) && !(index === segments.length - 1 && segment.marker === null),
  );
  if (orientation !== 1) kept.splice(1, 0, createSegment(0xe1, turnOnly(orientation)));
  return { segments: kept, changes: kept.length < segments.length ? ['metadata removed'] : [] };
}

const isMetadata = (segment: Segment): boolean =>
  segment.marker === markers.com ||
  (isApplication(segment.marker ?? 0) &&
    !colourSegments.some(
      ([marker, identifier]) => segment.marker === marker && hasIdentifier(segment, identifier),
    ));

/** EXIF with one entry (EXIF 2.32, section 4.6.2), big-endian. */
const turnOnly = (orientation: Orientation): Uint8Array =>
  Uint8Array.from([
    ...[0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
  ]);
