import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { Preferences } from '#shared/contract/app.ts';
import type { RequestOf } from '#shared/contract/contract.ts';
import { metadataParts } from '#shared/pictures/metadata-choices.ts';
import { isSrgbName, sizeOf } from '#shared/pictures/output-size.ts';
import {
  type ExportFormat,
  formatOfFileName,
  pictureFormats,
  type PictureFormat,
  type PictureWriting,
  writtenFormats,
} from '#shared/pictures/picture-formats.ts';
import type { Tab } from './tab.svelte.ts';

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

type LastExport = Preferences['lastExport'];

/** The format a photo is exported in: the one chosen for it, else its own, else the last one. */
export const exportFormatOf = (
  tab: Pick<Tab, 'exportFormat' | 'summary'> | null,
  last: Pick<LastExport, 'format'>,
): ExportFormat => tab?.exportFormat ?? formatOfName(tab?.summary.name ?? '') ?? last.format;

/** What would be done to every pixel of a document. */
export function conversionOf(
  document: DocumentSummary | null,
  last: Pick<LastExport, 'size' | 'srgb'>,
): { readonly resized: boolean; readonly srgb: boolean } {
  const bounds = document?.bounds ?? { width: 1, height: 1 };
  const { width, height } = sizeOf(last.size, bounds);
  return {
    resized: width !== bounds.width || height !== bounds.height,
    srgb: last.srgb && !isSrgb(document),
  };
}

/** Everything that is asked of an export, as it was chosen last. @param keepsJpeg the file is to stay the photo's own JPEG */
export function exportRequest(
  format: ExportFormat,
  last: LastExport,
  keepsJpeg: boolean,
): Omit<RequestOf<'documents/export'>, 'documentId'> {
  const choice = exportChoices.find((candidate) => candidate.format === format)!;
  return {
    format,
    quality: keepsJpeg || lossless(choice, last.lossless) ? null : last.quality,
    size: last.size,
    srgb: last.srgb,
    keepMetadata: last.keepMetadata,
    without: last.keepPlace ? [] : [...metadataParts],
    recipe: last.recipe ?? last.keepMetadata,
    disclosure: last.disclosure,
    c2pa: last.c2pa && last.disclosure,
  };
}
