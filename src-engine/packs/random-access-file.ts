import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import { describeReadError, reading } from '#engine/files/system-errors.ts';
import { text } from '#shared/text/text.ts';

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
    const handle = await reading(path, open(path, 'r'));
    try {
      const stat = await handle.stat();
      if (stat.isFile()) return new RandomAccessFile(handle, name, stat.size);
    } catch (error) {
      await handle.close();
      throw describeReadError(error, path);
    }
    await handle.close();
    throw new TesseraError('file-unreadable', text.archives.noFile(name));
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
      throw new TesseraError('checkpoint-invalid', text.checkpoints.cutShort(this.name));
    }
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const most = Math.min(length - done, 1 << 28);
      const { bytesRead } = await reading(this.name, this.handle.read(bytes, done, most, offset + done));
      if (bytesRead === 0)
        throw new TesseraError('checkpoint-invalid', text.checkpoints.becameShorter(this.name));
      done += bytesRead;
    }
    return bytes;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
