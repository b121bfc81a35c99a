import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { systemCode, TesseraError } from '#shared/errors.ts';
import { describeReadError, reading } from './system-errors.ts';
import { text } from '#shared/text/text.ts';

/** What a kind of archive may hold, and how it is refused. */
export interface ArchiveRules {
  readonly kind: 'pack' | 'project';
  readonly maxEntries: number;
  isName(entry: string): boolean;
  /** Bytes. */
  maxBytes(entry: string): number;
  /** The error of an archive that is refused; `reason` completes "because ...". */
  refuse(name: string, reason: string, cause?: unknown): TesseraError;
}

/** An open archive whose directory keeps the rules. */
export interface StoredZip {
  /** File name without folders. */
  readonly name: string;
  /** Bytes by entry. */
  readonly sizes: ReadonlyMap<string, number>;
  /** An entry piece by piece; throws after the last piece where its hash is not this one (null = whatever it is). */
  stream(entry: string, sha256: string | null): AsyncIterable<Uint8Array>;
  /** A small entry, whole. */
  read(entry: string, sha256: string | null): Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Opens a zip that may be damaged or hostile. Nothing is written. Entries are plain files by names from a list, stored, and not
 * larger, all together, than the file: there is nothing a bomb could expand, and no link and no way out of a folder.
 * @throws TesseraError file-not-found, file-unreadable, and what `rules` refuse with
 */
export async function openStoredZip(path: string, rules: ArchiveRules): Promise<StoredZip> {
  const name = basename(path);
  const file = await openFile(path, name);
  /** What the disk refused is no fault of the archive's. */
  const refuse = (reason: string, cause?: unknown): TesseraError =>
    systemCode(cause) === null
      ? rules.refuse(name, reason, cause)
      : (describeReadError(cause, name) as TesseraError);
  try {
    const zip = await openZip(file).catch((error: unknown) => {
      throw refuse(text.archives.none[rules.kind], error);
    });
    const entries = await listEntries(zip, rules, refuse);
    const stream = (wanted: string, sha256: string | null): AsyncIterable<Uint8Array> => {
      const entry = entries.get(wanted);
      if (!entry) throw refuse(text.archives.missing(wanted));
      return streamEntry({ file, zip, refuse }, entry, sha256);
    };
    return {
      name,
      sizes: new Map([...entries].map(([entry, { uncompressedSize }]) => [entry, uncompressedSize])),
      stream,
      read: async (wanted, sha256) => collect(stream(wanted, sha256)),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
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
  throw new TesseraError('file-unreadable', text.archives.noFile(name));
}

const openZip = (file: FileHandle): Promise<ZipFile> =>
  fromFdPromise(file.fd, {
    lazyEntries: true,
    autoClose: false,
    strictFileNames: true,
    validateEntrySizes: true,
  });

type Refuse = (reason: string, cause?: unknown) => TesseraError;

/** What the zip's own directory says, held against everything that can be known before reading. */
async function listEntries(
  zip: ZipFile,
  { maxEntries, isName, maxBytes }: ArchiveRules,
  refuse: Refuse,
): Promise<Map<string, Entry>> {
  if (zip.entryCount > maxEntries) throw refuse(text.archives.tooManyParts);
  const entries = new Map<string, Entry>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const shown = entry.fileName.slice(0, 80);
      if (!isName(entry.fileName)) throw refuse(text.archives.otherPart(shown));
      if (entries.has(entry.fileName)) throw refuse(text.archives.twice(shown));
      if (entry.isEncrypted()) throw refuse(text.archives.encrypted(shown));
      if (entry.compressionMethod !== 0 || entry.compressedSize !== entry.uncompressedSize)
        throw refuse(text.archives.compressed(shown));
      const type = (entry.externalFileAttributes >>> 16) & 0o170000;
      if (type !== 0 && type !== 0o100000) throw refuse(text.archives.link(shown));
      if (entry.uncompressedSize > maxBytes(entry.fileName)) throw refuse(text.archives.tooLarge(shown));
      total += entry.uncompressedSize;
      if (total > zip.fileSize) throw refuse(text.archives.largerThanFile);
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    if (error instanceof TesseraError) throw error;
    throw refuse(text.archives.damagedDirectory, error);
  }
  return entries;
}

const readAtOnceBytes = 4 << 20;

/** Stored entries lie in the file as they are: they are read from it by range. */
async function* streamEntry(
  { file, zip, refuse }: { readonly file: FileHandle; readonly zip: ZipFile; readonly refuse: Refuse },
  entry: Entry,
  sha256: string | null,
): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256');
  const damaged = (cause?: unknown): Error => refuse(text.archives.damaged(entry.fileName), cause);
  let position: number;
  try {
    position = (await zip.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart;
  } catch (error) {
    throw damaged(error);
  }
  const end = position + entry.uncompressedSize;
  while (position < end) {
    const piece = Buffer.allocUnsafe(Math.min(readAtOnceBytes, end - position));
    const { bytesRead } = await file.read(piece, 0, piece.length, position).catch((error: unknown) => {
      throw damaged(error);
    });
    if (bytesRead === 0) throw damaged();
    position += bytesRead;
    digest.update(piece.subarray(0, bytesRead));
    yield piece.subarray(0, bytesRead);
  }
  if (sha256 !== null && digest.digest('hex') !== sha256)
    throw refuse(text.archives.damagedSince(entry.fileName));
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}
