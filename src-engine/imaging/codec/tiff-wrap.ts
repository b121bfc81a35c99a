import type { SampleImage } from '#engine/imaging/samples.ts';

/**
 * An uncompressed little-endian TIFF around the samples, with the ICC profile as a tag: the one form in which the image
 * library takes samples and profile without converting either (measured: 0 samples changed).
 * @param isCmyk the four channels are inks, full where they are full
 */
export function wrapInTiff(image: SampleImage, isCmyk = false): Uint8Array {
  const { width, height, channels, bitDepth, iccProfile } = image;
  const samples = new Uint8Array(image.data.buffer, image.data.byteOffset, image.data.byteLength);
  const colours = isCmyk ? 4 : channels < 3 ? 1 : 3;
  const hasAlpha = channels !== colours;
  const entries: [tag: number, type: 3 | 4 | 7, count: number, value: number | Uint8Array][] = [
    [256, 4, 1, width],
    [257, 4, 1, height],
    [258, 3, channels, channels === 1 ? bitDepth : shorts(channels, bitDepth)],
    [259, 3, 1, 1],
    [262, 3, 1, isCmyk ? 5 : colours === 1 ? 1 : 2],
    [273, 4, 1, 0],
    [277, 3, 1, channels],
    [278, 4, 1, height],
    [279, 4, 1, samples.byteLength],
    [284, 3, 1, 1],
  ];
  // 2 = unassociated alpha.
  if (hasAlpha) entries.push([338, 3, 1, 2]);
  if (iccProfile) entries.push([34675, 7, iccProfile.byteLength, iccProfile]);

  const directory = 8;
  let extra = directory + 2 + entries.length * 12 + 4;
  const placed = entries.map(([tag, type, count, value]) => {
    if (typeof value === 'number' || value.byteLength <= 4) return { tag, type, count, value, at: 0 };
    const at = extra;
    extra += value.byteLength + (value.byteLength % 2);
    return { tag, type, count, value, at };
  });
  const pixelsAt = extra + (extra % 2);
  const bytes = new Uint8Array(pixelsAt + samples.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, directory, true);
  view.setUint16(directory, entries.length, true);
  placed.forEach(({ tag, type, count, value, at }, index) => {
    const entry = directory + 2 + index * 12;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, type, true);
    view.setUint32(entry + 4, count, true);
    if (typeof value !== 'number') {
      bytes.set(value, at === 0 ? entry + 8 : at);
      if (at !== 0) view.setUint32(entry + 8, at, true);
    } else if (tag === 273) view.setUint32(entry + 8, pixelsAt, true);
    else if (type === 3) view.setUint16(entry + 8, value, true);
    else view.setUint32(entry + 8, value, true);
  });
  bytes.set(samples, pixelsAt);
  return bytes;
}

function shorts(count: number, value: number): Uint8Array {
  const bytes = new Uint8Array(count * 2);
  for (let i = 0; i < count; i++) bytes[2 * i] = value;
  return bytes;
}
