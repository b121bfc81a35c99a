import { type FileHandle, open } from 'node:fs/promises';
import { describeWriteError } from '../../src-engine/files/atomic-write';
import type { JournalLine } from './journal-lines';

/**
 * A document's append-only journal. A line is handed to the system before the edit it describes is confirmed, so a
 * killed process loses nothing confirmed; it is forced to the disk right after, so a power cut loses about a second.
 */
export class Journal {
  private constructor(private readonly file: FileHandle) {}

  /** Opens (or makes) the journal at `path` for appending. */
  static async open(path: string): Promise<Journal> {
    try {
      return new Journal(await open(path, 'a', 0o600));
    } catch (error) {
      throw describeWriteError(error, 'the working copy of this picture');
    }
  }

  /** @throws TesseraError disk-full, ... */
  async append(line: JournalLine): Promise<void> {
    try {
      await this.file.appendFile(`${JSON.stringify(line)}\n`);
    } catch (error) {
      throw describeWriteError(error, 'the working copy of this picture');
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
