import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { DevicePeaks } from '#engine/inference/device-peaks.ts';
import type { CardFigures } from './measure-pack.ts';
import type { Row } from './rows.ts';
import type { Machine } from './surroundings.ts';

/** A row, and what was found: figures or peaks, or why there are none. */
export type RowResult = Pick<Row, 'name' | 'pack' | 'runtime'> &
  (
    | { readonly reason: string }
    | { readonly figures: CardFigures; readonly cardBytes: number | null }
    | { readonly peaks: DevicePeaks }
  );

/** What `npm run bench:gpu -- --report` reads. */
export interface CardResults {
  readonly format: 1;
  readonly tessera: string;
  readonly isSoftware: boolean;
  readonly isQuick: boolean;
  readonly machine: Machine;
  readonly rows: RowResult[];
  isComplete: boolean;
}

/** What an earlier call has measured under the same conditions; null = nothing. */
export function readResults(
  path: string,
  fits: Pick<CardResults, 'tessera' | 'isSoftware' | 'isQuick'>,
): CardResults | null {
  if (!existsSync(path)) return null;
  const results = JSON.parse(readFileSync(path, 'utf8')) as CardResults;
  const same =
    results.tessera === fits.tessera &&
    results.isSoftware === fits.isSoftware &&
    results.isQuick === fits.isQuick;
  return same ? results : null;
}

/** Whole, or as it was before. */
export function writeResults(path: string, results: CardResults): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(results, null, 1)}\n`);
  renameSync(`${path}.new`, path);
}
