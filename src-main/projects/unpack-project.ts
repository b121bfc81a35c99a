import { text } from '#shared/text/text.ts';
import { journalPath, originalPath, tilesPath } from '#main/documents/document-paths.ts';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { workingCopy, writing } from '#engine/files/system-errors.ts';
import { parseDocument, type ProjectDocument } from '#engine/project-file/document.ts';
import { documentName, originalName, regionFolder, tileFolder } from '#engine/project-file/names.ts';
import { projectInvalid } from '#engine/project-file/project-invalid.ts';
import { openProjectFile, type ProjectReader } from '#engine/project-file/read-project-file.ts';
import { storeTile } from '#engine/tiles/tile-file.ts';
import { journalOf } from '#main/documents/journal-lines.ts';
import { checkDocument } from './check-document.ts';
import { fromProjectDocument } from './project-document.ts';
import { regionPath } from './region-files.ts';

/**
 * Unpacks a project into the empty document folder `folder`, as the document `id`: tiles, region, and last the journal, as
 * if it had been edited here. Nothing is written but there; on an error the folder is the caller's to delete.
 * @throws TesseraError file-not-found, file-unreadable, project-invalid, disk-full
 */
export async function unpackProject(path: string, folder: string, id: string): Promise<void> {
  const project = await openProjectFile(path);
  try {
    const text = new TextDecoder().decode(await project.read(documentName));
    const document = parseDocument(text, project.major, project.name);
    const sizes = new Map(
      project.manifest.files
        .filter((file) => file.path.startsWith(tileFolder))
        .map((file) => [file.path.slice(tileFolder.length), file.size]),
    );
    checkOriginal(document, project);
    const tileBytes = checkDocument(document, sizes, project.name);
    const tiles = tilesPath(folder);
    await writing(workingCopy, mkdir(tiles, { recursive: true }));
    await eachConcurrently(sizes.keys(), (name) =>
      unpackTile(project, name, tiles, tileBytes.get(name) ?? null),
    );
    for (const entry of project.entries)
      if (entry.startsWith(regionFolder))
        await unpackRegionFile(project, entry, join(regionPath(folder), entry.slice(regionFolder.length)));
    if (document.storesOriginal)
      await writeFileAtomically(originalPath(folder), project.stream(originalName));
    const opened = fromProjectDocument(document, id, tiles, path);
    await writeFileAtomically(journalPath(folder), journalOf(opened, Date.now()));
  } finally {
    await project.close();
  }
}

/** @throws TesseraError project-invalid where the original's file is not the one that document.json speaks of */
function checkOriginal(
  { storesOriginal, fileHash }: ProjectDocument,
  { manifest, name }: ProjectReader,
): void {
  const original = manifest.files.find((file) => file.path === originalName);
  if (storesOriginal !== (original !== undefined))
    throw projectInvalid(name, text.projects.reasons.noOriginal);
  if (original && original.sha256 !== fileHash)
    throw projectInvalid(name, text.projects.reasons.otherOriginal);
}

/** A few at a time, so that the disk never waits; the first error ends it, once nothing is under way any more. */
async function eachConcurrently<Item>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (let next = left.next(); !next.done && !failed; next = left.next())
      await work(next.value).catch((error: unknown) => {
        failed = true;
        throw error;
      });
  };
  const lanes = await Promise.allSettled([lane(), lane(), lane(), lane()]);
  for (const { status, ...result } of lanes)
    if (status === 'rejected') throw (result as PromiseRejectedResult).reason;
}

/** @param expected bytes of its samples; null = no state names it (a turn's), so only what any tile satisfies is known */
async function unpackTile(
  project: ProjectReader,
  name: string,
  directory: string,
  expected: number | null,
): Promise<void> {
  const bytes = await project.read(`${tileFolder}${name}`);
  if (name.endsWith('.z') && !inflatesTo(bytes, expected))
    throw projectInvalid(project.name, text.projects.reasons.damagedPart(name));
  await storeTile(directory, name, bytes);
}

/** A deflated tile: one channel of 8 or 16 bit. */
const deflatedTileBytes = 512 * 512 * 2;

function inflatesTo(bytes: Uint8Array, expected: number | null): boolean {
  try {
    const { byteLength } = inflateSync(bytes, { maxOutputLength: expected ?? deflatedTileBytes });
    return expected === null || byteLength === expected;
  } catch {
    return false;
  }
}

async function unpackRegionFile(project: ProjectReader, entry: string, target: string): Promise<void> {
  await writing(workingCopy, mkdir(dirname(target), { recursive: true }));
  await writeFileAtomically(target, project.stream(entry));
}
