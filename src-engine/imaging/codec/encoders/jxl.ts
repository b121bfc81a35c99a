import { brotliDecompressSync } from 'node:zlib';
import { withExifPrefix } from '../exif.ts';
import { jxlDecoder } from '../decoders/jxl.ts';
import { findBox } from '../iso-media.ts';
import { hasAscii } from '../picture-decoder.ts';
import type { PictureEncoder } from '../picture-encoder.ts';
import { withVips } from '../vips.ts';

/** JPEG XL without loss (ISO/IEC 18181), by libjxl's fastest mode: higher ones take four times as long for a tenth less. */
export const jxlEncoder: PictureEncoder = {
  format: 'jxl',
  encode: ({ width, height, channels, bitDepth, data, iccProfile }, { exif, xmp }) =>
    withVips((vips, own) => {
      const deep = bitDepth === 16;
      const raw = own(vips.Image.newFromMemory(data, width, height, channels, deep ? 'ushort' : 'uchar'));
      const interpretation = channels < 3 ? (deep ? 'grey16' : 'b-w') : deep ? 'rgb16' : 'srgb';
      const image = own(raw.copy({ interpretation }));
      if (iccProfile) image.setBlob('icc-profile-data', iccProfile);
      if (exif) image.setBlob('exif-data', withExifPrefix(exif));
      if (xmp !== null) image.setBlob('xmp-data', new TextEncoder().encode(xmp));
      return image.writeToBuffer('.jxl', { lossless: true, effort: 1 }).slice();
    }),
  readXmp: (bytes) => Promise.resolve(jxlDecoder.sniff(bytes, '') ? xmpOf(bytes) : null),
};

/** The largest packet that is unpacked. */
const maxXmp = 64 << 20;

/** The XMP of a box of its own, or of one packed by Brotli (ISO/IEC 18181-2, "brob"). */
function xmpOf(bytes: Uint8Array): string | null {
  const plain = findBox(bytes, 0, 'xml ');
  if (plain) return new TextDecoder().decode(bytes.subarray(plain.start, plain.end));
  for (let box = findBox(bytes, 0, 'brob'); box; box = findBox(bytes, box.end, 'brob'))
    if (hasAscii(bytes, box.start, 'xml '))
      return brotliDecompressSync(bytes.subarray(box.start + 4, box.end), {
        maxOutputLength: maxXmp,
      }).toString();
  return null;
}
