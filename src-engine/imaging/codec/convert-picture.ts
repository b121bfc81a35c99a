import { profileName } from '#engine/imaging/colour/icc-profile.ts';
import { srgbProfile } from '#engine/imaging/colour/made-profile.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { text } from '#shared/text/text.ts';
import { isSrgbName, type OutputSize, sizeOf } from '#shared/pictures/output-size.ts';
import type { PictureEdit } from './edited-metadata.ts';
import { greyAsRgb } from './grey-as-rgb.ts';
import { getSharp, ownBytes } from './load-sharp.ts';
import { wrapInTiff } from './tiff-wrap.ts';

/** How a written picture shall differ from the one that was edited. */
export interface Conversion {
  /** Null = as large as it is. */
  readonly size: OutputSize | null;
  /** True = the colours in sRGB, with its profile. */
  readonly srgb: boolean;
}

/** A picture as it is written, and what was done to it, by name; nothing = the very samples. */
export interface ConvertedPicture {
  readonly image: SampleImage;
  readonly isResized: boolean;
  /** Its colours are in sRGB, which they were not. */
  readonly isRecoloured: boolean;
  readonly changes: readonly string[];
}

/**
 * Resamples a picture (Lanczos, in the values as they are stored, transparent pixels weighted) and converts its colours to sRGB
 * by its profile. What is already so stays, sample for sample.
 */
export async function convertPicture(
  image: SampleImage,
  { size, srgb }: Conversion,
): Promise<ConvertedPicture> {
  const { width, height } = sizeOf(size, image);
  if (keepsSamples(image, image, { size, srgb }))
    return { image, isResized: false, isRecoloured: false, changes: [] };
  const isResized = width !== image.width || height !== image.height;
  const isConverted = changesColours(image, srgb);
  const words = text.pictures.changes;
  return {
    ...{ isResized, isRecoloured: isConverted },
    image: await resampled(isConverted ? greyAsRgb(image) : image, { width, height }, isConverted),
    changes: [
      ...(isResized ? [words.resampled(width, height)] : []),
      ...(isConverted ? [words.srgb(profileName(image.iccProfile!))] : []),
    ],
  };
}

/** True where nothing is resampled or converted: a picture of that size and profile is written as it is. */
export function keepsSamples(
  profiled: Pick<SampleImage, 'iccProfile'>,
  sides: Pick<SampleImage, 'width' | 'height'>,
  { size, srgb }: Conversion,
): boolean {
  const { width, height } = sizeOf(size, sides);
  return width === sides.width && height === sides.height && !changesColours(profiled, srgb);
}

/** A picture without a profile is in sRGB. */
const changesColours = ({ iccProfile }: Pick<SampleImage, 'iccProfile'>, srgb: boolean): boolean =>
  srgb && iccProfile !== null && !isSrgbName(profileName(iccProfile) ?? '');

async function resampled(
  image: SampleImage,
  { width, height }: { readonly width: number; readonly height: number },
  isConverted: boolean,
): Promise<SampleImage> {
  const { channels, bitDepth } = image;
  const isGrey = channels < 3;
  // Eight bits are too few for colours weighted with their transparency.
  const isRaised = bitDepth === 8 && (channels === 2 || channels === 4);
  const isDeep = bitDepth === 16 || isRaised;
  const source = isRaised ? raised(image) : image;
  // Without a profile the library has nothing to convert.
  const file = wrapInTiff(isConverted ? source : { ...source, iccProfile: null });
  const pipeline = getSharp()(file, { limitInputPixels: false, unlimited: true })
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .toColourspace(isGrey ? (isDeep ? 'grey16' : 'b-w') : isDeep ? 'rgb16' : 'srgb');
  // Asked for by name: by itself the library works in P3 where samples have 16 bits.
  if (isConverted) pipeline.withIccProfile('srgb', { attach: false });
  const { data } = await pipeline
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const bytes = ownBytes(data);
  const samples = isDeep ? new Uint16Array(bytes.buffer) : bytes;
  return {
    ...{ width, height, channels, bitDepth },
    data: isRaised ? Uint8Array.from(samples, (value) => Math.round(value / 257)) : samples,
    iccProfile: isConverted ? srgbProfile() : image.iccProfile,
  };
}

const raised = (image: SampleImage): SampleImage => ({
  ...image,
  bitDepth: 16,
  data: Uint16Array.from(image.data, (value) => value * 257),
});

/** What happened to a picture, on the scale of the converted one. */
export function editAtSize(
  { sides, isRotated, selected }: PictureEdit,
  from: Pick<SampleImage, 'width' | 'height'>,
  to: Pick<SampleImage, 'width' | 'height'>,
): PictureEdit {
  if (from.width === to.width && from.height === to.height) return { sides, isRotated, selected };
  const scaled = new Uint8Array(to.width * to.height);
  for (let y = 0, at = 0; y < to.height; y++) {
    const row = Math.floor(((y + 0.5) * from.height) / to.height) * from.width;
    for (let x = 0; x < to.width; x++, at++)
      scaled[at] = selected[row + Math.floor(((x + 0.5) * from.width) / to.width)]!;
  }
  const across = (pixels: number): number => Math.round((pixels * to.width) / from.width);
  const down = (pixels: number): number => Math.round((pixels * to.height) / from.height);
  return {
    sides: {
      left: across(sides.left),
      right: across(sides.right),
      top: down(sides.top),
      bottom: down(sides.bottom),
    },
    isRotated,
    selected: scaled,
  };
}
