import { readdir, readFile, rm, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { PackSummary } from '#shared/contract/contract.ts';
import { toErrorReport } from '#shared/error-report.ts';
import { text } from '#shared/text/text.ts';
import { TesseraError, type ErrorReport } from '#shared/errors.ts';
import { describeReadError, isAbsent, reading } from '#engine/files/system-errors.ts';
import { verifyPack } from './integrity.ts';
import { manifestFileName, parseManifest, type PackManifest } from './manifest.ts';

/** Where packs are looked for. */
export interface PackDirectories {
  readonly bundled: string;
  /** For all users of the computer, put there by an administrator; left out = there are none. */
  readonly shared?: string;
  /** The user's own, imported in the app; null = there is none. */
  readonly user: string | null;
}

/** A pack that may be used: its files were checked. */
export interface Pack {
  readonly directory: string;
  readonly manifest: PackManifest;
  readonly bundled: boolean;
}

/** A folder that is or should be a pack; `manifest` is null where it could not be read. */
export interface PackEntry {
  readonly directory: string;
  readonly bundled: boolean;
  /** The user's, who may delete it. */
  readonly isOwn: boolean;
  readonly manifest: PackManifest | null;
  readonly problem: ErrorReport | null;
}

/** A manifest of more than this is no manifest. */
const maxManifestBytes = 16 << 20;

/** Every pack of the bundled, the shared and the user's folder, in that sequence: an earlier one keeps its id; what is wrong with one is said in its entry. */
export async function listPacks(directories: PackDirectories): Promise<PackEntry[]> {
  const entries: PackEntry[] = [];
  for (const [folder, place] of [
    [directories.bundled, 'bundled'],
    [directories.shared ?? null, 'shared'],
    [directories.user, 'own'],
  ] as const) {
    if (folder === null) continue;
    for (const name of await packFolders(folder)) {
      const found = await inspectPack(join(folder, name), place === 'bundled');
      const entry = { ...found, isOwn: place === 'own' };
      const taken = entry.manifest && entries.some((other) => other.manifest?.id === entry.manifest?.id);
      entries.push(
        taken
          ? {
              ...entry,
              problem: {
                code: 'pack-invalid',
                message: text.packs.idTaken(entry.manifest?.id ?? ''),
              },
            }
          : entry,
      );
    }
  }
  return entries;
}

/** The packs of listPacks that can be used; their files are there but not hashed yet. */
export async function listUsablePacks(directories: PackDirectories): Promise<Pack[]> {
  return (await listPacks(directories)).filter(({ problem }) => problem === null).map(usable);
}

/**
 * Finds an installed pack by id, or by the name of its folder; its files are there but not hashed yet. Ids may come from
 * strangers' recipes and projects: nothing but the directories is looked into.
 * @throws TesseraError pack-not-found, pack-version, pack-invalid, pack-file-missing, pack-hash-mismatch (a wrong size)
 */
export async function findPack(id: string, directories: PackDirectories): Promise<Pack> {
  const entries = await listPacks(directories);
  const named = entries.filter((entry) => entry.manifest?.id === id || basename(entry.directory) === id);
  const known = named.find((entry) => !entry.problem) ?? named[0];
  if (known) return usable(known);
  const names = entries.flatMap((entry) => (entry.problem ? [] : [entry.manifest?.id ?? '']));
  throw new TesseraError('pack-not-found', text.packs.notFound(id, names.join(', ')));
}

/** As findPack, for what a user names: any folder on the disk may be a pack. */
export async function findPackOrFolder(idOrFolder: string, directories: PackDirectories): Promise<Pack> {
  try {
    return await findPack(idOrFolder, directories);
  } catch (error) {
    const isFolder =
      toErrorReport(error).code === 'pack-not-found' && (await statIfThere(idOrFolder))?.isDirectory();
    if (!isFolder) throw error;
    return usable(await inspectPack(resolve(idOrFolder), false));
  }
}

/**
 * As findPack, and checks every file (by size and time where it was hashed before).
 * @throws TesseraError as findPack; pack-hash-mismatch
 */
export async function openPack(id: string, directories: PackDirectories): Promise<Pack> {
  return verified(await findPack(id, directories));
}

/** As openPack, for what a user names. */
export async function openPackOrFolder(idOrFolder: string, directories: PackDirectories): Promise<Pack> {
  return verified(await findPackOrFolder(idOrFolder, directories));
}

/** As openPack, for the pack that is used where nobody chose one. */
export async function openDefaultPack(directories: PackDirectories): Promise<Pack> {
  return verified(await findDefaultPack(directories));
}

/** The pack that is used where nobody chose one: the first bundled one without a problem. Its files are not hashed yet. */
export async function findDefaultPack(directories: PackDirectories): Promise<Pack> {
  const entries = await listPacks(directories);
  const first = entries.find((entry) => !entry.problem);
  if (first) return usable(first);
  const reason = entries[0]?.problem?.message ?? text.packs.emptyFolder;
  throw new TesseraError('pack-not-found', text.packs.noneUsable(reason));
}

/** What the app shows of a pack. */
export function summarisePack(entry: PackEntry): PackSummary {
  const { manifest } = entry;
  const name = basename(entry.directory);
  return {
    id: manifest?.id ?? name,
    name: manifest?.name ?? name,
    licence: manifest?.licence ?? '',
    labels: manifest?.labels ?? [],
    windowPixels: manifest ? manifest.window.rows * manifest.tokenPixels : 0,
    tokenPixels: manifest?.tokenPixels ?? 0,
    parameters: manifest?.parameters ?? 0,
    precision: manifest?.precision ?? '',
    bundled: entry.bundled,
    removable: entry.isOwn,
    problem: entry.problem?.message ?? null,
    defaults: {
      guidance: manifest?.defaults.guidance ?? 1,
      contextGuidance: manifest?.defaults.contextGuidance ?? 1,
      efforts: manifest?.defaults.efforts ?? noEfforts,
    },
  };
}

const none = { arSteps: 1, diffusionSteps: 1 };
const noEfforts = { fast: none, balanced: none, best: none };

/** Reads one folder's manifest and looks whether its files are there in the right size; never throws. */
export async function inspectPack(directory: string, bundled: boolean): Promise<PackEntry> {
  let manifest: PackManifest | null = null;
  try {
    manifest = await readManifest(directory);
    for (const file of manifest.files) {
      const size = (await statIfThere(join(directory, file.path)))?.size;
      if (size === undefined) throw new TesseraError('pack-file-missing', text.packs.missingFile(file.path));
      if (size !== file.size)
        throw new TesseraError('pack-hash-mismatch', text.packs.wrongSize(file.path, size, file.size));
    }
    return { directory, bundled, isOwn: !bundled, manifest, problem: null };
  } catch (error) {
    return { directory, bundled, isOwn: !bundled, manifest, problem: toErrorReport(error) };
  }
}

/**
 * Reads and parses a folder's manifest.
 * @throws TesseraError pack-file-missing, pack-version, pack-invalid
 */
export async function readManifest(directory: string): Promise<PackManifest> {
  const path = join(directory, manifestFileName);
  const found = await statIfThere(path);
  if (!found?.isFile())
    throw new TesseraError('pack-file-missing', text.packs.noManifest(basename(directory)));
  if (found.size > maxManifestBytes) throw new TesseraError('pack-invalid', text.packs.longManifest);
  return parseManifest(await reading(path, readFile(path, 'utf8')));
}

/** Null where nothing is. @throws TesseraError file-unreadable where that cannot be said */
const statIfThere = (path: string): Promise<Stats | null> =>
  stat(path).catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw describeReadError(error, path);
  });

