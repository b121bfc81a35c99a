import type { Rect } from '#shared/geometry/rect.ts';

/** How a format is written; null = it is only read. */
export interface PictureWriting {
  readonly compression: 'lossless' | 'lossy' | 'both';
  /** Most bits per channel that it keeps exactly. */
  readonly bits: 8 | 16;
  /** Longest side that it can hold, in pixels. */
  readonly longestSide: number;
  /** What was made is a layer of its own above the photo. */
  readonly layers?: true;
}

/** A kind of picture file. What its bytes look like is known by its decoder (the engine's imaging/codec/decoders). */
export interface PictureFormat {
  readonly id: string;
  /** Its own name, as its makers write it. */
  readonly name: string;
  /** Endings of file names in lower case, without the dot; the first is the one that is offered. */
  readonly extensions: readonly string[];
  readonly written: PictureWriting | null;
  /** The media type under which content credentials (C2PA) are read from it and signed into it; left out = it has no place for them. */
  readonly credentials?: string;
}

/**
 * Every format that can be opened, in the order in which people meet them: dialogs, help texts, export choices and the
 * command line's endings all come from this list.
 */
export const pictureFormats = [
  {
    id: 'jpeg',
    name: 'JPEG',
    extensions: ['jpg', 'jpeg', 'jpe', 'jfif'],
    written: { compression: 'lossy', bits: 8, longestSide: 65_500 },
    credentials: 'image/jpeg',
  },
  {
    id: 'png',
    name: 'PNG',
    extensions: ['png'],
    written: { compression: 'lossless', bits: 16, longestSide: 1_000_000 },
    credentials: 'image/png',
  },
  {
    id: 'tiff',
    name: 'TIFF',
    extensions: ['tif', 'tiff'],
    written: { compression: 'lossless', bits: 16, longestSide: 1_000_000 },
    credentials: 'image/tiff',
  },
  {
    id: 'webp',
    name: 'WebP',
    extensions: ['webp'],
    written: { compression: 'both', bits: 8, longestSide: 16_383 },
    credentials: 'image/webp',
  },
  {
    id: 'avif',
    name: 'AVIF',
    extensions: ['avif'],
    written: { compression: 'both', bits: 8, longestSide: 16_384 },
    credentials: 'image/avif',
  },
  { id: 'heic', name: 'HEIC', extensions: ['heic', 'heif', 'hif'], written: null, credentials: 'image/heic' },
  {
    id: 'raw',
    name: 'camera raw',
    extensions: [
      ...[
        'dng',
        'cr2',
        'cr3',
        'crw',
        'nef',
        'nrw',
        'arw',
        'srf',
        'sr2',
        'orf',
        'rw2',
        'raf',
        'pef',
        'srw',
        '3fr',
      ],
      ...['iiq', 'x3f', 'kdc', 'dcr', 'mrw', 'erf', 'mef', 'mos', 'rwl'],
    ],
    written: null,
  },
  {
    id: 'jxl',
    name: 'JPEG XL',
    extensions: ['jxl'],
    written: { compression: 'lossless', bits: 16, longestSide: 1_000_000 },
    credentials: 'image/jxl',
  },
  { id: 'jp2', name: 'JPEG 2000', extensions: ['jp2', 'j2k', 'jpf', 'jpx', 'j2c'], written: null },
  {
    id: 'psd',
    name: 'Photoshop',
    extensions: ['psd', 'psb'],
    written: { compression: 'lossless', bits: 8, longestSide: 30_000, layers: true },
  },
  {
    id: 'ora',
    name: 'OpenRaster',
    extensions: ['ora'],
    written: { compression: 'lossless', bits: 16, longestSide: 1_000_000, layers: true },
  },
  { id: 'bmp', name: 'BMP', extensions: ['bmp', 'dib'], written: null },
  { id: 'gif', name: 'GIF', extensions: ['gif'], written: null, credentials: 'image/gif' },
  { id: 'tga', name: 'TGA', extensions: ['tga'], written: null },
  { id: 'exr', name: 'OpenEXR', extensions: ['exr'], written: null },
  { id: 'hdr', name: 'Radiance HDR', extensions: ['hdr', 'rgbe'], written: null },
  { id: 'pnm', name: 'PNM', extensions: ['ppm', 'pgm', 'pbm', 'pnm', 'pam'], written: null },
] as const satisfies readonly PictureFormat[];

export type PictureFormatId = (typeof pictureFormats)[number]['id'];
/** A format that pictures can be written in. */
export type ExportFormat = Extract<(typeof pictureFormats)[number], { written: object }>['id'];

/** The format of that id. */
export const pictureFormat = (id: PictureFormatId): PictureFormat =>
  pictureFormats.find((format) => format.id === id)!;

/** Those that can be written. */
export const writtenFormats = (formats: readonly PictureFormat[] = pictureFormats) =>
  formats.filter((format): format is PictureFormat & { readonly written: PictureWriting } =>
    Boolean(format.written),
  );

/** The format that a file name's ending tells of; null where it is none of these. */
export function formatOfFileName(
  name: string,
  formats: readonly PictureFormat[] = pictureFormats,
): PictureFormat | null {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
  return formats.find(({ extensions }) => extension !== undefined && extensions.includes(extension)) ?? null;
}

/** The formats into which content credentials can be signed. */
export const signedFormats = (formats: readonly PictureFormat[] = pictureFormats) =>
  writtenFormats(formats).filter(({ credentials }) => credentials !== undefined);

/** Pictures beyond this are neither opened nor made: what was made must open again. */
export const maxPicturePixels = 150_000_000;

/** True where a picture of these bounds can be opened and made. */
export const isPictureSizeAllowed = (bounds: Pick<Rect, 'width' | 'height'>): boolean =>
  bounds.width * bounds.height <= maxPicturePixels;
