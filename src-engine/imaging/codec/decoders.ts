import { avifDecoder } from './decoders/avif.ts';
import { bmpDecoder } from './decoders/bmp.ts';
import { exrDecoder } from './decoders/exr.ts';
import { gifDecoder } from './decoders/gif.ts';
import { heicDecoder } from './decoders/heic.ts';
import { jpeg2000Decoder } from './decoders/jpeg-2000.ts';
import { jpegDecoder } from './decoders/jpeg.ts';
import { jxlDecoder } from './decoders/jxl.ts';
import { openRasterDecoder } from './decoders/open-raster.ts';
import { pngDecoder } from './decoders/png.ts';
import { pnmDecoder } from './decoders/pnm.ts';
import { psdDecoder } from './decoders/psd.ts';
import { radianceDecoder } from './decoders/radiance.ts';
import { rawDecoder } from './decoders/raw.ts';
import { tgaDecoder } from './decoders/tga.ts';
import { tiffDecoder } from './decoders/tiff.ts';
import { webpDecoder } from './decoders/webp.ts';
import type { PictureDecoder } from './picture-decoder.ts';

/**
 * Every decoder; the first whose `sniff` says yes decodes. Camera raw stands before TIFF, of which most are a kind; TGA,
 * which has no signature, stands last.
 */
export const pictureDecoders: readonly PictureDecoder[] = [
  jpegDecoder,
  pngDecoder,
  webpDecoder,
  avifDecoder,
  heicDecoder,
  rawDecoder,
  tiffDecoder,
  jxlDecoder,
  jpeg2000Decoder,
  psdDecoder,
  openRasterDecoder,
  bmpDecoder,
  gifDecoder,
  pnmDecoder,
  exrDecoder,
  radianceDecoder,
  tgaDecoder,
];
