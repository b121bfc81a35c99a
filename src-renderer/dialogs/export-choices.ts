import type { ExportFormat } from '../../src-shared/contract/documents';

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

/** True where the file will hold every sample as it is. */
export const lossless = (choice: ExportChoice, wanted: boolean): boolean =>
  choice.compression === 'lossless' || (choice.compression === 'both' && wanted);
