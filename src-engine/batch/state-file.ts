import { mkdir, open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { systemCode, TesseraError } from '#shared/errors.ts';
import { realFileSystem } from '#engine/files/file-system.ts';
import { describeReadError, describeWriteError } from '#engine/files/system-errors.ts';
import { text } from '#shared/text/text.ts';

const header = { format: 'tessera-batch-state', version: 1 };
const recordSchema = z.object({
  job: z.string(),
  /** 'waiting' = it is to be tried again; 'removed' = nobody wants it any more. */
  status: z.enum(['started', 'done', 'failed', 'waiting', 'removed']),
  output: z.string(),
  photo: z.string().nullable(),
  seed: z.number(),
  /** Seconds of done jobs. */
  seconds: z.number().optional(),
  changedOutsideMask: z.number().optional(),
  /** The error of failed jobs. */
  message: z.string().optional(),
});
/** What became of a job. */
export type StateRecord = z.infer<typeof recordSchema>;

/** One JSON line per change of a job, each on disk before the next job begins: what a killed batch has done is known. */
export class StateFile {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    /** The last record of each job by its key. */
    readonly records: Map<string, StateRecord>,
  ) {}

  /** Opens or begins one. @throws TesseraError file-unsupported where the file is another; write-failed, disk-full, target-read-only */
  static async open(path: string): Promise<StateFile> {
    const content = await readFile(path, 'utf8').catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return '';
      throw describeReadError(error, path);
    });
    // What follows the last line break was cut off by the end of the process.
    const whole = content.slice(0, content.lastIndexOf('\n') + 1);
    const records = recordsOf(whole, path);
    try {
      await mkdir(dirname(path), { recursive: true });
      if (whole.length < content.length) await truncate(path, Buffer.byteLength(whole));
      const state = new StateFile(path, await open(path, 'a'), records);
      if (whole === '') await state.begin();
      return state;
    } catch (error) {
      throw describeWriteError(error, path);
    }
  }

  private async begin(): Promise<void> {
    try {
      await this.write(header);
      await realFileSystem.syncFolder(dirname(this.path));
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async add(record: StateRecord): Promise<void> {
    this.records.set(record.job, record);
    await this.write(record);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async write(line: object): Promise<void> {
    try {
      await this.file.appendFile(`${JSON.stringify(line)}\n`);
      await this.file.datasync();
    } catch (error) {
      throw describeWriteError(error, this.path);
    }
  }
}

function recordsOf(lines: string, path: string): Map<string, StateRecord> {
  const records = new Map<string, StateRecord>();
  if (lines === '') return records;
  try {
    const [first, ...rest] = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    z.object({ format: z.literal(header.format), version: z.literal(header.version) }).parse(first);
    for (const line of rest) {
      const record = recordSchema.parse(line);
      records.set(record.job, record);
    }
    return records;
  } catch (error) {
    throw new TesseraError('file-unsupported', text.commandLine.batch.noStateFile(basename(path)), {
      cause: error,
    });
  }
}
