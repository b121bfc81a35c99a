import { toSrgb } from '#engine/imaging/codec/index.ts';
import { ColourCube } from '#engine/imaging/colour/colour-cube.ts';
import { hasColourTable, parseIccProfile } from '#engine/imaging/colour/icc-profile.ts';
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
  if (!iccProfile || (parseIccProfile(iccProfile).kind !== 'table' && !hasColourTable(iccProfile)))
    return createSampleColours(format);
  if (!last || !isSame(last.format, format))
    last = { format: { iccProfile, channels, bitDepth }, colours: byTables(format, iccProfile) };
  return (await last.colours.catch(() => null)) ?? createSampleColours(format);
}

/** Kept for the next stroke: tables take half a second. */
let last: { readonly format: SampleFormat; readonly colours: Promise<SampleColours> } | null = null;

const isSame = (a: SampleFormat, b: SampleFormat): boolean =>
  a.channels === b.channels && a.bitDepth === b.bitDepth && Buffer.from(a.iccProfile!).equals(b.iccProfile!);

async function byTables(format: SampleFormat, profile: Uint8Array): Promise<SampleColours> {
  if (format.channels >= 3)
    return tableColours(format, await ColourCube.of((samples) => toSrgb(samples, 3, profile)));
  const scale = format.bitDepth === 16 ? 1 : 257;
  const greys = Uint16Array.from({ length: full / scale + 1 }, (_, value) => value * scale);
  return greyTableColours(format, await toSrgb(greys, 1, profile));
}

const full = 65535;
