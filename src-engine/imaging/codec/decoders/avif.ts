import { brandsOf } from '../iso-media.ts';
import type { PictureDecoder } from '../picture-decoder.ts';
import { decodePage } from '../sharp-pages.ts';

export const avifDecoder: PictureDecoder = {
  format: 'avif',
  sniff: (bytes) => brandsOf(bytes).some((brand) => brand === 'avif' || brand === 'avis'),
  decode: decodePage,
};
