import { randomUUID } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeReadError } from '#engine/files/system-errors.ts';
import { isProjectPath } from '#engine/project-file/names.ts';
import type { FileOffer } from '#shared/contract/documents.ts';
import { TesseraError } from '#shared/errors.ts';
import { pictureFormats } from '#shared/pictures/picture-formats.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { text } from '#shared/text/text.ts';

export interface GivenFilesParts {
  /** Null where it is no picture but offered otherwise: a pack. */
  openFile(path: string): Promise<DocumentSummary | null>;
  /** Asks which of many files is meant, or says that several are open. */
  offer(offer: FileOffer): void;
  /** Tells what could not be opened of several. */
  tell(error: unknown): void;
}

/** A network folder that does not answer must not leave a start without a word. */
const patienceMs = 8000;
const longestOffer = 500;
/** So many files are opened without a question, each in a tab of its own. */
const maxOpened = 10;
const pictureExtensions = new Set<string>(pictureFormats.flatMap(({ extensions }) => extensions));

/**
 * What the system hands over: start arguments, a second start, dropped files. Some files open; of many, and of what lies
 * in a folder, the user chooses; whatever cannot be opened is told.
 */
export class GivenFiles {
  /** Paths of the last offer, by id: windows never see them. */
  private offered: ReadonlyMap<string, string> = new Map();
  /** All of the last offer, those that are not listed among them. */
  private all: readonly string[] = [];

  constructor(private readonly parts: GivenFilesParts) {}

  /** The document opened last; null where the user is asked, or nothing could be opened. @throws TesseraError where one thing was given */
  async open(given: readonly string[]): Promise<DocumentSummary | null> {
    if (given.length === 0) return null;
    const found = await Promise.all(
      given.map((argument) => lookAt(argument).catch((error: unknown) => error)),
    );
    const problems = found.filter((one) => !isFound(one));
    if (given.length === 1 && problems.length === 1) throw problems[0];
    for (const problem of problems) this.parts.tell(problem);
    const usable = found.filter(isFound);
    const paths = usable.flatMap((one) => one.paths);
    const folder = usable.find(({ isFolder }) => isFolder);
    if (paths.length === 0) return null;
    if (given.length === 1 && folder === undefined) return this.parts.openFile(paths[0]!);
    if (paths.length <= maxOpened && folder === undefined) return this.openAll(paths);
    const words = text.dialogs.given;
    this.offer(
      paths,
      given.length === 1 && folder ? words.fromFolder(folder.name, paths.length) : words.ofMany(paths.length),
    );
    return null;
  }

  /** One after another; the last one that could be opened shows. */
  private async openAll(paths: readonly string[]): Promise<DocumentSummary | null> {
    const opened: DocumentSummary[] = [];
    for (const path of paths) {
      try {
        const summary = await this.parts.openFile(path);
        if (summary) opened.push(summary);
      } catch (error) {
        this.parts.tell(error);
      }
    }
    if (opened.length > 1) this.offer(paths, text.dialogs.given.areOpen(opened.length), true);
    return opened.at(-1) ?? null;
  }

  /** Opens one of the files that were offered. @throws TesseraError file-not-found */
  async openOffered(id: string): Promise<DocumentSummary | null> {
    const path = this.offered.get(id);
    if (path === undefined) throw new TesseraError('file-not-found', text.dialogs.given.offerGone);
    return this.parts.openFile(path);
  }

  /** Every file of the last offer. */
  get offeredPaths(): readonly string[] {
    return this.all;
  }

  private offer(paths: readonly string[], line: string, areOpen = false): void {
    this.all = paths;
    const offered = paths.slice(0, longestOffer).map((path) => [randomUUID(), path] as const);
    this.offered = new Map(offered);
    this.parts.offer({
      ...{ line, areOpen },
      files: offered.map(([id, path]) => ({ id, name: basename(path) })),
      more: paths.length - offered.length,
    });
  }
}

interface Found {
  readonly name: string;
  readonly isFolder: boolean;
  readonly paths: readonly string[];
}

const isFound = (one: unknown): one is Found => typeof one === 'object' && one !== null && 'paths' in one;

/** A folder's pictures and projects. @throws TesseraError file-not-found, file-unreadable, file-unsupported where there is none */
export const picturesIn = async (folder: string): Promise<readonly string[]> => (await lookAt(folder)).paths;

/** @throws TesseraError file-not-found, file-unreadable, file-unsupported */
async function lookAt(argument: string): Promise<Found> {
  const path = isAddress(argument) ? pathOfAddress(argument) : argument;
  const name = basename(path);
  try {
    const answered = await Promise.race([stat(path), silence()]);
    if (!answered.isDirectory()) return { name, isFolder: false, paths: [path] };
    const inside = await Promise.race([readdir(path, { withFileTypes: true }), silence()]);
    const paths = inside
      .filter((entry) => !entry.isDirectory() && isPicture(entry.name))
      .map((entry) => join(path, entry.name))
      .sort(byName.compare);
    if (paths.length === 0) throw new TesseraError('file-unsupported', text.dialogs.given.emptyFolder(name));
    return { name, isFolder: true, paths };
  } catch (error) {
    throw describeReadError(error, path);
  }
}

const byName = new Intl.Collator('en', { numeric: true });

const isPicture = (name: string): boolean =>
  !name.startsWith('.') &&
  (pictureExtensions.has(extname(name).slice(1).toLowerCase()) || isProjectPath(name));

/** Rejects as the system does for what does not answer in time. */
const silence = (): Promise<never> =>
  new Promise((_, reject) =>
    setTimeout(
      () => reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
      patienceMs,
    ).unref(),
  );

/** @throws TesseraError file-unsupported where the address means no file of this computer */
function pathOfAddress(address: string): string {
  try {
    if (/^file:/i.test(address)) return fileURLToPath(address);
  } catch {
    // Told below, like every address that leads elsewhere.
  }
  throw new TesseraError('file-unsupported', text.dialogs.given.noFileAddress(address));
}

/**
 * What a start was given to open: paths and addresses, after the app's own arguments. Nothing is looked at here, so that
 * no argument can keep the app from starting.
 * @param isPackaged a package has no argument that names the app @param workingDirectory null where it is gone
 */
export function readStartArguments(
  argv: readonly string[],
  isPackaged: boolean,
  workingDirectory: string | null,
): string[] {
  const end = argv.indexOf('--');
  const before = (end < 0 ? argv : argv.slice(0, end))
    .slice(1)
    .filter((argument) => !argument.startsWith('-'));
  const after = end < 0 ? [] : argv.slice(end + 1);
  return [...before.slice(isPackaged ? 0 : 1), ...after]
    .filter((argument) => argument !== '')
    .map((argument) =>
      isAddress(argument) || workingDirectory === null ? argument : resolve(workingDirectory, argument),
    );
}

/** True for "file:///photo.jpg", "https://…"; a drive ("C:\…") is a path. */
const isAddress = (argument: string): boolean => /^[a-z][a-z0-9+.-]+:\//i.test(argument);

/** The folder the process was started in; null where it was deleted meanwhile. */
export function workingDirectory(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}