function usable(entry: PackEntry): Pack {
  if (entry.problem) throw new TesseraError(entry.problem.code, entry.problem.message);
  if (!entry.manifest) throw new TesseraError('pack-invalid', text.packs.noPack(basename(entry.directory)));
  return { directory: entry.directory, manifest: entry.manifest, bundled: entry.bundled };
}

/** Checks the files of a pack that was found (by size and time where they were hashed before). @throws TesseraError pack-hash-mismatch */
export const checkPackFiles = ({ directory, manifest }: Pack): Promise<void> =>
  verifyPack(directory, manifest, false);

async function verified(pack: Pack): Promise<Pack> {
  await checkPackFiles(pack);
  return pack;
}

async function packFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

/** Why a pack of this id cannot be installed beside those that are there: a sentence; null = it can. */
export async function obstacleTo(id: string, directories: PackDirectories): Promise<string | null> {
  const taken = (await listPacks(directories)).find(
    (entry) => entry.manifest?.id === id || basename(entry.directory) === id,
  );
  if (!taken) return null;
  return taken.bundled
    ? text.packs.isBundled(id)
    : !taken.isOwn
      ? text.packs.isShared(id)
      : text.packs.isInstalled(id);
}

/** Deletes a pack of the user's own, whatever is wrong with it. @throws TesseraError pack-not-found */
export async function deletePack(id: string, directories: PackDirectories): Promise<void> {
  const entry = (await listPacks(directories)).find((found) => summarisePack(found).id === id && found.isOwn);
  if (!entry) throw new TesseraError('pack-not-found', text.packs.notOwn(id));
  await rm(entry.directory, { recursive: true, force: true });
}
