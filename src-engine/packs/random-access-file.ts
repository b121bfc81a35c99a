import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import { describeReadError } from '#engine/files/system-errors.ts';

/** A file of any size that is read by range, never whole. */
export class RandomAccessFile {
  private constructor(
    private readonly handle: FileHandle,
    readonly name: string,
    /** Bytes. */
    readonly size: number,
  ) {}

  /** @throws TesseraError file-not-found, file-unreadable */
  static async open(path: string): Promise<RandomAccessFile> {
    const name = basename(path);
    try {
      const handle = await open(path, 'r');
      const stat = await handle.stat();
      if (stat.isFile()) return new RandomAccessFile(handle, name, stat.size);
      await handle.close();
    } catch (error) {
      throw describeReadError(error, path);
    }
    throw new TesseraError('file-unreadable', `"${name}" is not a file. Nothing was changed. Choose a file.`);
  }

  /** @throws TesseraError checkpoint-invalid where the range leaves the file */
  async read(offset: number, length: number): Promise<Uint8Array> {
    if (
      !Number.isSafeInteger(offset) ||
      !Number.isSafeInteger(length) ||
      offset < 0 ||
      length < 0 ||
      offset + length > this.size
    ) {
      throw new TesseraError(
        'checkpoint-invalid',
        `"${this.name}" is damaged or cut short: it refers to bytes it does not have.`,
      );
    }
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.handle.read(
        bytes,
        done,
        Math.min(length - done, 1 << 28),
        offset + done,
      );
      if (bytesRead === 0)
        throw new TesseraError('checkpoint-invalid', `"${this.name}" became shorter while it was read.`);
      done += bytesRead;
    }
    return bytes;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
