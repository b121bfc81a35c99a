import type { Command } from 'commander';
import type { DecodeOptions } from '#engine/imaging/codec/index.ts';
import { wholeNumber } from './run-options.ts';

/** How a photo is read. */
export interface ReadOptions {
  readonly page?: number;
  readonly partial: boolean;
}

/** The options of commands that read a photo. */
export const addReadOptions = (command: Command): Command =>
  command
    .option('--page <n>', 'which picture of a photo file that holds several, from 1', wholeNumber(1, 1000))
    .option('--partial', 'open a damaged photo as far as it goes', false);

export const decodeOptionsOf = ({ page, partial }: ReadOptions): DecodeOptions => ({
  page: page ?? null,
  partial,
});
