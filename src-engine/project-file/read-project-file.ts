import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { TesseraError } from '../../src-shared/contract/errors';
import { isEntryName, manifestName } from './entry-names';
import { largestEntry, parseManifest, type ProjectManifest, projectLimits } from './manifest';
import { projectInvalid } from './project-invalid';

/** An open project file whose manifest fits its entries; what is read of it is held against its hash. */
export interface ProjectReader {
  /** File name without folders. */
  readonly name: string;
  readonly manifest: ProjectManifest;
  readonly major: number;
  /** The names of all entries but the manifest. */
  readonly entries: ReadonlySet<string>;
  /** A small entry, whole. @throws TesseraError project-invalid */
  read(entry: string): Promise<Uint8Array>;
  /** An entry piece by piece; throws after the last piece where size or hash are wrong. */
  stream(entry: string): AsyncIterable<Uint8Array>;
  close(): void;
}

/**
 * Opens a project file that may be damaged or hostile. Nothing is written. Entries are stored and may not be larger, all
 * together, than the file: there is nothing a bomb could expand.
 * @throws TesseraError file-not-found, file-unreadable, project-invalid
 */
export async function openProjectFile(path: string): Promise<ProjectReader> {
  const name = basename(path);
  const zip = await openZip(path, name);
  try {
    const entries = await listEntries(zip, name);
    const manifestEntry = entries.get(manifestName);
    if (!manifestEntry) throw projectInvalid(name, 'it is no project of Tessera');
    const bytes = await collect(streamEntry(zip, manifestEntry, name, null));
    const { major, ...manifest } = parseManifest(new TextDecoder().decode(bytes), name);
    entries.delete(manifestName);
    compareWithManifest(entries, manifest, name);
    const hashes = new Map(manifest.files.map((file) => [file.path, file.sha256]));
    const stream = (wanted: string): AsyncIterable<Uint8Array> => {
      const entry = entries.get(wanted);
      if (!entry) throw projectInvalid(name, `"${wanted}" is missing`);
      return streamEntry(zip, entry, name, hashes.get(wanted)!);
    };
    return {
      name,
      manifest,
      major,
      entries: new Set(entries.keys()),
      stream,
      read: async (wanted) => collect(stream(wanted)),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function openZip(path: string, name: string): Promise<ZipFile> {
  const found = await stat(path).catch((error: unknown) => {
    const missing = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
    throw new TesseraError(
      missing ? 'file-not-found' : 'file-unreadable',
      missing
        ? `"${name}" does not exist. Check the path.`
        : `"${name}" cannot be read. Check its permissions.`,
      { cause: error },
    );
  });
  if (!found.isFile()) throw new TesseraError('file-unreadable', `"${name}" is not a file. Choose a file.`);
  try {
    return await openPromise(path, {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
    });
  } catch (error) {
    if (['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw new TesseraError('file-unreadable', `"${name}" cannot be read. Check its permissions.`, {
        cause: error,
      });
    throw projectInvalid(name, 'it is no project of Tessera, or it is cut short', error);
  }
}

/** What the zip's own directory says, held against everything that can be known before reading. */
async function listEntries(zip: ZipFile, name: string): Promise<Map<string, Entry>> {
  if (zip.entryCount > projectLimits.entries) throw projectInvalid(name, 'it has too many parts');
  const entries = new Map<string, Entry>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const shown = entry.fileName.slice(0, 80);
      if (!isEntryName(entry.fileName))
        throw projectInvalid(name, `it has a part that no project has, "${shown}"`);
      if (entries.has(entry.fileName)) throw projectInvalid(name, `it has "${shown}" twice`);
      if (entry.isEncrypted()) throw projectInvalid(name, `"${shown}" is encrypted`);
      if (entry.compressionMethod !== 0 || entry.compressedSize !== entry.uncompressedSize)
        throw projectInvalid(name, `"${shown}" is compressed, which projects never are`);
      const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
      if (kind !== 0 && kind !== 0o100000) throw projectInvalid(name, `"${shown}" is a link, not a file`);
      if (entry.uncompressedSize > largestEntry(entry.fileName))
        throw projectInvalid(name, `"${shown}" is too large`);
      total += entry.uncompressedSize;
      if (total > zip.fileSize) throw projectInvalid(name, 'its parts are larger than the file');
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    if (error instanceof TesseraError) throw error;
    throw projectInvalid(name, 'its directory is damaged', error);
  }
  return entries;
}

function compareWithManifest(
  entries: ReadonlyMap<string, Entry>,
  { files }: ProjectManifest,
  name: string,
): void {
  for (const { path, size } of files) {
    const entry = entries.get(path);
    if (!entry) throw projectInvalid(name, `"${path}" is missing`);
    if (entry.uncompressedSize !== size) throw projectInvalid(name, `"${path}" has the wrong size`);
  }
  if (entries.size !== files.length)
    throw projectInvalid(name, 'it has parts that its manifest does not name');
}

async function* streamEntry(
  zip: ZipFile,
  entry: Entry,
  name: string,
  sha256: string | null,
): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256');
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const piece of stream as AsyncIterable<Buffer>) {
      digest.update(piece);
      yield piece;
    }
  } catch (error) {
    throw projectInvalid(name, `"${entry.fileName}" is damaged or cut short`, error);
  }
  if (sha256 !== null && digest.digest('hex') !== sha256)
    throw projectInvalid(name, `"${entry.fileName}" was damaged since it was saved`);
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}
