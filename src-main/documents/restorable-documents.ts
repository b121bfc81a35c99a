import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TileSnapshot } from '../../src-engine/protocol';
import { type History, presentState } from '../../src-shared/document/history';
import type { RestorableDocument } from '../../src-shared/contract/documents';
import type { DocumentState } from './document-state';
import { replayJournal, type ReplayedJournal } from './journal-lines';
import { journalPath, tilesPath } from './open-document';
import type { WaitingWork } from './waiting-work';

/** A document's folder as it was read. */
export interface ReadDocument extends ReplayedJournal {
  /** True where every tile of a snapshot is there with the right length. */
  isWhole(snapshot: TileSnapshot): boolean;
}

/** Reads a document's folder as far as it is whole; null where there is nothing to restore. */
export async function readDocumentFolder(folder: string): Promise<ReadDocument | null> {
  let replayed: ReplayedJournal | null;
  try {
    replayed = replayJournal(await readFile(journalPath(folder), 'utf8'), tilesPath(folder));
  } catch {
    return null;
  }
  return replayed && withWholeTiles(replayed, await tileSizes(tilesPath(folder)));
}

async function tileSizes(folder: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const name of await readdir(folder).catch(() => []))
    sizes.set(name, (await stat(join(folder, name))).size);
  return sizes;
}

/** After a power cut the journal may name tiles that never reached the disk: history ends before the first such state. */
function withWholeTiles(replayed: ReplayedJournal, sizes: ReadonlyMap<string, number>): ReadDocument | null {
  const isWhole = (snapshot: TileSnapshot): boolean => {
    const rawBytes = snapshot.tileSize ** 2 * snapshot.channels * (snapshot.bitDepth / 8);
    return Object.values(snapshot.tiles).every((name) =>
      name.endsWith('.raw') ? sizes.get(name) === rawBytes : (sizes.get(name) ?? 0) > 0,
    );
  };
  const { entries, present } = replayed.history;
  const broken = entries.findIndex(({ state }) => !isWhole(state.pixels) || !isWhole(state.mask));
  if (broken === 0) return null;
  if (broken < 0) return { ...replayed, isWhole };
  const history: History<DocumentState> = {
    entries: entries.slice(0, broken),
    present: Math.min(present, broken - 1),
  };
  return { ...replayed, history, whole: false, isWhole };
}

/** True where the journal holds something no saved file does. */
const isWorthRestoring = ({ history, saved }: ReplayedJournal): boolean =>
  history.present > 0 && presentState(history) !== saved;

/**
 * The documents in `directory` that can be restored, latest first; folders with nothing to restore are deleted.
 * `open` names those that are in use now.
 */
export async function listRestorable(
  directory: string,
  open: ReadonlySet<string>,
  waiting: WaitingWork,
): Promise<RestorableDocument[]> {
  const found: RestorableDocument[] = [];
  for (const id of await readdir(directory).catch(() => [])) {
    if (open.has(id)) continue;
    const folder = join(directory, id);
    const replayed = await readDocumentFolder(folder);
    const { turns, runFraction, savedAt } = await waiting.lookInto(folder);
    const work = runFraction !== null ? 'interrupted' : turns > 0 ? 'turns' : 'none';
    if (!replayed || (!isWorthRestoring(replayed) && work === 'none')) {
      await rm(folder, { recursive: true, force: true });
      continue;
    }
    const changedAt = Math.max(savedAt, (await stat(journalPath(folder))).mtimeMs);
    found.push({
      id,
      name: replayed.origin.name,
      changedAt: Math.round(changedAt),
      steps: replayed.history.present,
      work,
      turns,
      runFraction,
    });
  }
  return found.sort((a, b) => b.changedAt - a.changedAt);
}
