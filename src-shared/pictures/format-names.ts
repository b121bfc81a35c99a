import { listed } from '#shared/text/formats.ts';
import { text } from '#shared/text/text.ts';
import { type PictureFormat, pictureFormats } from './picture-formats.ts';

/** "JPEG, PNG, TIFF or WebP", in the language spoken. */
export const formatNames = (
  formats: readonly PictureFormat[] = pictureFormats,
  last: 'or' | 'and' = 'or',
): string =>
  listed(
    formats.map(({ id, name }) => (id === 'raw' ? text.pictures.cameraRaw : name)),
    last,
  );
