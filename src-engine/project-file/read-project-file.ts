import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { parseRecipe, recipeText } from '#engine/editing/recipe/recipe.ts';
import { systemCode, TesseraError } from '#shared/errors.ts';
import { describeReadError, reading } from '#engine/files/system-errors.ts';
import { parseDocument } from './document.ts';
import { isEntryName, manifestName, documentName } from './names.ts';
import { maxEntry, parseManifest, type ProjectManifest, projectLimits } from './manifest.ts';
import { projectInvalid } from './project-invalid.ts';

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
  close(): Promise<void>;
}

/**
 * Opens a project file that may be damaged or hostile. Nothing is written. Entries are stored and may not be larger, all
 * together, than the file: there is nothing a bomb could expand.
 * @throws TesseraError file-not-found, file-unreadable, project-invalid
 */
export async function openProjectFile(path: string): Promise<ProjectReader> {
  const name = basename(path);
  const file = await openFile(path, name);
  try {
    const zip = await openZip(file, name);
    const entries = await listEntries(zip, name);
    const stored: StoredParts = { file, zip, name };
    const manifestEntry = entries.get(manifestName);
    if (!manifestEntry) throw projectInvalid(name, 'it is no project of Tessera');
    const bytes = await collect(streamEntry(stored, manifestEntry, null));
    const { major, ...manifest } = parseManifest(new TextDecoder().decode(bytes), name);
    entries.delete(manifestName);
    compareWithManifest(entries, manifest, name);
    const hashes = new Map(manifest.files.map(({ path: entry, sha256 }) => [entry, sha256]));
    const stream = (wanted: string): AsyncIterable<Uint8Array> => {
      const entry = entries.get(wanted);
      if (!entry) throw projectInvalid(name, `"${wanted}" is missing`);
      return streamEntry(stored, entry, hashes.get(wanted)!);
    };
    return {
      name,
      manifest,
      major,
      entries: new Set(entries.keys()),
      stream,
      read: async (wanted) => collect(stream(wanted)),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** What entries are read from. */
interface StoredParts {
  readonly file: FileHandle;
  readonly zip: ZipFile;
  readonly name: string;
}

async function openFile(path: string, name: string): Promise<FileHandle> {
  const file = await reading(path, open(path, 'r'));
  const isFile = await reading(path, file.stat()).then(
    (found) => found.isFile(),
    async (error: unknown) => {
      await file.close();
      throw error;
    },
  );
  if (isFile) return file;
  await file.close();
  throw new TesseraError('file-unreadable', `"${name}" is not a file. Choose a file.`);
}

async function openZip(file: FileHandle, name: string): Promise<ZipFile> {
  try {
    return await fromFdPromise(file.fd, {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: true,
      validateEntrySizes: true,
    });
  } catch (error) {
    throw unreadOr(projectInvalid(name, 'it is no project of Tessera, or it is cut short', error), name);
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
      if (entry.uncompressedSize > maxEntry(entry.fileName))
        throw projectInvalid(name, `"${shown}" is too large`);
      total += entry.uncompressedSize;
      if (total > zip.fileSize) throw projectInvalid(name, 'its parts are larger than the file');
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    if (error instanceof TesseraError) throw error;
    throw unreadOr(projectInvalid(name, 'its directory is damaged', error), name);
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

/** What the disk refused is no fault of the project's. */
function unreadOr(problem: TesseraError, name: string): TesseraError {
  return systemCode(problem.cause) === null
    ? problem
    : (describeReadError(problem.cause, name) as TesseraError);
}

const readAtOnceBytes = 4 << 20;

/** Stored entries lie in the file as they are: they are read from it by range. */
async function* streamEntry(
  { file, zip, name }: StoredParts,
  entry: Entry,
  sha256: string | null,
): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256');
  const damaged = (cause?: unknown): Error =>
    unreadOr(projectInvalid(name, `"${entry.fileName}" is damaged or cut short`, cause), name);
  let position: number;
  try {
    position = (await zip.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart;
  } catch (error) {
    throw damaged(error);
  }
  const end = position + entry.uncompressedSize;
  while (position < end) {
    const piece = Buffer.allocUnsafe(Math.min(readAtOnceBytes, end - position));
    const { bytesRead } = await reading(name, file.read(piece, 0, piece.length, position));
    if (bytesRead === 0) throw damaged();
    position += bytesRead;
    digest.update(piece.subarray(0, bytesRead));
    yield piece.subarray(0, bytesRead);
  }
  if (sha256 !== null && digest.digest('hex') !== sha256)
    throw projectInvalid(name, `"${entry.fileName}" was damaged since it was saved`);
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}

/** The recipe (JSON text) of the state that a project shows, all its turns in order; null where nothing was run. @throws TesseraError project-invalid, file-not-found, file-unreadable, recipe-missing */
export async function recipeOfProject(path: string): Promise<string | null> {
  const project = await openProjectFile(path);
  try {
    const text = new TextDecoder().decode(await project.read(documentName));
    const { states, present } = parseDocument(text, project.major, project.name);
    let recipes: string[] = [];
    for (const { recipesKept, recipe } of states.slice(0, present + 1)) {
      recipes = recipes.slice(0, recipesKept ?? recipes.length);
      if (recipe !== null) recipes.push(recipe);
    }
    return recipes.length === 0 ? null : recipeText(recipes.flatMap(parseRecipe));
  } finally {
    await project.close();
  }
}
