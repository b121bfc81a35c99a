import { text } from '#shared/text/text.ts';
import { parseRecipe, recipeText } from '#engine/editing/recipe/recipe.ts';
import { type ArchiveRules, openStoredZip } from '#engine/files/stored-zip.ts';
import { parseDocument } from './document.ts';
import { documentName, isEntryName, manifestName } from './names.ts';
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

const projectRules: ArchiveRules = {
  kind: 'project',
  maxEntries: projectLimits.entries,
  isName: isEntryName,
  maxBytes: maxEntry,
  refuse: projectInvalid,
};

/**
 * Opens a project file that may be damaged or hostile. Nothing is written.
 * @throws TesseraError file-not-found, file-unreadable, project-invalid
 */
export async function openProjectFile(path: string): Promise<ProjectReader> {
  const zip = await openStoredZip(path, projectRules);
  const { name } = zip;
  try {
    if (!zip.sizes.has(manifestName)) throw projectInvalid(name, text.projects.reasons.noProject);
    const bytes = await zip.read(manifestName, null);
    const { major, ...manifest } = parseManifest(new TextDecoder().decode(bytes), name);
    const sizes = new Map(zip.sizes);
    sizes.delete(manifestName);
    compareWithManifest(sizes, manifest, name);
    const hashes = new Map(manifest.files.map(({ path: entry, sha256 }) => [entry, sha256]));
    return {
      name,
      manifest,
      major,
      entries: new Set(sizes.keys()),
      stream: (entry) => zip.stream(entry, hashes.get(entry) ?? null),
      read: (entry) => zip.read(entry, hashes.get(entry) ?? null),
      close: () => zip.close(),
    };
  } catch (error) {
    await zip.close();
    throw error;
  }
}

function compareWithManifest(
  sizes: ReadonlyMap<string, number>,
  { files }: ProjectManifest,
  name: string,
): void {
  for (const { path, size } of files) {
    const found = sizes.get(path);
    if (found === undefined) throw projectInvalid(name, text.projects.reasons.missing(path));
    if (found !== size) throw projectInvalid(name, text.projects.reasons.wrongSize(path));
  }
  if (sizes.size !== files.length) throw projectInvalid(name, text.projects.reasons.unnamedParts);
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
