import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { realFileSystem } from '#engine/files/file-system.ts';
import type { PackFile } from '#engine/packs/manifest.ts';
import type { ExternalLocation } from './onnx-model.ts';

/** Tensors start at multiples of this, so that every system can map them into memory. */
const alignment = 65536;

/** A file of tensors that is written front to back and hashed on the way: memory holds one piece at a time. */
export class ExternalDataFile {
  private readonly hash = createHash('sha256');
  private position = 0;
  private start = 0;

  private constructor(
    private readonly handle: FileHandle,
    private readonly name: string,
  ) {}

  /** Creates the file; it must not exist. */
  static async create(path: string): Promise<ExternalDataFile> {
    return new ExternalDataFile(await realFileSystem.open(path), basename(path));
  }

  /** Begins a tensor at the next aligned offset. */
  async begin(): Promise<void> {
    const padding = (alignment - (this.position % alignment)) % alignment;
    if (padding > 0) await this.append(new Uint8Array(padding));
    this.start = this.position;
  }

  /** Writes the next bytes of the tensor that was begun. */
  async append(bytes: Uint8Array): Promise<void> {
    this.hash.update(bytes);
    await realFileSystem.write(this.handle, bytes);
    this.position += bytes.length;
  }

  /** Where the tensor that was begun lies. */
  end(): ExternalLocation {
    return { file: this.name, offset: this.start, length: this.position - this.start };
  }

  /** Flushes and closes; gives the manifest's entry. */
  async finish(): Promise<PackFile> {
    await realFileSystem.sync(this.handle).finally(() => this.handle.close());
    return { path: this.name, size: this.position, sha256: this.hash.digest('hex') };
  }

  /** Closes without a result, after a failure. */
  async abandon(): Promise<void> {
    await this.handle.close().catch(() => undefined);
  }
}
