import { text } from '#shared/text/text.ts';
import { rgbOfLabSamples } from '#engine/imaging/colour/lab.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import type { Storage } from './metadata.ts';
import { keepChannels } from './sharp-samples.ts';
import { premultiplied, straightAlpha } from './straight-alpha.ts';
import { isLab, type TiffLayout } from './tiff-layout.ts';

/** Samples in the common form, how the file stores them, and what was done to them. */
export interface ReadForm {
  readonly image: SampleImage;
  readonly storage: Storage | undefined;
  readonly notes: readonly string[];
}

/** Stored samples of a TIFF as straight alpha, black at zero and RGB. Where it can be undone, `storage` says how. */
export function fromStoredForm(stored: SampleImage, layout: TiffLayout): ReadForm {
  const notes: string[] = [];
  const storage: { -readonly [key in keyof Storage]: Storage[key] } = {};
  let image = stored;
  const { photometric, extra, bits } = layout;
  if (bits[0]! > 8 && bits[0]! < 16) notes.push(text.pictures.notes.deep(bits[0]!));
  if (photometric === 6 && layout.readByBlocks) {
    image = { ...image, data: rgbOfYcbcr(image, layout) };
    notes.push(text.pictures.notes.ycbcr);
  }
  if (isLab(layout)) {
    image = { ...image, data: rgbOfLab(image, layout), iccProfile: null };
    notes.push(text.pictures.notes.lab);
  }
  if (photometric === 0) {
    storage.minIsWhite = true;
    if (layout.readByBlocks) image = inverted(image);
  }
  if (extra === 0 && (image.channels === 2 || image.channels === 4)) {
    const colours = image.channels === 2 ? [0] : [0, 1, 2];
    image = {
      ...image,
      channels: colours.length as 1 | 3,
      data: keepChannels(image.data, image.channels, colours),
    };
    notes.push(text.pictures.notes.extraChannel);
  }
  if (extra === 1 && photometric !== 5) {
    const straight = straightAlpha(image);
    storage.associatedAlpha = straight ? 'divided' : 'kept';
    if (straight) image = straight;
    else notes.push(text.pictures.notes.tooBrightForAlpha);
  }
  return { image, storage: Object.keys(storage).length > 0 ? storage : undefined, notes };
}

/** The samples as a TIFF of that storage holds them. */
export function toStoredForm(image: SampleImage, storage: Storage | undefined): SampleImage {
  let stored = image;
  if (storage?.associatedAlpha === 'divided' && (image.channels === 2 || image.channels === 4))
    stored = premultiplied(stored);
  if (storage?.minIsWhite && image.channels < 3) stored = inverted(stored);
  return stored;
}

/** Grey with black and white exchanged; alpha stays. */
function inverted(image: SampleImage): SampleImage {
  const { channels, data, bitDepth } = image;
  const full = bitDepth === 16 ? 65535 : 255;
  const result = data.slice();
  for (let i = 0; i < result.length; i += channels) result[i] = full - result[i]!;
  return { ...image, data: result };
}

/** TIFF 6.0 section 21: luma and chroma of equal size to RGB. */
function rgbOfYcbcr(
  { data, channels, bitDepth }: SampleImage,
  { luma, reference }: TiffLayout,
): SampleImage['data'] {
  const full = bitDepth === 16 ? 65535 : 255;
  const half = (full + 1) / 2;
  const [lumaRed, lumaGreen, lumaBlue] = luma as [number, number, number];
  const [blackY, whiteY, blackCb, whiteCb, blackCr, whiteCr] = (reference ?? [
    0,
    full,
    half,
    full,
    half,
    full,
  ]) as [number, number, number, number, number, number];
  const clamp = (value: number): number => Math.min(full, Math.max(0, Math.round(value)));
  const result = data.slice();
  for (let i = 0; i < data.length; i += channels) {
    const y = ((data[i]! - blackY) * full) / (whiteY - blackY);
    const cb = ((data[i + 1]! - blackCb) * (full - half)) / (whiteCb - blackCb);
    const cr = ((data[i + 2]! - blackCr) * (full - half)) / (whiteCr - blackCr);
    const red = y + cr * (2 - 2 * lumaRed);
    const blue = y + cb * (2 - 2 * lumaBlue);
    result[i] = clamp(red);
    result[i + 1] = clamp((y - lumaBlue * blue - lumaRed * red) / lumaGreen);
    result[i + 2] = clamp(blue);
  }
  return result;
}

/** L and, with a sign (8) or half of the range above it (9), a and b: TIFF 6.0 section 23, Adobe's TIFF technical note 4. */
function rgbOfLab(image: SampleImage, { photometric }: TiffLayout): SampleImage['data'] {
  const { bitDepth } = image;
  const full = bitDepth === 16 ? 65535 : 255;
  const step = bitDepth === 16 ? 256 : 1;
  // As ICC profiles of version 2 have it, 0xFF00 is white.
  const white = photometric === 9 && bitDepth === 16 ? 0xff00 : full;
  const difference = (value: number): number => {
    if (photometric === 9) return value / step - 128;
    return (value > full / 2 ? value - full - 1 : value) / step;
  };
  return rgbOfLabSamples(image, (l, a, b) => [(l * 100) / white, difference(a), difference(b)]);
}
