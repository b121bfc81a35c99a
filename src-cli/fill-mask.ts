import { type Command, InvalidArgumentError } from 'commander';
import { TesseraError } from '#shared/errors.ts';
import { coverageOfFile, readPhotoFile } from '#engine/imaging/codec/index.ts';
import type { CoverageMask, SampleImage } from '#engine/imaging/samples.ts';
import { wholeNumber } from './run-options.ts';

/** A length in pixels, or a share of the photo's side. */
interface Length {
  readonly value: number;
  readonly isShare: boolean;
}
type Rectangle = readonly [left: Length, top: Length, width: Length, height: Length];

/** What of a photo is filled, as commander parses it: one of the three. */
export interface MaskOptions {
  readonly mask?: string;
  readonly rectangle?: Rectangle;
  readonly colour?: readonly [red: number, green: number, blue: number];
  readonly tolerance: number;
}

const rectangle = (text: string): Rectangle => {
  const lengths = text.split(',').map((part) => {
    const match = /^(-?\d+(?:\.\d+)?)(%?)$/.exec(part.trim());
    return match && { value: Number(match[1]), isShare: match[2] === '%' };
  });
  if (lengths.length !== 4 || lengths.includes(null))
    throw new InvalidArgumentError('It must be LEFT,TOP,WIDTH,HEIGHT, each in pixels or as 5%.');
  return lengths as unknown as Rectangle;
};

const colour = (text: string): [number, number, number] => {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (!match) throw new InvalidArgumentError('It must be #rrggbb.');
  return [1, 2, 3].map((group) => Number.parseInt(match[group]!, 16)) as [number, number, number];
};

/** Adds `--mask`, `--rectangle`, `--colour` and `--tolerance`. */
export const addMaskOptions = (command: Command): Command =>
  command
    .option(
      '--mask <file>',
      'what is filled: alpha where it is not full everywhere, else brightness; 0 = untouched',
    )
    .option(
      '--rectangle <left,top,width,height>',
      'instead of a mask: a rectangle in pixels or percent (5%); a negative left or top counts from the right or bottom',
      rectangle,
    )
    .option('--colour <#rrggbb>', 'instead of a mask: everything of one colour', colour)
    .option('--tolerance <n>', 'how far each channel may be from --colour, of 255', wholeNumber(0, 255), 0)
    .hook('preAction', (_, action) => checkMaskOptions(action.opts()));

function checkMaskOptions({ mask, rectangle, colour }: MaskOptions): void {
  const given = [mask, rectangle, colour].filter((rule) => rule !== undefined).length;
  if (given === 1) return;
  throw new TesseraError('usage', 'Say what is filled with one of --mask, --rectangle and --colour.');
}

/**
 * The part of a photo that is filled.
 * @throws TesseraError mask-wrong-size; mask-empty where a rule selects nothing; those of reading a mask file
 */
export async function maskOf(
  { mask, rectangle, colour, tolerance }: MaskOptions,
  image: SampleImage,
): Promise<{ readonly mask: CoverageMask; readonly note: string | null }> {
  if (rectangle) return { mask: maskOfRectangle(rectangle, image), note: null };
  if (colour) return { mask: maskOfColour(colour, tolerance, image), note: null };
  const read = coverageOfFile(await readPhotoFile(mask!));
  const { width, height } = read.mask;
  if (width !== image.width || height !== image.height)
    throw new TesseraError(
      'mask-wrong-size',
      `The mask is ${width} x ${height} pixels, the photo ${image.width} x ${image.height} (turned upright). Nothing was written. Make the mask as large as the photo.`,
    );
  return read;
}

function maskOfRectangle([left, top, width, height]: Rectangle, image: SampleImage): CoverageMask {
  const pixels = ({ value, isShare }: Length, side: number): number =>
    Math.round(isShare ? (value / 100) * side : value);
  const span = (start: Length, length: Length, side: number): [number, number] => {
    const from = pixels(start, side);
    const begin = from < 0 ? side + from : from;
    return [Math.max(0, begin), Math.min(side, begin + pixels(length, side))];
  };
  const [x0, x1] = span(left, width, image.width);
  const [y0, y1] = span(top, height, image.height);
  if (x1 <= x0 || y1 <= y0)
    throw new TesseraError(
      'mask-empty',
      `The rectangle lies beside the photo, which is ${image.width} x ${image.height} pixels (turned upright). Nothing was written.`,
    );
  const data = new Uint8Array(image.width * image.height);
  for (let y = y0; y < y1; y++) data.fill(255, y * image.width + x0, y * image.width + x1);
  return { width: image.width, height: image.height, data };
}

/** Compared in the photo's own samples, as 8 bit. */
function maskOfColour(colour: readonly number[], tolerance: number, image: SampleImage): CoverageMask {
  const { width, height, channels, bitDepth, data } = image;
  const mask = new Uint8Array(width * height);
  const unit = bitDepth === 16 ? 257 : 1;
  const isGrey = channels < 3;
  for (let pixel = 0; pixel < mask.length; pixel++) {
    let distance = 0;
    for (let channel = 0; channel < 3; channel++) {
      const sample = data[pixel * channels + (isGrey ? 0 : channel)]! / unit;
      distance = Math.max(distance, Math.abs(sample - colour[channel]!));
    }
    if (distance <= tolerance) mask[pixel] = 255;
  }
  if (!mask.includes(255))
    throw new TesseraError(
      'mask-empty',
      'No pixel of the photo has this colour. Nothing was written. Choose another --colour, or more --tolerance.',
    );
  return { width, height, data: mask };
}
