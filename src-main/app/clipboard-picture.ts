import { clipboard, nativeImage } from 'electron';
import type { PictureSource } from '#main/pixels/pixel-operations.ts';
import { text } from '#shared/text/text.ts';

/** What this system calls a PNG. */
const pngFormat = { darwin: 'public.png', win32: 'PNG' }[process.platform as string] ?? 'image/png';

/** What systems call pictures in their own file formats: the most exact first. */
const pictureFormats = [
  'image/png',
  'public.png',
  'PNG',
  'image/tiff',
  'public.tiff',
  'image/webp',
  'image/avif',
  'image/jpeg',
  'public.jpeg',
  'JFIF',
];

/** What the clipboard offers, in the order in which it should be tried. */
export interface ClipboardOffer {
  /** A file as the program wrote it keeps profile, bit depth and colours under alpha; pixels come last. */
  readonly pictures: readonly PictureSource[];
  /** Addresses and paths of files that were copied. */
  readonly files: readonly string[];
}

/**
 * Puts a PNG there byte for byte: an image of Electron's would lose profile, bit depth and colours under alpha. Many programs of
 * Windows take a bitmap only, and Electron writes one format at a time: there a picture that loses nothing goes as an image.
 * @param isPlain 8 bit sRGB without alpha
 */
export function copyPng(png: Uint8Array, isPlain: boolean): void {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  if (process.platform === 'win32' && isPlain) clipboard.writeImage(nativeImage.createFromBuffer(bytes));
  else clipboard.writeBuffer(pngFormat, bytes);
}

/** Looks into the clipboard. */
export function readClipboard(): ClipboardOffer {
  const files = copiedFiles();
  const inFormats = pictureFormats.flatMap((format) => {
    const data = clipboard.readBuffer(format);
    return data.length === 0 ? [] : [{ kind: 'bytes', name: text.dialogs.paste.name, data } as const];
  });
  return { pictures: [...inFormats, ...pixels()], files };
}

function copiedFiles(): string[] {
  const address = clipboard.readBuffer('public.file-url').toString('utf8');
  const windowsName = clipboard.readBuffer('FileNameW').toString('utf16le').replace(/\0.*$/su, '');
  const list = clipboard
    .readBuffer('text/uri-list')
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line.startsWith('file:'));
  return [...list, address, windowsName].filter((file) => file !== '');
}

/** Raw pixels (encoding them here would block the window). */
function pixels(): PictureSource[] {
  const image = clipboard.readImage();
  if (image.isEmpty()) return [];
  const { width, height } = image.getSize(1);
  return [{ kind: 'bgra', width, height, data: image.toBitmap({ scaleFactor: 1 }) }];
}
