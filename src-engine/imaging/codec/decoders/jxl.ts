import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { stripExifPrefix } from '../exif.ts';
import {
  assertPictureSize,
  damaged,
  hasAscii,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';
import { withVips } from '../vips.ts';

/** JPEG XL: the bare codestream or the container (ISO/IEC 18181-2). */
export const jxlDecoder: PictureDecoder = {
  format: 'jxl',
  sniff: (bytes) => (bytes[0] === 0xff && bytes[1] === 0x0a) || hasAscii(bytes, 4, 'JXL '),
  async decode(bytes, name) {
    return withVips((vips, own) => {
      try {
        const image = own(vips.Image.newFromBuffer(bytes, '', { fail_on: 'warning' }));
        const { width, height, bands, format } = image;
        assertPictureSize(name, width, height);
        if (format !== 'uchar' && format !== 'ushort') throw usesUnsupported(name, `${format} samples`);
        if (bands > 4) throw usesUnsupported(name, `${bands} channels`);
        const block = (field: string): Uint8Array | null =>
          image.getTypeof(field) === 0 ? null : image.getBlob(field).slice();
        const exif = block('exif-data');
        const xmp = block('xmp-data');
        const memory = image.writeToMemory();
        const data =
          format === 'uchar' ? memory.slice() : new Uint16Array(memory.slice().buffer as ArrayBuffer);
        return {
          image: {
            width,
            height,
            channels: bands as 1 | 2 | 3 | 4,
            bitDepth: format === 'uchar' ? (8 as const) : (16 as const),
            data,
            iccProfile: block('icc-profile-data'),
          },
          metadata: {
            exif: exif && Uint8Array.from(stripExifPrefix(exif)),
            xmp: xmp && new TextDecoder().decode(xmp),
          },
          note:
            image.getTypeof('n-pages') !== 0 && image.getInt('n-pages') > 1 ? text.pictures.notes.film : null,
        };
      } catch (error) {
        throw error instanceof TesseraError ? error : damaged(name, error);
      }
    });
  },
};
