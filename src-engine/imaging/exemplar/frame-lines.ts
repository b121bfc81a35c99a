import type { Rect } from '#shared/geometry/rect.ts';
import { unitAt } from './pyramid.ts';
import type { RgbSamples } from './request.ts';

/** A frame is at most this share of the shorter side wide. */
const WIDEST = 1 / 16;
/** Colours of one line of a frame lie this near to their mean, [0, 1] units, all but this share of its pixels (dust). */
const ALIKE = 8 / 255;
const DUST = 0.02;
/** Behind a frame's last line, so much of the next one differs by so much. */
const BEHIND = 0.7;
const DIFFERS = 32 / 255;

/** The part of a crop that is the photo, and which of its sides are the photo's own. */
export interface PhotoInCrop {
  /** Relative to the crop. */
  readonly rect: Rect;
  readonly left: boolean;
  readonly right: boolean;
  readonly top: boolean;
  readonly bottom: boolean;
}

/**
 * Lines of one colour along the photo's sides that end at once: the border of a scan, the line of a frame. [height, width], 1 = such a pixel;
 * null where there are none.
 * @param photo [height, width, 3], `across` pixels wide @param open [height, width], above 0 = not known
 */
export function findFrameLines(
  photo: RgbSamples,
  open: Uint8Array,
  across: number,
  { rect, left, right, top, bottom }: PhotoInCrop,
): Uint8Array | null {
  const { x, y, width, height } = rect;
  let found: Uint8Array | null = null;
  const look = (length: number, at: (line: number, along: number) => number): void => {
    const most = Math.floor(Math.min(width, height) * WIDEST);
    let colour: readonly number[] | null = null;
    for (let line = 0; line <= most; line++) {
      const pixels = Array.from({ length }, (_, along) => at(line, along)).filter((i) => open[i] === 0);
      const own = colourOfLine(photo, pixels);
      if (own && (colour === null || farApart(own, colour) <= ALIKE)) {
        colour = own;
        continue;
      }
      if (colour === null || !isElsewhere(photo, pixels, colour)) return;
      found ??= new Uint8Array(open.length);
      for (let framed = 0; framed < line; framed++)
        for (let along = 0; along < length; along++) found[at(framed, along)] = 1;
      return;
    }
  };
  if (left) look(height, (line, along) => (y + along) * across + x + line);
  if (right) look(height, (line, along) => (y + along) * across + x + width - 1 - line);
  if (top) look(width, (line, along) => (y + line) * across + x + along);
  if (bottom) look(width, (line, along) => (y + height - 1 - line) * across + x + along);
  return found;
}

const farApart = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, c) => Math.abs(value - b[c]!)));

/** In [0, 1]. */
const colourAt = (photo: RgbSamples, i: number): number[] => [
  unitAt(photo, i * 3),
  unitAt(photo, i * 3 + 1),
  unitAt(photo, i * 3 + 2),
];

/** The mean of a line's colours; null where they are not all alike, or none is known. */
function colourOfLine(photo: RgbSamples, pixels: readonly number[]): number[] | null {
  if (pixels.length === 0) return null;
  const mean = [0, 1, 2].map(
    (c) => pixels.reduce((sum, i) => sum + unitAt(photo, i * 3 + c), 0) / pixels.length,
  );
  const apart = pixels.filter((i) => farApart(colourAt(photo, i), mean) > ALIKE).length;
  return apart <= DUST * pixels.length ? mean : null;
}

const isElsewhere = (photo: RgbSamples, pixels: readonly number[], colour: readonly number[]): boolean =>
  pixels.length > 0 &&
  pixels.filter((i) => farApart(colourAt(photo, i), colour) > DIFFERS).length >= BEHIND * pixels.length;
