import { type Command, Option } from 'commander';
import { basename } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import type { OutputSize } from '#shared/pictures/output-size.ts';
import {
  type DecodedPhoto,
  formatOfName,
  keepsSamples,
  openStoredJpeg,
  type PictureEdit,
  reasonAgainstShape,
  type StoredJpeg,
} from '#engine/imaging/codec/index.ts';
import { text } from '#shared/text/text.ts';

/** What decides how a JPEG is written. */
export interface JpegOptions {
  readonly output: string;
  readonly jpeg?: 'keep' | 'encode';
  readonly quality?: number;
  readonly resize?: OutputSize;
  readonly srgb?: boolean;
}

/** Adds `--jpeg`. */
export const addJpegOption = (command: Command): Command =>
  command
    .addOption(new Option('--jpeg <way>', text.commandHelp.write.jpeg).choices(['keep', 'encode']))
    .hook('preAction', (_, action) => checkJpegOptions(action.opts()));

/** @throws TesseraError usage */
function checkJpegOptions({ jpeg, quality, resize }: JpegOptions): void {
  if (jpeg !== 'keep') return;
  if (resize !== undefined) throw new TesseraError('usage', text.commandLine.usage.keepAndResize);
  if (quality === undefined) return;
  throw new TesseraError('usage', text.commandLine.usage.keepAndQuality);
}

/** How the outline of a result differs from the photo's. */
type Reshaped = Pick<PictureEdit, 'sides' | 'isRotated'>;

/** The shape of a result as large as the photo. */
export const notReshaped: Reshaped = { sides: { left: 0, top: 0, right: 0, bottom: 0 }, isRotated: false };

/** What is kept of a photo's file in a result; null = nothing, with a note where one would expect it. */
export interface JpegPlan {
  readonly stored: StoredJpeg | null;
  readonly note: string | null;
}

const nothingKept: JpegPlan = { stored: null, note: null };

/**
 * Decides before anything runs whether the result can be the photo's own file but for what is edited.
 * @throws TesseraError usage, file-unsupported where it was asked for and can't be
 */
export function planJpeg(
  { output, jpeg, quality, resize, srgb = false }: JpegOptions,
  name: string,
  bytes: Uint8Array,
  { format, orientation, image }: DecodedPhoto,
  { sides, isRotated }: Reshaped,
): JpegPlan {
  const isEncoded = jpeg === 'encode' || (jpeg === undefined && quality !== undefined);
  // Of a result as large as the photo; any other is encoded again in any case.
  const isConverted = !keepsSamples(image, image, { size: resize ?? null, srgb });
  if (isEncoded || (isConverted && jpeg === undefined)) return nothingKept;
  if (isConverted) throw new TesseraError('usage', text.commandLine.usage.keepAndSrgb(name));
  for (const [file, isJpeg] of [
    [basename(output), formatOfName(basename(output)) === 'jpeg'],
    [name, format === 'jpeg'],
  ] as const) {
    if (isJpeg) continue;
    if (jpeg !== 'keep') return nothingKept;
    throw new TesseraError('usage', text.commandLine.usage.keepWithoutJpeg(file));
  }
  const opened = openStoredJpeg(bytes, orientation);
  const reason = 'reason' in opened ? opened.reason : reasonAgainstShape(opened, { sides, isRotated });
  if (reason === null) return { stored: opened as StoredJpeg, note: null };
  if (jpeg === 'keep')
    throw new TesseraError('file-unsupported', text.commandLine.cannotStayJpeg(name, reason));
  return { stored: null, note: text.commandLine.done.jpegEncoded(reason) };
}
