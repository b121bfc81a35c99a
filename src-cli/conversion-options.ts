import { type Command, InvalidArgumentError } from 'commander';
import type { Conversion } from '#engine/imaging/codec/index.ts';
import { maxOutputShare, longestOutputSide, type OutputSize } from '#shared/pictures/output-size.ts';
import { addMetadataOptions, type MetadataOptions } from './metadata-options.ts';
import { text } from '#shared/text/text.ts';

/** How a result is written otherwise than it was made, as commander parses it. */
export interface ConversionOptions {
  readonly resize?: OutputSize;
  readonly srgb: boolean;
}

/** Everything that decides how a result of a run is written, and what its file says. */
export type WritingOptions = MetadataOptions & ConversionOptions;

/** Adds the options of `metadata-options.ts`, `--resize` and `--srgb`. */
export const addWritingOptions = (command: Command): Command =>
  addMetadataOptions(command)
    .option('--resize <px|%>', text.commandHelp.write.resize, parseSize)
    .option('--srgb', text.commandHelp.write.srgb, false);

function parseSize(given: string): OutputSize {
  const match = /^(\d+)(%?)$|^(\d+\.\d+)%$/.exec(given);
  const amount = Number(match?.[1] ?? match?.[3]);
  const unit = given.endsWith('%') ? 'percent' : 'pixels';
  if (!match || !(amount > 0) || amount > (unit === 'percent' ? maxOutputShare : longestOutputSide))
    throw new InvalidArgumentError(text.commandLine.wanted.length(longestOutputSide, maxOutputShare));
  return { amount, unit };
}

/** What the options ask for. */
export const conversionOf = ({ resize, srgb }: ConversionOptions): Conversion => ({
  size: resize ?? null,
  srgb,
});
