import type { Command } from 'commander';
import { TesseraError } from '#shared/errors.ts';
import { coverageOfFile, readPhotoFile } from '#engine/imaging/codec/index.ts';
import type { CoverageMask, SampleImage } from '#engine/imaging/samples.ts';
import { text } from '#shared/text/text.ts';

/** Where texture may be copied from, as commander parses it. */
export interface SourceOptions {
  readonly source?: string;
}

/** Below this of 255 a pixel of the picture is black. */
const white = 128;

/** Adds `--source`. */
export const addSourceOption = (command: Command): Command =>
  command.option('--source <file>', text.commandHelp.fill.source);

/**
 * Where texture is never copied from; null = it may come from everywhere.
 * @throws TesseraError mask-wrong-size; those of reading the file
 */
export async function noSourceOf(
  { source }: SourceOptions,
  image: SampleImage,
): Promise<CoverageMask | null> {
  if (source === undefined) return null;
  const { mask } = coverageOfFile(await readPhotoFile(source));
  const { width, height, data } = mask;
  if (width !== image.width || height !== image.height)
    throw new TesseraError(
      'mask-wrong-size',
      text.commandLine.otherSize.source(`${width} x ${height}`, `${image.width} x ${image.height}`),
    );
  return { width, height, data: data.map((value) => (value < white ? 255 : 0)) };
}
