import { rm } from 'node:fs/promises';
import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import { presentState } from '#shared/document/history.ts';
import { rectContains, rectsEqual } from '#shared/geometry/rect.ts';
import { text } from '#shared/text/text.ts';
import { sameTiles } from '#main/documents/document-state.ts';
import { SerialQueue } from '#main/documents/serial-queue.ts';
import type { DocumentFolder } from '#main/documents/waiting-work.ts';
import { readInterrupted } from './read-interrupted.ts';
import { baseMask, baseNoSource, basePixels, storedRun, storedTurn } from './record-codec.ts';
import {
  type RegionRecord,
  type TurnRecord,
  type RunRecord,
  runRecordSchema,
  turnRecordSchema,
} from './records.ts';
import { type StoredTurn, Region } from './region.ts';
import { RegionFiles } from './region-files.ts';

/** What could be read, and sentences for the user about what could not. */
export interface ReadRegion {
  readonly region: Region | null;
  readonly notes: readonly string[];
  /** True where a file could not be read just now: it stays, and another start may read it. */
  readonly isPartlyUnread: boolean;
}

/**
 * Reads the turns and the run that wait in a document's folder. Never throws: what is damaged is left out and named; what
 * was accepted or discarded just before a kill is gone.
 */
export async function readRegion(owner: DocumentFolder): Promise<ReadRegion> {
  const files = new RegionFiles(owner.folder);
  await files.deleteLeftovers().catch(() => undefined);
  const found = await readRecords(files);
  const records = [...found.turns, ...(found.run ? [found.run] : [])].map((record) => record.region);
  const chosen = records.find((record) => isWaiting(record, owner));
  const region = chosen ? regionOf(chosen, owner) : null;
  const isLost = (record: RegionRecord): boolean => record.id !== region?.id && !isOver(record, owner);
  const notes: string[] = [];

  const turns: StoredTurn[] = [];
  let lostTurns = found.damagedTurns;
  for (const record of found.turns) {
    if (region?.id === record.region.id) {
      const turn = intactTurn(record, region, owner);
      if (turn) turns.push(turn);
      else lostTurns++;
    } else if (isLost(record.region)) lostTurns++;
  }
  if (lostTurns > 0) notes.push(text.turns.kept.lostTurns(lostTurns, turns.length));

  let lostRun = found.damagedRun;
  region?.restoreTurns(turns.sort((a, b) => a.createdAt - b.createdAt));
  if (region && found.run?.region.id === region.id) {
    const run = storedRun(found.run, region.base.pixels);
    if (run.kept.every(({ pixels }) => owner.hasTilesOf(pixels))) {
      const { interrupted, damaged } = await readInterrupted(region, run);
      if (interrupted) region.restoreInterrupted(interrupted);
      if (!interrupted) await files.deleteRun().catch(() => undefined);
      else if (damaged) notes.push(text.turns.kept.damagedCheckpoint);
    } else lostRun = true;
  } else if (found.run && isLost(found.run.region)) lostRun = true;
  if (lostRun) notes.push(text.turns.kept.lostRun);

  const { isPartlyUnread } = found;
  if (isPartlyUnread) notes.push(text.turns.kept.unread);
  if (region && !region.isEmpty) return { region, notes, isPartlyUnread };
  // Damaged files stay as long as anything waits beside them; alone they are of no use to anybody.
  if (!isPartlyUnread) await files.deleteRegion().catch(() => undefined);
  return { region: null, notes, isPartlyUnread };
}

/** True where the record starts from the picture that the user sees. */
function isWaiting(record: RegionRecord, { history, hasTilesOf }: DocumentFolder): boolean {
  const { pixels, mask } = presentState(history);
  const masks = [baseMask(record, mask), baseNoSource(record, mask).mask];
  return samePicture(basePixels(record, pixels), pixels) && masks.every(hasTilesOf);
}

/** True where it starts from another state: a turn was accepted, and the rest was about to be deleted. */
const isOver = (record: RegionRecord, { history }: DocumentFolder): boolean =>
  history.entries.some(({ state }) => samePicture(basePixels(record, state.pixels), state.pixels));

function regionOf(record: RegionRecord, { id, folder, history }: DocumentFolder): Region {
  const { pixels, mask, recipes } = presentState(history);
  const noSource = baseNoSource(record, mask);
  const base = { pixels, mask: baseMask(record, mask), coverage: record.coverage, noSource, recipes };
  const region = new Region(record.id, { id, folder }, record.request, base, new SerialQueue());
  region.takeWindows(record);
  return region;
}

/** A turn as it waits; null where a tile of it is missing, or where it does not fit its region. */
function intactTurn(record: TurnRecord, region: Region, { hasTilesOf }: DocumentFolder): StoredTurn | null {
  const turn = storedTurn(record, region.base.pixels);
  const needed = [turn.pixels, ...turn.kept.map(({ pixels }) => pixels)];
  if (!needed.every(hasTilesOf) || !rectsEqual(turn.pixels.bounds, region.bounds)) return null;
  if (!rectContains(region.bounds, turn.rect)) return null;
  return { ...turn, layout: turn.layout && hasTilesOf(turn.layout) ? turn.layout : null };
}

const samePicture = (a: TileSnapshot, b: TileSnapshot): boolean =>
  rectsEqual(a.bounds, b.bounds) && sameTiles(a, b);

/** Everything in a region's folder that can be read, and how much cannot. */
interface FoundRecords {
  readonly turns: readonly TurnRecord[];
  readonly run: RunRecord | null;
  readonly damagedTurns: number;
  readonly damagedRun: boolean;
  /** True where the system would not let a file be read: nothing is known of it, so nothing it may need is deleted. */
  readonly isPartlyUnread: boolean;
}

/** Reads turn.json of all turns, and job.json. Never throws. */
async function readRecords(files: RegionFiles): Promise<FoundRecords> {
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

/** True for an error of reading itself, not of what was read. */
const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
