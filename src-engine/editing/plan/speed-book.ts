import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { ownFileSystem } from '#engine/files/file-system.ts';
import { type RunSpeed, runSpeedSchema } from './run-speed.ts';

const bookSchema = z.record(z.string(), runSpeedSchema);
/** Packs come and go; a book that only grows would be read at every start. */
const maxEntries = 100;

/** This machine's measured speeds, by pack, device and threads; kept in a file, so that the first run of a session knows its time. */
export class SpeedBook {
  private readonly entries: Promise<Map<string, RunSpeed>>;
  private writing: Promise<void> = Promise.resolve();

  /** @param file null = remembered by this process only */
  constructor(private readonly file: string | null) {
    this.entries = readBook(file);
  }

  async get(key: string): Promise<RunSpeed | null> {
    return (await this.entries).get(key) ?? null;
  }

  /** Remembers a speed; resolves once it is written. What cannot be written is measured again next time. */
  async set(key: string, speed: RunSpeed): Promise<void> {
    const { file } = this;
    const entries = await this.entries;
    // The newest come last; the oldest are dropped.
    entries.delete(key);
    entries.set(key, speed);
    for (const oldest of entries.keys()) {
      if (entries.size <= maxEntries) break;
      entries.delete(oldest);
    }
    if (file === null) return;
    this.writing = this.writing
      .then(() => mkdir(dirname(file), { recursive: true }))
      .then(() =>
        writeFileAtomically(file, `${JSON.stringify(Object.fromEntries(entries), null, 1)}\n`, ownFileSystem),
      )
      .catch(() => undefined);
    await this.writing;
  }
}

/** A file that is missing or damaged is an empty book: everything in it can be measured again. */
async function readBook(file: string | null): Promise<Map<string, RunSpeed>> {
  if (file === null) return new Map();
  try {
    return new Map(Object.entries(bookSchema.parse(JSON.parse(await readFile(file, 'utf8')))));
  } catch {
    return new Map();
  }
}
