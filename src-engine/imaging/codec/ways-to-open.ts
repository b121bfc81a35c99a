import type { PicturePage, WaysToOpen } from '#shared/pictures/opening.ts';
import { pictureDecoders } from './decoders.ts';
import { readTiffHeader, readTiffPages } from './tiff-directory.ts';
import { isSmallerOrMask, readTiffLayout } from './tiff-layout.ts';

/** Those whose decoders open a damaged file as far as it goes. */
const partialFormats: readonly string[] = ['jpeg', 'png', 'tiff', 'heic'];
/** What a person can look through. */
const maxPages = 500;

/** True for what begins as a TIFF does, most camera raw files among it. */
export const isTiff = (head: Uint8Array): boolean => readTiffHeader(head) !== null;

/** What is to be decided before a file is opened; looks at its headers only, and never throws. */
export function waysToOpen(bytes: Uint8Array, name: string): WaysToOpen {
  const format = pictureDecoders.find((each) => each.sniff(bytes, name))?.format ?? null;
  const pages = format === 'tiff' ? pagesOf(bytes) : [];
  return {
    pages: pages.length > 1 ? pages : [],
    isRaw: format === 'raw',
    mayBePartial: format !== null && partialFormats.includes(format),
  };
}

function pagesOf(bytes: Uint8Array): PicturePage[] {
  try {
    return readTiffPages(bytes)
      .flatMap(({ fields }, index) => {
        const layout = readTiffLayout(fields);
        return layout && !isSmallerOrMask(fields)
          ? [{ number: index + 1, width: layout.width, height: layout.height }]
          : [];
      })
      .slice(0, maxPages);
  } catch {
    return [];
  }
}
