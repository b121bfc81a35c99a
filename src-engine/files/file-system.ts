import { execFile } from 'node:child_process';
import { constants, promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The calls a write makes. Tests replace some of them to inject faults (full disk, read-only target, a crash between two calls). */
export interface WritableFileSystem {
  open(path: string): Promise<FileHandle>;
  write(handle: FileHandle, bytes: Uint8Array): Promise<void>;
  /**
   * Gives a new file the permissions, and where possible the owner and the extended attributes, of the one at `path`; nothing
   * where none is there. @param created where the new file is
   */
  takePermissions(handle: FileHandle, created: string, path: string): Promise<void>;
  sync(handle: FileHandle): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Throws EACCES, EROFS or EPERM where an existing target may not be written; passes where there is none. */
  assertWritable(path: string): Promise<void>;
}

const isCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '');

/** Windows answers EPERM, EACCES or EBUSY while a virus scanner holds the new file for a moment. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await fs.rename(from, to);
      return;
    } catch (error) {
      if (process.platform !== 'win32' || attempt === 10 || !isCode(error, 'EPERM', 'EACCES', 'EBUSY'))
        throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * (attempt + 1)));
    }
  }
}

/** By coreutils, since Node has no call for them. File systems without any, and a system without `cp`, leave the file without. */
async function copyExtendedAttributes(from: string, to: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const attributesAlone = ['--attributes-only', '--preserve=xattr', '--'];
  await promisify(execFile)('cp', [...attributesAlone, from, to]).catch(() => undefined);
}

/** @returns false where no file is at `path` */
async function takeOwnerAndMode(handle: FileHandle, path: string): Promise<boolean> {
  const found = await fs.stat(path).catch(() => null);
  if (!found) return false;
  // Only root may give files away, and file systems without owners refuse both: a new file's own are then right.
  const { uid, gid } = await handle.stat();
  if (uid !== found.uid || gid !== found.gid) await handle.chown(found.uid, found.gid).catch(() => undefined);
  await handle.chmod(found.mode & 0o777).catch(() => undefined);
  return true;
}

export const realFileSystem: WritableFileSystem = {
  open: (path) => fs.open(path, 'wx', 0o666),
  async write(handle, bytes) {
    for (let offset = 0; offset < bytes.byteLength;) {
      const { bytesWritten } = await handle.write(
        bytes,
        offset,
        Math.min(bytes.byteLength - offset, 1 << 26),
      );
      offset += bytesWritten;
    }
  },
  async takePermissions(handle, created, path) {
    if (await takeOwnerAndMode(handle, path)) await copyExtendedAttributes(path, created);
  },
  sync: (handle) => handle.sync(),
  rename: renamePatiently,
  async syncFolder(path) {
    // Windows cannot open folders; some network file systems refuse to sync them. The rename itself has succeeded.
    try {
      const folder = await fs.open(path, 'r');
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
    } catch (error) {
      if (!isCode(error, 'EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EBADF')) throw error;
    }
  },
  remove: (path) => fs.rm(path, { force: true }),
  async assertWritable(path) {
    try {
      await fs.access(path, constants.W_OK);
    } catch (error) {
      if (!isCode(error, 'ENOENT')) throw error;
      return;
    }
    // Root passes access() on files whose owner took the write permission away; their permission still counts.
    const { mode } = await fs.stat(path);
    if ((mode & 0o222) === 0) throw Object.assign(new Error('read-only file'), { code: 'EACCES' });
  },
};

/**
 * For files of Tessera's own that are often written over: nobody gives them extended attributes, and copying those starts a
 * program each time.
 */
export const ownFileSystem: WritableFileSystem = {
  ...realFileSystem,
  takePermissions: async (handle, _created, path) => void (await takeOwnerAndMode(handle, path)),
};
