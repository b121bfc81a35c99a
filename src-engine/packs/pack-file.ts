import { text } from '#shared/text/text.ts';
import { mkdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { PassThrough } from 'node:stream';
import { ZipFile } from 'yazl';
import type { PackFileFacts } from '#shared/contract/packs.ts';
import { Cancelled, TesseraError } from '#shared/errors.ts';
import { type ByteStream, writeFileAtomically } from '#engine/files/atomic-write.ts';
import { type ArchiveRules, openStoredZip, type StoredZip } from '#engine/files/stored-zip.ts';
import { checkGraphs, rememberWritten, verifyPack } from './integrity.ts';
import { manifestFileName, type PackManifest, packPathSchema, parseManifest } from './manifest.ts';
import { stagePack } from './pack-writer.ts';
import type { Pack } from './registry.ts';

/** What packs in one file are called. */
export const packFileExtension = 'tessera-pack';
export const isPackFilePath = (path: string): boolean =>
  extname(path).toLowerCase() === `.${packFileExtension}`;

const cardName = 'MODEL_CARD.md';
/** Bytes. A card of more is shown cut. */
const longestCard = 20_000;
const maxManifestBytes = 16 << 20;

const refuse = (name: string, reason: string, cause?: unknown): TesseraError =>
  new TesseraError('pack-invalid', text.packs.notInstalled(name, reason), { cause });

const packRules: ArchiveRules = {
  kind: 'pack',
  maxEntries: 1001,
  isName: (entry) => packPathSchema.safeParse(entry).success,
  maxBytes: (entry) => (entry === manifestFileName ? maxManifestBytes : Number.MAX_SAFE_INTEGER),
  refuse,
};

/** Opens a pack's file and holds its directory against its manifest. */
async function openPackFile(
  path: string,
): Promise<{ zip: StoredZip; manifest: PackManifest; manifestBytes: Uint8Array }> {
  const zip = await openStoredZip(path, packRules);
  try {
    if (!zip.sizes.has(manifestFileName)) throw refuse(zip.name, text.packs.fileReasons.noPack);
    const manifestBytes = await zip.read(manifestFileName, null);
    const manifest = parseManifest(new TextDecoder().decode(manifestBytes));
    const names = new Set(manifest.files.map((file) => file.path));
    if (names.size !== manifest.files.length || names.has(manifestFileName))
      throw refuse(zip.name, text.packs.fileReasons.namedTwice);
    for (const file of manifest.files) {
      const size = zip.sizes.get(file.path);
      if (size === undefined) throw refuse(zip.name, text.packs.fileReasons.missing(file.path));
      if (size !== file.size) throw refuse(zip.name, text.packs.fileReasons.wrongSize(file.path));
    }
    if (zip.sizes.size !== names.size + 1) throw refuse(zip.name, text.packs.fileReasons.unnamedParts);
    return { zip, manifest, manifestBytes };
  } catch (error) {
    await zip.close();
    throw error;
  }
}

/**
 * What a pack's file says of itself, before anything is installed. Only its manifest and its card are read.
 * @throws TesseraError file-not-found, file-unreadable, pack-invalid, pack-version
 */
export async function inspectPackFile(path: string): Promise<PackFileFacts> {
  const { zip, manifest } = await openPackFile(path);
  try {
    const card = manifest.files.find((file) => file.path === cardName && file.size <= longestCard * 50);
    const bytes = card ? await zip.read(card.path, card.sha256) : null;
    return {
      packId: manifest.id,
      name: manifest.name,
      description: manifest.description,
      licence: manifest.licence,
      card: bytes && new TextDecoder().decode(bytes.subarray(0, longestCard)),
      labels: manifest.labels.length,
      parameters: manifest.parameters,
      precision: manifest.precision,
      windowPixels: manifest.window.rows * manifest.tokenPixels,
      packBytes: manifest.files.reduce((sum, { size }) => sum + size, 0),
      files: manifest.files,
    };
  } finally {
    await zip.close();
  }
}

/**
 * Installs a pack's file as the folder `output`, which must not exist: every part is held against its hash while it is written,
 * graphs may refer to the pack's own files only, and a pack that fails leaves nothing.
 * @throws TesseraError as inspectPackFile and writePack; Cancelled
 */
export async function installPackFile(
  path: string,
  output: string,
  signal?: AbortSignal,
  onFraction?: (fraction: number) => void,
): Promise<void> {
  const { zip, manifest, manifestBytes } = await openPackFile(path);
  const total = manifest.files.reduce((sum, { size }) => sum + size, 1);
  let done = 0;
  const counted = async function* (pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      if (signal?.aborted) throw new Cancelled();
      onFraction?.((done += piece.length) / total);
      yield piece;
    }
  };
  try {
    await stagePack(output, total, async (directory) => {
      for (const file of manifest.files) {
        const target = join(directory, file.path);
        await mkdir(dirname(target), { recursive: true });
        await writeFileAtomically(target, counted(zip.stream(file.path, file.sha256)));
      }
      await checkGraphs(directory, manifest);
      await writeFileAtomically(join(directory, manifestFileName), manifestBytes);
    });
    await rememberWritten(output, manifest);
  } finally {
    await zip.close();
  }
}

/** The same bytes for the same pack. */
const entryOptions = {
  mtime: new Date(1980, 0, 1),
  forceDosTimestamp: true,
  mode: 0o100644,
  compress: false,
};

/** Writes an installed pack as one file. @throws TesseraError pack-hash-mismatch where it is damaged; those of writing */
export async function writePackFile({ directory, manifest }: Pack, target: string): Promise<void> {
  await verifyPack(directory, manifest, true);
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  zip.on('error', (error: Error) => output.destroy(error));
  output.on('error', () => undefined);
  zip.addFile(join(directory, manifestFileName), manifestFileName, entryOptions);
  for (const { path } of manifest.files) zip.addFile(join(directory, path), path, entryOptions);
  zip.end();
  try {
    await writeFileAtomically(target, output as ByteStream);
  } finally {
    output.destroy();
  }
}
