import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isTemporaryName, writeFileAtomically } from '#engine/files/atomic-write.ts';
import { ownFileSystem } from '#engine/files/file-system.ts';
import { deleting, workingCopy, writing } from '#engine/files/system-errors.ts';
import type { WorkAtAGlance } from '#main/documents/waiting-work.ts';
import { type CheckpointHead, checkpointHeadSchema, type RunRecord, type TurnRecord } from './records.ts';
import { peekHead, seal, unseal } from './sealed-bytes.ts';

/** Tessera writes none larger; a project file may bring anything. */
const maxJson = 1 << 28;
const maxState = 2 ** 31 - 1;

/**
 * Folders that are being deleted: renamed first, so that what is deleted is gone at once, whatever happens next. And those
 * that were put aside: they are for as long as the document is open.
 */
const goneForm = /^region-(gone|aside)-/;

/** Where turns and runs lie in a document's folder (src-main/turns/README.md). Nothing here waits for anything else. */
export class RegionFiles {
  constructor(private readonly folder: string) {}

  get region(): string {
    return join(this.folder, 'region');
  }

  get run(): string {
    return join(this.region, 'run');
  }

  turn(id: string): string {
    return join(this.region, 'turns', id);
  }

  turnPictures(id: string): string {
    return join(this.turn(id), 'steps');
  }

  /** Pictures of a variant in progress; `kept` are those of the turn it branched from. */
  runPictures(variant: number | 'kept'): string {
    return join(this.run, 'steps', String(variant));
  }

  /** Writes a turn: the state first, turn.json last, since it says that the turn is whole. */
  async writeTurn(record: TurnRecord, state: Uint8Array): Promise<void> {
    const folder = this.turn(record.turn.id);
    await writing(workingCopy, mkdir(folder, { recursive: true }));
    await writeFileAtomically(join(folder, 'state.bin'), await seal({ version: 1 }, state));
    await writeFileAtomically(join(folder, 'turn.json'), stringifyWithBytes(record));
  }

  /** Writes turn.json again (its parent is gone). */
  async rewriteTurn(record: TurnRecord): Promise<void> {
    const file = join(this.turn(record.turn.id), 'turn.json');
    await writeFileAtomically(file, stringifyWithBytes(record), ownFileSystem);
  }

  async writeRun(record: RunRecord): Promise<void> {
    await writing(workingCopy, mkdir(this.run, { recursive: true }));
    await writeFileAtomically(join(this.run, 'job.json'), stringifyWithBytes(record), ownFileSystem);
  }

  async writeCheckpoint(head: CheckpointHead, state: Uint8Array): Promise<void> {
    await writeFileAtomically(join(this.run, 'checkpoint.bin'), await seal(head, state), ownFileSystem);
  }

  /** The ids of all turns' folders, whatever is in them. @throws where there are some that cannot be listed */
  async turnIds(): Promise<string[]> {
    return (await whereThere(readdir(join(this.region, 'turns')))) ?? [];
  }

  /** turn.json as it is; null where there is none. @throws where it is damaged */
  readTurn(id: string): Promise<unknown> {
    return readJson(join(this.turn(id), 'turn.json'));
  }

  /** job.json as it is; null where there is none. @throws where it is damaged */
  readRun(): Promise<unknown> {
    return readJson(join(this.run, 'job.json'));
  }

  /** A turn's state; null where it is missing or damaged. */
  async readState(turnId: string): Promise<Uint8Array | null> {
    const bytes = await readUpTo(join(this.turn(turnId), 'state.bin'), maxState).catch(() => null);
    return (bytes && (await unseal(bytes)))?.body ?? null;
  }

  /** The last saved moment of the run; null where there is none, 'damaged' where it cannot be read. */
  async readCheckpoint(): Promise<{ head: unknown; body: Uint8Array } | 'damaged' | null> {
    try {
      const bytes = await readUpTo(join(this.run, 'checkpoint.bin'), maxState);
      return bytes && ((await unseal(bytes)) ?? 'damaged');
    } catch {
      return 'damaged';
    }
  }

