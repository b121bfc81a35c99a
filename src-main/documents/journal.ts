import { type FileHandle, open } from 'node:fs/promises';
import { describeWriteError, workingCopy, writing } from '#engine/files/system-errors.ts';
import type { JournalLine } from './journal-lines.ts';

/**
 * A document's append-only journal. A line is handed to the system before the edit it describes is confirmed, so a
 * killed process loses nothing confirmed; it is forced to the disk right after, so a power cut loses about a second.
 */
export class Journal {
  private constructor(
    private readonly file: FileHandle,
    /** Bytes of whole lines. */
    private length: number,
  ) {}

  /** Opens (or makes) the journal at `path` for appending. */
  static async open(path: string): Promise<Journal> {
    const file = await writing(workingCopy, open(path, 'a', 0o600));
    try {
      return new Journal(file, (await file.stat()).size);
    } catch (error) {
      await file.close();
      throw describeWriteError(error, workingCopy);
    }
  }

  /** @throws TesseraError disk-full, ...; the journal is then as it was */
  async append(...lines: readonly JournalLine[]): Promise<void> {
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    try {
      await this.file.appendFile(bytes);
      this.length += bytes.byteLength;
    } catch (error) {
      // Half a line would hide every later one from the replay.
      await this.file.truncate(this.length).catch(() => undefined);
      throw describeWriteError(error, workingCopy);
    }
  }

  /** Forces what was appended to the disk. */
  async sync(): Promise<void> {
    await this.file.datasync();
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
