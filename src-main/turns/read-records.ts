import { rm } from 'node:fs/promises';
import { type RunRecord, runRecordSchema, type TurnRecord, turnRecordSchema } from './records.ts';
import type { RegionFiles } from './region-files.ts';

/** Everything in a region's folder that can be read, and how much cannot. */
export interface FoundRecords {
  readonly turns: readonly TurnRecord[];
  readonly run: RunRecord | null;
  readonly damagedTurns: number;
  readonly damagedRun: boolean;
  /** True where the system would not let a file be read: nothing is known of it, so nothing it may need is deleted. */
  readonly isPartlyUnread: boolean;
}

/** Reads turn.json of all turns, and job.json. Never throws. */
export async function readRecords(files: RegionFiles): Promise<FoundRecords> {
  const turns: TurnRecord[] = [];
  let damagedTurns = 0;
  let isPartlyUnread = false;
  const ids = await files.turnIds().catch(() => {
    isPartlyUnread = true;
    return [];
  });
  for (const id of ids) {
    try {
      const value = await files.readTurn(id);
      if (value === null) {
        // Without turn.json it was never finished: the run that was making it is resumed before it.
        await rm(files.turn(id), { recursive: true, force: true });
        continue;
      }
      const record = turnRecordSchema.parse(value);
      if (record.turn.id === id) turns.push(record);
      else damagedTurns++;
    } catch (error) {
      if (isSystemError(error)) isPartlyUnread = true;
      else damagedTurns++;
    }
  }
  try {
    const value = await files.readRun();
    const run = value === null ? null : runRecordSchema.parse(value);
    return { turns, run, damagedTurns, damagedRun: false, isPartlyUnread };
  } catch (error) {
    const isUnread = isSystemError(error);
    isPartlyUnread ||= isUnread;
    return { turns, run: null, damagedTurns, damagedRun: !isUnread, isPartlyUnread };
  }
}

/** Of reading itself, not of what was read. */
const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