  /** How far the run is as its last saved moment says, unchecked; 0 where that cannot be read. */
  async peekFraction(): Promise<number> {
    try {
      const file = await open(join(this.run, 'checkpoint.bin'), 'r');
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(1 << 20), 0, 1 << 20, 0);
        return checkpointHeadSchema.parse(peekHead(buffer.subarray(0, bytesRead))).fraction;
      } finally {
        await file.close();
      }
    } catch {
      return 0;
    }
  }

  async deleteTurn(id: string): Promise<void> {
    await this.makeGone(this.turn(id));
  }

  async deleteRunPictures(variant: number): Promise<void> {
    await deleting(workingCopy, rm(this.runPictures(variant), { recursive: true, force: true }));
  }

  async deleteRun(): Promise<void> {
    await this.makeGone(this.run);
  }

  async deleteRegion(): Promise<void> {
    await this.makeGone(this.region);
  }

  /** Moves the whole region out of the way. */
  async putAside(id: string): Promise<void> {
    await writing(workingCopy, rename(this.region, this.aside(id)));
  }

  async takeBack(id: string): Promise<void> {
    await writing(workingCopy, rename(this.aside(id), this.region));
  }

  async deleteAside(id: string): Promise<void> {
    await this.makeGone(this.aside(id));
  }

  /** Bytes of everything in the region. */
  async size(): Promise<number> {
    const below = await readdir(this.region, { recursive: true, withFileTypes: true });
    const sizes = below
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  private aside(id: string): string {
    return join(this.folder, `region-aside-${id}`);
  }

  /** Finishes deletions that a kill cut off, and takes away what was half written. Only before anything writes here. */
  async deleteLeftovers(): Promise<void> {
    const below = await readdir(this.region, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of below)
      if (isTemporaryName(entry.name)) await rm(join(entry.parentPath, entry.name), { force: true });
    for (const name of await readdir(this.folder).catch(() => []))
      if (goneForm.test(name)) await rm(join(this.folder, name), { recursive: true, force: true });
  }

  private async makeGone(path: string): Promise<void> {
    const gone = join(this.folder, `region-gone-${randomUUID()}`);
    try {
      await rename(path, gone);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      await deleting(workingCopy, rm(path, { recursive: true, force: true }));
      return;
    }
    // What is left of it has no meaning any more, and goes when the document is next read.
    await rm(gone, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** A quick look at a region that is not open; nothing is checked. @throws where the system does not let it be looked at */
export async function lookIntoRegion(files: RegionFiles): Promise<WorkAtAGlance> {
  const modified = async (path: string): Promise<number> => (await whereThere(stat(path)))?.mtimeMs ?? 0;
  const job = await modified(join(files.run, 'job.json'));
  const checkpoint = await modified(join(files.run, 'checkpoint.bin'));
  const saved: number[] = [];
  for (const id of await files.turnIds()) saved.push(await modified(join(files.turn(id), 'turn.json')));
  const turns = saved.filter((time) => time > 0).length;
  return {
    turns,
    runFraction: job > 0 ? await files.peekFraction() : null,
    savedAt: Math.max(0, job, job > 0 ? checkpoint : 0, ...saved),
  };
}

/** Null where there is no such file or folder; other errors pass. */
const whereThere = <Result>(look: Promise<Result>): Promise<Result | null> =>
  look.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

async function readJson(path: string): Promise<unknown> {
  const bytes = await readUpTo(path, maxJson);
  return bytes && parseWithBytes(new TextDecoder().decode(bytes));
}

/** A file's bytes; null where there is no such file. @throws RangeError where it is longer than `limit` */
async function readUpTo(path: string, limit: number): Promise<Uint8Array | null> {
  const file = await whereThere(open(path, 'r'));
  if (!file) return null;
  try {
    if ((await file.stat()).size > limit) throw new RangeError('too long');
    return await file.readFile();
  } finally {
    await file.close();
  }
}

const field = '$bytes';

/** JSON in which byte arrays are `{"$bytes": base64}`. */
function stringifyWithBytes(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, entry: unknown) {
    // A Buffer turns itself into JSON of its own before this is called: what it was is asked of its owner.
    const original = this[key];
    return original instanceof Uint8Array
      ? {
          [field]: Buffer.from(original.buffer, original.byteOffset, original.byteLength).toString('base64'),
        }
      : entry;
  });
}

/** Reads what `stringifyWithBytes` wrote. @throws SyntaxError where it is no JSON */
function parseWithBytes(text: string): unknown {
  return JSON.parse(text, (_, entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !(field in entry)) return entry;
    const bytes: unknown = entry[field];
    return typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'base64')) : entry;
  });
}
