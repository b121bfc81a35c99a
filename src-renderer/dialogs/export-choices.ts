import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { isSrgbName } from '#shared/pictures/output-size.ts';
import {
  type ExportFormat,
  formatOfFileName,
  pictureFormats,
  type PictureFormat,
  type PictureWriting,
  writtenFormats,
} from '#shared/pictures/picture-formats.ts';

/** What a file format can do. */
export interface ExportChoice extends PictureWriting {
  readonly format: ExportFormat;
  /** Left out = it has no place for content credentials. */
  readonly credentials?: string;
}

/** The formats that a picture can be exported in. */
export const exportChoicesOf = (formats: readonly PictureFormat[] = pictureFormats): ExportChoice[] =>
  writtenFormats(formats).map(({ id, written, credentials }) => ({
    format: id as ExportFormat,
    ...(credentials !== undefined && { credentials }),
    ...written,
  }));

export const exportChoices: readonly ExportChoice[] = exportChoicesOf();

/** The format that a picture's name tells of; null where it has none that can be written. */
export function formatOfName(name: string): ExportFormat | null {
  const format = formatOfFileName(name);
  return format?.written ? (format.id as ExportFormat) : null;
}

/** True where the file will hold every sample as it is. */
export const lossless = (choice: ExportChoice, wanted: boolean): boolean =>
  choice.compression === 'lossless' || (choice.compression === 'both' && wanted);

/** True where the colours of a document are in sRGB already. */
export const isSrgb = (document: Pick<DocumentSummary, 'profileName'> | null): boolean =>
  document === null || document.profileName === 'Grey' || isSrgbName(document.profileName);
