import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { z } from 'zod';
import { text } from '#shared/text/text.ts';
import { TesseraError } from '#shared/errors.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { describeReadError, isAbsent, reading } from '#engine/files/system-errors.ts';
import { packPathSchema, type PackFile, type PackManifest } from './manifest.ts';
import { externalFilesOf } from './onnx-inspection.ts';

/** Packs above this many bytes remember on disk that they were checked; smaller ones are hashed once per process. */
const rememberAboveBytes = 64 << 20;
/** Graphs hold no large tensors of their own. */
const maxGraphBytes = 256 << 20;
const stampFileName = '.verified.json';

const stampSchema = z.record(
  z.string(),
  z.object({ size: z.number(), modified: z.number(), sha256: z.string() }),
);
type Stamps = z.infer<typeof stampSchema>;

const checkedInThisProcess = new Map<string, Stamps>();

/**
 * Checks that every file of the manifest is there, inside the pack, and unchanged, and that graphs refer to listed
 * files only. `full` hashes everything; otherwise only files whose size or time changed since they were last hashed.
 * @throws TesseraError pack-file-missing, pack-hash-mismatch, pack-invalid; each names the file
 */
export async function verifyPack(directory: string, manifest: PackManifest, full: boolean): Promise<void> {
  const root = await reading(directory, realpath(directory));
  const checkedBefore = full ? {} : (checkedInThisProcess.get(root) ?? {});
  const remembered = full ? {} : await readStamps(root);
  const stamps: Stamps = {};
  let changed = false;
  for (const file of manifest.files) {
    const path = await resolveInside(root, file.path);
    const found = await reading(path, stat(path));
    if (found.size !== file.size) throw mismatch(text.packs.wrongSize(file.path, found.size, file.size));
    const stamp = { size: found.size, modified: found.mtimeMs, sha256: file.sha256 };
    stamps[file.path] = stamp;
    if (isSame(checkedBefore[file.path], stamp)) continue;
    // Graphs are small, and what they refer to matters: a stamp that came with a pack does not spare them.
    if (!file.path.endsWith('.onnx') && isSame(remembered[file.path], stamp)) continue;
    changed = true;
    if ((await reading(path, sha256Of(path))) !== file.sha256)
      throw mismatch(text.packs.wrongHash(file.path));
    if (file.path.endsWith('.onnx')) await checkExternalFiles(path, file, manifest);
  }
  checkedInThisProcess.set(root, stamps);
  if (changed) await writeStamps(root, manifest, stamps);
}

/** Remembers a pack as checked whose files were hashed while they were written. */
export async function rememberWritten(directory: string, manifest: PackManifest): Promise<void> {
  const root = await realpath(directory);
  const stamps: Stamps = {};
  for (const file of manifest.files) {
    const found = await stat(join(root, file.path));
    stamps[file.path] = { size: found.size, modified: found.mtimeMs, sha256: file.sha256 };
  }
  await writeStamps(root, manifest, stamps);
}

/** A read-only pack is hashed again by the next process; nothing else depends on the stamps. */
async function writeStamps(root: string, manifest: PackManifest, stamps: Stamps): Promise<void> {
  const bytes = manifest.files.reduce((sum, file) => sum + file.size, 0);
  if (bytes <= rememberAboveBytes) return;
  await writeFileAtomically(join(root, stampFileName), JSON.stringify(stamps)).catch(() => undefined);
}

const isSame = (known: Stamps[string] | undefined, stamp: Stamps[string]): boolean =>
  known?.size === stamp.size && known.modified === stamp.modified && known.sha256 === stamp.sha256;

/**
 * The absolute path of a pack's file; links may not lead out of the pack.
 * @throws TesseraError pack-file-missing, pack-invalid
 */
async function resolveInside(directory: string, path: string): Promise<string> {
  const root = await reading(directory, realpath(directory));
  if (!packPathSchema.safeParse(path).success)
    throw new TesseraError('pack-invalid', text.packs.outside(path));
  let real: string;
  try {
    real = await realpath(join(root, path));
  } catch (error) {
    if (!isAbsent(error)) throw describeReadError(error, path);
    throw new TesseraError('pack-file-missing', text.packs.missingFile(path), { cause: error });
  }
  if (!real.startsWith(root + sep)) throw new TesseraError('pack-invalid', text.packs.linkOutside(path));
  return real;
}

/** sha256 of a file, read piece by piece; lower-case hexadecimal. */
async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 4 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** Checks that graphs refer to listed files only. @throws TesseraError pack-invalid, file-unreadable */
export async function checkGraphs(directory: string, manifest: PackManifest): Promise<void> {
  for (const file of manifest.files)
    if (file.path.endsWith('.onnx')) await checkExternalFiles(join(directory, file.path), file, manifest);
}

async function checkExternalFiles(path: string, file: PackFile, manifest: PackManifest): Promise<void> {
  if (file.size > maxGraphBytes) throw new TesseraError('pack-invalid', text.packs.largeGraph(file.path));
  for (const external of externalFilesOf(await reading(path, readFile(path)))) {
    const target = posix.join(posix.dirname(file.path), external);
    if (
      !packPathSchema.safeParse(external).success ||
      !manifest.files.some((entry) => entry.path === target)
    ) {
      throw new TesseraError('pack-invalid', text.packs.unlistedFile(file.path, external));
    }
  }
}

async function readStamps(root: string): Promise<Stamps> {
  try {
    return stampSchema.parse(JSON.parse(await readFile(join(root, stampFileName), 'utf8')));
  } catch {
    return {};
  }
}

const mismatch = (message: string): TesseraError => new TesseraError('pack-hash-mismatch', message);
