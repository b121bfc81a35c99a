import { colourCubeOf, greysInSrgb } from '#engine/imaging/codec/index.ts';
import { isMadeOfTables } from '#engine/imaging/colour/icc-profile.ts';
import {
  createSampleColours,
  type SampleColours,
  type SampleFormat,
} from '#engine/imaging/colour/sample-colours.ts';
import { greyTableColours, tableColours } from '#engine/imaging/colour/table-colours.ts';

/**
 * Conversions for one photo: by its profile's matrix and curves, or by its tables as littleCMS reads them. Tables that it cannot use
 * are passed over, as on the screen.
 */
export async function coloursOfPhoto(format: SampleFormat): Promise<SampleColours> {
  const { iccProfile, channels, bitDepth } = format;
  if (!iccProfile || !isMadeOfTables(iccProfile)) return createSampleColours(format);
  if (!last || !isSame(last.format, format))
    last = { format: { iccProfile, channels, bitDepth }, colours: byTables(format, iccProfile) };
  return (await last.colours.catch(() => null)) ?? createSampleColours(format);
}

/** Kept for the next stroke: tables take half a second. */
let last: { readonly format: SampleFormat; readonly colours: Promise<SampleColours> } | null = null;

const isSame = (a: SampleFormat, b: SampleFormat): boolean =>
  a.channels === b.channels && a.bitDepth === b.bitDepth && Buffer.from(a.iccProfile!).equals(b.iccProfile!);

const byTables = async (format: SampleFormat, profile: Uint8Array): Promise<SampleColours> =>
  format.channels >= 3
    ? tableColours(format, await colourCubeOf(profile))
    : greyTableColours(format, await greysInSrgb(format.bitDepth, profile));
