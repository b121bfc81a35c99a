/** What a profile that a file carries is worth. */
type SoundProfile =
  | { readonly kind: 'sound'; readonly profile: Uint8Array }
  /** Bytes behind its declared end were cut off. */
  | { readonly kind: 'cut'; readonly profile: Uint8Array }
  | { readonly kind: 'unusable' };

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/**
 * Checks what every encoder's library checks (ICC.1:2022 sections 7.2 and 7.3), so that none refuses the profile once a
 * picture is finished: declared length, signature, class, colour space of the picture, tags inside the profile.
 * @param channels of the picture: 1 and 2 need a grey profile, 3 and 4 one for RGB
 */
export function soundProfile(bytes: Uint8Array, channels: number): SoundProfile {
  if (bytes.length < 132) return { kind: 'unusable' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const declared = view.getUint32(0);
  if (declared < 132 || declared > bytes.length || ascii(bytes, 36, 4) !== 'acsp')
    return { kind: 'unusable' };
  if (!['scnr', 'mntr', 'prtr', 'spac'].includes(ascii(bytes, 12, 4))) return { kind: 'unusable' };
  if (ascii(bytes, 16, 4) !== (channels < 3 ? 'GRAY' : 'RGB ')) return { kind: 'unusable' };
  if (!['XYZ ', 'Lab '].includes(ascii(bytes, 20, 4)) || view.getUint32(64) > 0xffff)
    return { kind: 'unusable' };
  const tags = view.getUint32(128);
  if (tags > 1000 || 132 + 12 * tags > declared) return { kind: 'unusable' };
  for (let tag = 0; tag < tags; tag++) {
    const start = view.getUint32(136 + 12 * tag);
    if (start > declared || view.getUint32(140 + 12 * tag) > declared - start) return { kind: 'unusable' };
  }
  // A copy of its own, whatever view of a file it came as.
  const profile = new Uint8Array(bytes.subarray(0, declared));
  return { kind: declared === bytes.length ? 'sound' : 'cut', profile };
}
