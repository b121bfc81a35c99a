import { text } from '#shared/text/text.ts';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { PassThrough } from 'node:stream';
import { ZipFile, type ReadStreamOptions } from 'yazl';
import { TesseraError } from '#shared/errors.ts';
import { writeFileAtomically, removeLeftovers } from '#engine/files/atomic-write.ts';
import { realFileSystem, type WritableFileSystem } from '#engine/files/file-system.ts';
import { compareEntryNames, isEntryName, manifestName } from './names.ts';
import { maxEntry, type ProjectFileEntry, projectFormatVersion, type ProjectManifest } from './manifest.ts';

/** One entry to be written: a file that is read when its turn comes, or bytes. */
export type ProjectSource =
  { readonly path: string; readonly file: string } | { readonly path: string; readonly bytes: Uint8Array };

/**
 * The same bytes for the same content, whenever and wherever it is saved: no clock, no owner, no compression (whose output
 * differs between versions of zlib; photos' tiles would shrink by a third for ten times the time).
 */
const entryOptions: Partial<ReadStreamOptions> = {
  // The zip format's first moment, in local time because that is how it stores times.
  mtime: new Date(1980, 0, 1),
  forceDosTimestamp: true,
  mode: 0o100644,
  compress: false,
};
/** Files are small (a tile, a state): a few are read ahead, so that the disk never waits. */
const readAhead = 6;

/**
 * Writes a project file whole, or leaves what was there. Every source is read once, a few at a time; the manifest with all
 * hashes comes last.
 * @throws TesseraError target-read-only, disk-full, write-failed; file-unreadable where a source cannot be read
 */
export async function writeProjectFile(
  target: string,
  sources: readonly ProjectSource[],
  appVersion: string,
  fileSystem: WritableFileSystem = realFileSystem,
): Promise<void> {
  const sorted = [...sources].sort((a, b) => compareEntryNames(a.path, b.path));
  const wrong = sorted.find(({ path }, index) => !isEntryName(path) || path === sorted[index + 1]?.path);
  if (wrong) throw new RangeError(`"${wrong.path}" is no name for an entry, or is there twice`);
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  zip.on('error', (error: Error) => output.destroy(error));
  // A source may be missing before anybody listens: whoever then reads the output gets the error.
  output.on('error', () => undefined);
  addEntries(zip, output, sorted, appVersion).catch((error: unknown) => output.destroy(error as Error));
  try {
    await removeLeftovers(target);
    await writeFileAtomically(target, output as AsyncIterable<Uint8Array>, fileSystem);
  } finally {
    output.destroy();
  }
}

async function addEntries(
  zip: ZipFile,
  output: PassThrough,
  sources: readonly ProjectSource[],
  appVersion: string,
): Promise<void> {
  const files: ProjectFileEntry[] = [];
  const ahead: Promise<Buffer>[] = [];
  for (const [index, { path }] of sources.entries()) {
    while (ahead.length < readAhead && index + ahead.length < sources.length) {
      const next = readSource(sources[index + ahead.length]!);
      // Where an earlier one fails nobody waits for this one.
      next.catch(() => undefined);
      ahead.push(next);
    }
    const bytes = await ahead.shift()!;
    // What could not be opened again must not be saved.
    if (bytes.byteLength > maxEntry(path)) throw tooLarge(path);
    files.push({ path, size: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') });
    zip.addBuffer(bytes, path, entryOptions);
    if (!(await hasRoom(output))) return;
  }
  const manifest: ProjectManifest = {
    format: 'tessera-project',
    formatVersion: projectFormatVersion,
    appVersion,
    files,
  };
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`), manifestName, entryOptions);
  zip.end();
}

async function readSource(source: ProjectSource): Promise<Buffer> {
  if ('bytes' in source) return Buffer.from(source.bytes);
  try {
    return await readFile(source.file);
  } catch (error) {
    throw unreadable(error);
  }
}

/** Resolves once what was given so far is on its way to the disk; false where nobody takes it any more. */
async function hasRoom(output: PassThrough): Promise<boolean> {
  if (output.writableNeedDrain)
    await new Promise<void>((resolve) => {
      output.once('drain', resolve);
      output.once('close', resolve);
    });
  return !output.destroyed;
}

const tooLarge = (entry: string): TesseraError =>
  new TesseraError('write-failed', text.projects.partTooLarge(entry));

const unreadable = (cause: unknown): TesseraError =>
  new TesseraError('file-unreadable', text.projects.unreadablePart, { cause });
