import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { ownFileSystem } from '#engine/files/file-system.ts';
import { type RunSpeed, runSpeedSchema } from './run-speed.ts';

/** Packs come and go; a book that only grows would be read at every start. */
const maxEntries = 100;

/** What was measured on this machine, by names that say of what; kept in a file, so that it need not be measured again. */
export class MeasuredBook<Value> {
  private readonly entries: Promise<Map<string, Value>>;
  private writing: Promise<void> = Promise.resolve();

  /** @param file null = remembered by this process only */
  constructor(
    private readonly file: string | null,
    schema: z.ZodType<Value>,
  ) {
    this.entries = readBook(file, schema);
  }

  async get(key: string): Promise<Value | null> {
    return (await this.entries).get(key) ?? null;
  }

  /** Remembers a value (null = forgets it); resolves once it is written. What cannot be written is measured again next time. */
  async set(key: string, value: Value | null): Promise<void> {
    const { file } = this;
    const entries = await this.entries;
    // The newest come last; the oldest are dropped.
    entries.delete(key);
    if (value !== null) entries.set(key, value);
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

/** This machine's measured speeds, by pack, device and threads: the first run of a session knows its time. */
export class SpeedBook extends MeasuredBook<RunSpeed> {
  constructor(file: string | null) {
    super(file, runSpeedSchema);
  }
}

/** A file that is missing or damaged is an empty book: everything in it can be measured again. */
async function readBook<Value>(file: string | null, schema: z.ZodType<Value>): Promise<Map<string, Value>> {
  if (file === null) return new Map();
  try {
    return new Map(
      Object.entries(z.record(z.string(), schema).parse(JSON.parse(await readFile(file, 'utf8')))),
    );
  } catch {
    return new Map();
  }
}
