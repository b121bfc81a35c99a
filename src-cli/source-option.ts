import type { Command } from 'commander';
import { TesseraError } from '#shared/errors.ts';
import { type CoverageSource, maskSource } from '#engine/editing/sources.ts';
import { coverageOfFile, readPhotoFile } from '#engine/imaging/codec/index.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';

/** Where texture may be copied from, as commander parses it. */
export interface SourceOptions {
  readonly source?: string;
}

/** Below this of 255 a pixel of the picture is black. */
const white = 128;

/** Adds `--source`. */
export const addSourceOption = (command: Command): Command =>
  command.option(
    '--source <file>',
    'a picture as large as the photo: texture is copied from where it is white, and never from where it is black',
  );

/**
 * Where texture is never copied from; null = it may come from everywhere.
 * @throws TesseraError mask-wrong-size; those of reading the file
 */
export async function noSourceOf(
  { source }: SourceOptions,
  image: SampleImage,
): Promise<CoverageSource | null> {
  if (source === undefined) return null;
  const { mask } = coverageOfFile(await readPhotoFile(source));
  const { width, height, data } = mask;
  if (width !== image.width || height !== image.height)
    throw new TesseraError(
      'mask-wrong-size',
      `The picture of --source is ${width} x ${height} pixels, the photo ${image.width} x ${image.height} (turned upright). Nothing was written. Make it as large as the photo.`,
    );
  return maskSource({ width, height, data: data.map((value) => (value < white ? 255 : 0)) });
}
