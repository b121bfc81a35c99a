import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { FileHandle } from 'node:fs/promises';
import { TesseraError } from '#shared/errors.ts';
import { realFileSystem, type WritableFileSystem } from './file-system.ts';
import { temporaryPrefix } from './leftovers.ts';

/** What a stream of bytes is: written piece by piece, never whole in memory. */
export type ByteStream = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Writes a whole file, or leaves what was there before. Resolves once the bytes and the folder entry are on disk.
 * @throws TesseraError target-read-only, disk-full or write-failed; the target is untouched and the temporary file removed.
 */
export async function writeFileAtomically(
  target: string,
  content: Uint8Array | string | ByteStream,
  fileSystem: WritableFileSystem = realFileSystem,
): Promise<void> {
  const folder = dirname(target);
  const temporary = join(folder, `${temporaryPrefix(target)}${randomBytes(6).toString('hex')}.tmp`);
  let handle: FileHandle | null = null;
  let created = false;
  try {
    await fileSystem.assertWritable(target);
    handle = await fileSystem.open(temporary);
    created = true;
    for await (const piece of pieces(content)) await fileSystem.write(handle, piece);
    await fileSystem.sync(handle);
    await handle.close();
    handle = null;
    await fileSystem.rename(temporary, target);
    created = false;
    await fileSystem.syncFolder(folder);
  } catch (error) {
    await handle?.close().catch(() => undefined);
    if (created) await fileSystem.remove(temporary).catch(() => undefined);
    throw describeWriteError(error, target);
  }
}

function pieces(content: Uint8Array | string | ByteStream): ByteStream {
  if (typeof content === 'string') return [new TextEncoder().encode(content)];
  return content instanceof Uint8Array ? [content] : content;
}

/** Turns a system error of a write into one a user may read; other errors (of the stream's source) pass unchanged. */
export function describeWriteError(error: unknown, target: string): unknown {
  if (!(error instanceof Error) || error instanceof TesseraError) return error;
  const name = basename(target);
  const code = (error as NodeJS.ErrnoException).code;
  const options = { cause: error };
  switch (code) {
    case undefined:
      return error;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new TesseraError(
        'target-read-only',
        `"${name}" cannot be written: the file or its folder is read-only. Nothing was changed. Choose another place to save.`,
        options,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new TesseraError(
        'disk-full',
        `"${name}" was not saved: the disk is full. What was there before is unchanged. Free some space, or save elsewhere.`,
        options,
      );
    case 'ENOENT':
    case 'ENOTDIR':
      return new TesseraError(
        'write-failed',
        `"${name}" was not saved: its folder does not exist. Nothing was changed. Create the folder, or save elsewhere.`,
        options,
      );
    default:
      return new TesseraError(
        'write-failed',
        `"${name}" was not saved (${code}). What was there before is unchanged. Try again, or save elsewhere.`,
        options,
      );
  }
}
