import { TesseraError } from '#shared/errors.ts';
import {
  type ExportFormat,
  formatOfFileName,
  pictureFormats,
  type PictureFormat,
  writtenFormats,
} from '#shared/pictures/picture-formats.ts';

/** The format that a file name asks for. @throws TesseraError file-unsupported */
export function formatOfName(name: string, formats: readonly PictureFormat[] = pictureFormats): ExportFormat {
  const format = formatOfFileName(name, formats);
  if (format?.written) return format.id as ExportFormat;
  const endings = writtenFormats(formats).map(({ extensions }) => `.${extensions[0]}`);
  throw new TesseraError(
    'file-unsupported',
    `"${name}" does not end in a format that can be written. Use ${endings.slice(0, -1).join(', ')} or ${endings.at(-1)}.`,
  );
}
