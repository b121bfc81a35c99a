import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { text } from '#shared/text/text.ts';
import { TesseraError } from '#shared/errors.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { describeWriteError } from '#engine/files/system-errors.ts';
import { realFileSystem } from '#engine/files/file-system.ts';
import { ExternalDataFile } from './graph-writer/external-data.ts';
import { encodeModel, type OnnxGraph } from './graph-writer/onnx-model.ts';
import { manifestFileName, packManifestSchema, type PackFile, type PackManifest } from './manifest.ts';

const stagingPattern = /^\.tessera-pack-(\d+)-[0-9a-f]{12}$/;
/** A living process writes at least this often; a folder untouched for longer was left by one whose number was given away again. */
const longestSilenceMs = 60 * 60 * 1000;
/** Folders that this process is writing. */
const ownStaging = new Set<string>();

/** Files of a pack while it is written. */
export interface PackStaging {
  /** The folder that becomes the pack. */
  readonly directory: string;
  addGraph(path: string, graph: OnnxGraph): Promise<void>;
  addText(path: string, text: string): Promise<void>;
  /** Opens a file of weights; the staging closes it. */
  addData(path: string): Promise<ExternalDataFile>;
}

/**
 * Writes a pack beside its place and renames it there once it is complete and on disk; after a failure, a cancellation
 * or a kill nothing is left at `output` (what a killed process left beside it is removed by the next call).
 * `write` gives the manifest without its files. Where `expectedBytes` are not free, nothing is begun.
 * @throws TesseraError pack-invalid where a size is beyond the format’s limits, write-failed where `output` exists already, target-read-only, disk-full
 */
export async function writePack(
  output: string,
  write: (staging: PackStaging) => Promise<Omit<PackManifest, 'files'>>,
  expectedBytes = 0,
): Promise<PackManifest> {
  return stagePack(output, expectedBytes, async (directory) => {
    const dataFiles: ExternalDataFile[] = [];
    try {
      const files: PackFile[] = [];
      const addBytes = async (path: string, bytes: Uint8Array): Promise<void> => {
        await writeFileAtomically(join(directory, path), bytes);
        files.push({ path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
      };
      const contents = await write({
        directory,
        addGraph: (path, graph) => addBytes(path, encodeModel(graph)),
        addText: (path, text) => addBytes(path, new TextEncoder().encode(text)),
        addData: async (path) => {
          const file = await ExternalDataFile.create(join(directory, path));
          dataFiles.push(file);
          return file;
        },
      });
      for (let file = dataFiles.pop(); file; file = dataFiles.pop()) {
        const entry = await file.finish();
        if (entry.size > 0) files.push(entry);
        else await rm(join(directory, entry.path));
      }
      files.sort((a, b) => (a.path < b.path ? -1 : 1));
      const parsed = packManifestSchema.safeParse({ ...contents, files });
      if (!parsed.success) throw impossible(parsed.error.issues[0]);
      const manifest = parsed.data;
      await writeFileAtomically(join(directory, manifestFileName), `${JSON.stringify(manifest, null, 2)}\n`);
      return manifest;
    } finally {
      for (const file of dataFiles) await file.abandon();
    }
  });
}

/**
 * Lets `write` fill a new folder beside `output` and renames it there once it is on disk; where `write` throws nothing is left.
 * @throws TesseraError write-failed where `output` exists already, target-read-only, disk-full; what `write` throws
 */
export async function stagePack<Result>(
  output: string,
  expectedBytes: number,
  write: (directory: string) => Promise<Result>,
): Promise<Result> {
  const target = resolve(output);
  const parent = dirname(target);
  const directory = join(parent, `.tessera-pack-${process.pid}-${randomBytes(6).toString('hex')}`);
  try {
    await assertAbsent(target);
    await mkdir(parent, { recursive: true });
    await removeAbandonedPacks(parent);
    await assertSpace(parent, expectedBytes);
    ownStaging.add(directory);
    await mkdir(directory);
    const result = await write(directory);
    await realFileSystem.syncFolder(directory);
    await realFileSystem.rename(directory, target);
    await realFileSystem.syncFolder(parent);
    return result;
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw describeWriteError(error, target);
  } finally {
    ownStaging.delete(directory);
  }
}

async function assertSpace(folder: string, expectedBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= expectedBytes) return;
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new TesseraError(
    'disk-full',
    text.packs.diskShort(gigabytes(expectedBytes), gigabytes(bavail * bsize)),
  );
}

const impossible = (
  issue: { readonly path: PropertyKey[]; readonly message: string } | undefined,
): TesseraError =>
  new TesseraError(
    'pack-invalid',
    text.checkpoints.impossible(issue?.path.join('.') ?? null, issue?.message ?? null),
  );

async function assertAbsent(target: string): Promise<void> {
  const entries = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries.length > 0) {
    throw new TesseraError('write-failed', text.packs.exists(basename(target)));
  }
}

/** Removes what imports left in a folder of packs whose process was killed in the middle. Never throws. */
export async function removeAbandonedPacks(parent: string): Promise<void> {
  for (const entry of await readdir(parent).catch(() => [])) {
    const processId = Number(stagingPattern.exec(entry)?.[1] ?? NaN);
    const directory = join(resolve(parent), entry);
    if (Number.isNaN(processId) || (await isWritten(directory, processId))) continue;
    await rm(directory, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** True while the process that made the folder still writes into it. */
async function isWritten(directory: string, processId: number): Promise<boolean> {
  if (processId === process.pid) return ownStaging.has(directory);
  if (!isRunning(processId)) return false;
  const names = await readdir(directory).catch(() => []);
  const times = await Promise.all(
    [directory, ...names.map((name) => join(directory, name))].map((path) =>
      stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Date.now() - Math.max(...times) < longestSilenceMs;
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
