import type { ExportFormat } from '#shared/contract/documents.ts';

/** What a file format can do. */
export interface ExportChoice {
  readonly format: ExportFormat;
  readonly compression: 'lossless' | 'lossy' | 'both';
  /** Most bits per channel that it keeps exactly. */
  readonly bits: 8 | 16;
}

export const exportChoices: readonly ExportChoice[] = [
  { format: 'png', compression: 'lossless', bits: 16 },
  { format: 'tiff', compression: 'lossless', bits: 16 },
  { format: 'webp', compression: 'both', bits: 8 },
  { format: 'avif', compression: 'both', bits: 8 },
  { format: 'jpeg', compression: 'lossy', bits: 8 },
];

const formatsByExtension = new Map<string, ExportFormat>([
  ['png', 'png'],
  ['jpg', 'jpeg'],
  ['jpeg', 'jpeg'],
  ['webp', 'webp'],
  ['avif', 'avif'],
  ['tif', 'tiff'],
  ['tiff', 'tiff'],
]);

/** The format that a picture's name tells of; null where it has none that can be written. */
export const formatOfName = (name: string): ExportFormat | null =>
  formatsByExtension.get(/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '') ?? null;

/** True where the file will hold every sample as it is. */
export const lossless = (choice: ExportChoice, wanted: boolean): boolean =>
  choice.compression === 'lossless' || (choice.compression === 'both' && wanted);
