import { brotliDecompressSync } from 'node:zlib';
import { jxlDecoder } from '../decoders/jxl.ts';
import { findBox } from '../iso-media.ts';
import { hasAscii } from '../picture-decoder.ts';
import type { PictureEncoder } from '../picture-encoder.ts';
import { withVips } from '../vips.ts';

/**
 * JPEG XL without loss (ISO/IEC 18181), by libjxl's fastest mode: higher ones take four times as long for a tenth less. EXIF and XMP
 * are put beside it as they are: libjxl packs them by Brotli, which many readers of metadata do not know.
 */
export const jxlEncoder: PictureEncoder = {
  format: 'jxl',
  async encode({ width, height, channels, bitDepth, data, iccProfile }, { exif, xmp }) {
    const codestream = await withVips((vips, own) => {
      const deep = bitDepth === 16;
      const raw = own(vips.Image.newFromMemory(data, width, height, channels, deep ? 'ushort' : 'uchar'));
      const interpretation = channels < 3 ? (deep ? 'grey16' : 'b-w') : deep ? 'rgb16' : 'srgb';
      const image = own(raw.copy({ interpretation }));
      if (iccProfile) image.setBlob('icc-profile-data', iccProfile);
      return image.writeToBuffer('.jxl', { lossless: true, effort: 1, keep: 'icc' }).slice();
    });
    const boxes = [
      // The TIFF structure begins at once.
      ...(exif ? [box('Exif', new Uint8Array(4), exif)] : []),
      ...(xmp === null ? [] : [box('xml ', Buffer.from(xmp))]),
    ];
    return boxes.length === 0 ? codestream : Buffer.concat([inContainer(codestream), ...boxes]);
  },
  readXmp: (bytes) => Promise.resolve(jxlDecoder.sniff(bytes, '') ? xmpOf(bytes) : null),
};

/** A box of ISO/IEC 14496-12, as JPEG XL's container holds them (ISO/IEC 18181-2, section 9). */
function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

const inContainer = (file: Uint8Array): Uint8Array =>
  hasAscii(file, 4, 'JXL ')
    ? file
    : Buffer.concat([
        box('JXL ', Uint8Array.of(0x0d, 0x0a, 0x87, 0x0a)),
        box('ftyp', Buffer.from('jxl \0\0\0\0jxl ', 'latin1')),
        box('jxlc', file),
      ]);

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
