import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { ZipFile, type ReadStreamOptions } from 'yazl';
import { TesseraError } from '../../src-shared/contract/errors';
import { writeFileAtomically } from '../files/atomic-write';
import { realFileSystem, type WritableFileSystem } from '../files/file-system';
import { compareEntryNames, isEntryName, manifestName } from './entry-names';
import { largestEntry, type ProjectFileEntry, projectFormatVersion, type ProjectManifest } from './manifest';

/** One entry to be written: a file that is streamed, or bytes. */
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
const readAtOnceBytes = 1 << 20;

/**
 * Writes a project file whole, or leaves what was there. Every source is read once, piece by piece; the manifest with all
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
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  let current: Readable | null = null;
  const files: ProjectFileEntry[] = [];
  const finish = (): void => {
    const manifest: ProjectManifest = {
      format: 'tessera-project',
      formatVersion: projectFormatVersion,
      appVersion,
      files,
    };
    zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`), manifestName, entryOptions);
    zip.end();
  };
  sorted.forEach((source, index) => {
    zip.addReadStreamLazy(source.path, entryOptions, (answer) => {
      const digest = createHash('sha256');
      let size = 0;
      const measured = new Transform({
        transform(piece: Buffer, _, done: TransformCallback) {
          digest.update(piece);
          size += piece.byteLength;
          done(null, piece);
        },
        flush(done) {
          // What could not be opened again must not be saved.
          if (size > largestEntry(source.path)) return done(tooLarge(source.path));
          files.push({ path: source.path, size, sha256: digest.digest('hex') });
          if (index === sorted.length - 1) finish();
          done();
        },
      });
      current =
        'file' in source
          ? createReadStream(source.file, { highWaterMark: readAtOnceBytes })
          : Readable.from([Buffer.from(source.bytes)]);
      current.on('error', (error) => output.destroy(unreadable(error)));
      measured.on('error', (error) => output.destroy(error));
      answer(null, current.pipe(measured));
    });
  });
  if (sorted.length === 0) finish();
  try {
    await writeFileAtomically(target, output as AsyncIterable<Uint8Array>, fileSystem);
  } finally {
    output.destroy();
    (current as Readable | null)?.destroy();
  }
}

const tooLarge = (entry: string): TesseraError =>
  new TesseraError(
    'write-failed',
    `The project was not saved: its part "${entry}" is larger than a project may hold. What was there before is unchanged. Export the picture to keep it.`,
  );

const unreadable = (cause: Error): TesseraError =>
  new TesseraError(
    'file-unreadable',
    "A part of this picture's working copy cannot be read, so the project was not saved. What was there before is unchanged. Export the picture to keep it.",
    { cause },
  );
