import { TesseraError } from '#shared/errors.ts';
import type { Length, MaskRule } from '#shared/runs/mask-rule.ts';
import { coverageOfFile, readPhotoFile } from '#engine/imaging/codec/index.ts';
import type { CoverageMask, SampleImage } from '#engine/imaging/samples.ts';
import { text } from '#shared/text/text.ts';

/**
 * The part of a photo that a rule selects.
 * @throws TesseraError mask-wrong-size; mask-empty where the rule selects nothing; those of reading a mask file
 */
export async function maskByRule(
  rule: MaskRule,
  image: SampleImage,
): Promise<{ readonly mask: CoverageMask; readonly note: string | null }> {
  if (typeof rule !== 'string')
    return {
      mask: 'rectangle' in rule ? maskOfRectangle(rule.rectangle, image) : maskOfColour(rule, image),
      note: null,
    };
  const read = coverageOfFile(await readPhotoFile(rule));
  const { width, height } = read.mask;
  if (width !== image.width || height !== image.height)
    throw new TesseraError(
      'mask-wrong-size',
      text.refusals.maskHasOtherSize(`${width} x ${height}`, `${image.width} x ${image.height}`),
    );
  return read;
}

function maskOfRectangle(
  [left, top, width, height]: readonly [Length, Length, Length, Length],
  image: SampleImage,
): CoverageMask {
  const pixels = (length: Length, side: number): number =>
    Math.round(typeof length === 'number' ? length : (Number.parseFloat(length) / 100) * side);
  const span = (start: Length, length: Length, side: number): [number, number] => {
    const from = pixels(start, side);
    const begin = from < 0 ? side + from : from;
    return [Math.max(0, begin), Math.min(side, begin + pixels(length, side))];
  };
  const [x0, x1] = span(left, width, image.width);
  const [y0, y1] = span(top, height, image.height);
  if (x1 <= x0 || y1 <= y0)
    throw new TesseraError('mask-empty', text.refusals.rectangleOutside(`${image.width} x ${image.height}`));
  const data = new Uint8Array(image.width * image.height);
  for (let y = y0; y < y1; y++) data.fill(255, y * image.width + x0, y * image.width + x1);
  return { width: image.width, height: image.height, data };
}

/** Compared in the photo's own samples, as 8 bit. */
function maskOfColour(
  { colour, tolerance = 0 }: { readonly colour: string; readonly tolerance?: number | undefined },
  image: SampleImage,
): CoverageMask {
  const { width, height, channels, bitDepth, data } = image;
  const wanted = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
  const mask = new Uint8Array(width * height);
  const unit = bitDepth === 16 ? 257 : 1;
  const isGrey = channels < 3;
  for (let pixel = 0; pixel < mask.length; pixel++) {
    let distance = 0;
    for (let channel = 0; channel < 3; channel++) {
      const sample = data[pixel * channels + (isGrey ? 0 : channel)]! / unit;
      distance = Math.max(distance, Math.abs(sample - wanted[channel]!));
    }
    if (distance <= tolerance) mask[pixel] = 255;
  }
  if (!mask.includes(255)) throw new TesseraError('mask-empty', text.refusals.noSuchColour);
  return { width, height, data: mask };
}
