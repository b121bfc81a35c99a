import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import { journalPath, tilesPath } from './document-paths.ts';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderProblem } from '#shared/contract/documents.ts';
import { TesseraError } from '#shared/errors.ts';
import type { History } from '#shared/document/history.ts';
import { text } from '#shared/text/text.ts';
import type { DocumentState } from './document-state.ts';
import { snapshotsOf } from './document-tiles.ts';
import { replayJournal, type ReplayedJournal } from './journal-lines.ts';

/** A document's folder as it was read. */
export interface ReadDocument extends ReplayedJournal {
  /** True where every tile of a snapshot is there with the right length. */
  hasTilesOf(snapshot: TileSnapshot): boolean;
}

/** A folder that must stay as it is: something in it cannot be read, now or ever. The message is for the user. */
export class UnreadableFolder extends TesseraError {
  constructor(
    readonly problem: FolderProblem,
    /** The picture's name, where that could be read. */
    readonly pictureName: string | null,
    options?: { cause?: unknown },
  ) {
    super('file-unreadable', text.dialogs.welcome.problems[problem], options);
  }
}

/**
 * Reads a document's folder as far as it is whole; null where nothing was ever done in it (opening was cut off).
 * @throws UnreadableFolder where something is there that cannot be read: the folder must not be deleted
 */
export async function readDocumentFolder(folder: string): Promise<ReadDocument | null> {
  const read = async <Result>(look: Promise<Result>): Promise<Result | null> => {
    try {
      return await look;
    } catch (error) {
      if (isMissing(error)) return null;
      throw new UnreadableFolder('unreadable', null, { cause: error });
    }
  };
  const journal = await read(readFile(journalPath(folder), 'utf8'));
  if (journal === null) return null;
  const replayed = replayJournal(journal, tilesPath(folder));
  if (replayed === 'unfinished') return null;
  if (replayed === 'damaged' || replayed === 'newer') throw new UnreadableFolder(replayed, null);
  return withIntactTiles(replayed, (await read(tileSizes(tilesPath(folder)))) ?? new Map());
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === 'ENOENT';

/**
 * A tile that vanishes while others are looked at (unused ones are swept) is simply missing: it says nothing about them.
 * @throws where the folder or a file in it cannot be looked at: taken for missing, the history would end there
 */
async function tileSizes(folder: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const name of await readdir(folder)) {
    try {
      sizes.set(name, (await stat(join(folder, name))).size);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return sizes;
}

/** After a power cut the journal may name tiles that never reached the disk: history ends before the first such state. */
function withIntactTiles(replayed: ReplayedJournal, sizes: ReadonlyMap<string, number>): ReadDocument | null {
  const hasTilesOf = (snapshot: TileSnapshot): boolean => {
    const rawBytes = snapshot.tileSize ** 2 * snapshot.channels * (snapshot.bitDepth / 8);
    return Object.values(snapshot.tiles).every((name) =>
      name.endsWith('.raw') ? sizes.get(name) === rawBytes : (sizes.get(name) ?? 0) > 0,
    );
  };
  const { entries, present } = replayed.history;
  const broken = entries.findIndex(({ state }) => !snapshotsOf(state).every(hasTilesOf));
  if (broken < 0) return { ...replayed, hasTilesOf };
  // Without the picture that was opened there is nothing to continue from.
  if (broken === 0 && entries.length === 1 && !replayed.isCutShort) return null;
  if (broken === 0) throw new UnreadableFolder('damaged', replayed.origin.name);
  const history: History<DocumentState> = {
    entries: entries.slice(0, broken),
    present: Math.min(present, broken - 1),
  };
  return { ...replayed, history, isIntact: false, isCutShort: true, hasTilesOf };
}
