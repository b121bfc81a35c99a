import { randomBytes } from 'node:crypto';
import { dirname, join, basename } from 'node:path';
import { type FileHandle, readdir, rm, stat } from 'node:fs/promises';
import { realFileSystem, type WritableFileSystem } from './file-system.ts';
import { followLinks } from './links.ts';
import { describeWriteError } from './system-errors.ts';

/** What a stream of bytes is: written piece by piece, never whole in memory. */
export type ByteStream = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Writes a whole file, or leaves what was there before. A link stays one: the file that it leads to is replaced, and keeps its
 * permissions and extended attributes. Resolves once the bytes and the folder entry are on disk.
 * @throws TesseraError target-read-only, disk-full or write-failed; the target is untouched and the temporary file removed.
 */
export async function writeFileAtomically(
  path: string,
  content: Uint8Array | string | ByteStream,
  fileSystem: WritableFileSystem = realFileSystem,
): Promise<void> {
  const target = await followLinks(path);
  const folder = dirname(target);
  const temporary = join(folder, `${temporaryPrefix(target)}${randomBytes(6).toString('hex')}.tmp`);
  let handle: FileHandle | null = null;
  let created = false;
  try {
    await fileSystem.assertWritable(target);
    handle = await fileSystem.open(temporary);
    created = true;
    await fileSystem.takePermissions(handle, temporary, target);
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
    throw describeWriteError(error, path);
  }
}

function pieces(content: Uint8Array | string | ByteStream): ByteStream {
  if (typeof content === 'string') return [new TextEncoder().encode(content)];
  return content instanceof Uint8Array ? [content] : content;
}

/** When this process began, on the clock that files are stamped with. */
const processStart = (): number => Date.now() - process.uptime() * 1000;

/**
 * Removes the temporary files that writes to `path` left which were killed in the middle (atomic-write names them):
 * only of this very target, and only those last written before this process began. Never throws.
 * @param before files stamped earlier than this are leftovers; milliseconds
 */
export async function removeLeftovers(path: string, before: number = processStart()): Promise<void> {
  const target = await followLinks(path);
  const start = temporaryPrefix(target);
  const isOfTarget = (name: string): boolean => name.startsWith(start) && name.length === start.length + 16;
  await removeTemporaries(dirname(target), isOfTarget, before);
}

/** The same for every file of a folder in which Tessera alone writes. */
export const removeAllLeftovers = (folder: string, before: number = processStart()): Promise<void> =>
  removeTemporaries(folder, () => true, before);

async function removeTemporaries(
  folder: string,
  isMeant: (name: string) => boolean,
  before: number,
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!isTemporaryName(name) || !isMeant(name)) continue;
    const leftover = join(folder, name);
    const stamp = await stat(leftover).then(
      (found) => (found.isFile() ? found.mtimeMs : Infinity),
      () => Infinity,
    );
    if (stamp < before) await rm(leftover, { force: true }).catch(() => undefined);
  }
}

/** Whether atomic-write names its temporary files so. */
export const isTemporaryName = (name: string): boolean => /^\..*\.[0-9a-f]{12}\.tmp$/s.test(name);

/** What the name of a temporary file beside `target` begins with; twelve hexadecimal digits and ".tmp" follow: less than 255 bytes. */
const temporaryPrefix = (target: string): string => `.${[...basename(target)].slice(0, 55).join('')}.`;
