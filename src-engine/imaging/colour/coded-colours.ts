import { displayP3Profile } from './made-profile.ts';

/** What a pair of codes means. */
export type CodedColours =
  | { readonly kind: 'srgb' }
  | { readonly kind: 'profile'; readonly profile: Uint8Array }
  /** HDR, or primaries that are not known here. */
  | { readonly kind: 'other' };

/** BT.709 and unspecified; BT.709, unspecified, BT.601, sRGB and BT.2020, which viewers all show by one curve. */
const commonPrimaries = [1, 2];
const commonTransfers = [1, 2, 6, 13, 14, 15];
const displayP3 = 12;

/** Colour primaries and transfer characteristics as ITU-T H.273 numbers them (in PNG's cICP, AVIF's and HEIC's nclx). */
export function codedColours([primaries, transfer]: readonly [number, number]): CodedColours {
  if (!commonTransfers.includes(transfer)) return { kind: 'other' };
  if (commonPrimaries.includes(primaries)) return { kind: 'srgb' };
  return primaries === displayP3 ? { kind: 'profile', profile: displayP3Profile() } : { kind: 'other' };
}
