import { hasAscii, type PictureDecoder } from '../picture-decoder.ts';
import { decodePage } from '../sharp-samples.ts';

export const webpDecoder: PictureDecoder = {
  format: 'webp',
  sniff: (bytes) => hasAscii(bytes, 0, 'RIFF') && hasAscii(bytes, 8, 'WEBP'),
  decode: decodePage,
};
