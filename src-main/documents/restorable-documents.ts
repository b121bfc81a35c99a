import { journalPath } from './document-paths.ts';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RestorableDocument } from '#shared/contract/documents.ts';
import { presentState } from '#shared/document/history.ts';
import { text } from '#shared/text/text.ts';
import type { ReplayedJournal } from './journal-lines.ts';
import { countStrokes } from './pending-strokes.ts';
import { readDocumentFolder, UnreadableFolder } from './read-document-folder.ts';
import type { WaitingWork } from './waiting-work.ts';

/** As windows are told of it, and the path of its file, which they are not; null = none, or unknown. */
export interface KeptDocument extends Omit<RestorableDocument, 'recentId'> {
  readonly sourcePath: string | null;
}

/** As its tab was called: by its project, where it was saved to one. */
const nameOf = ({ origin, projectPath }: ReplayedJournal): string =>
  projectPath === null ? origin.name : basename(projectPath);

/** True where the journal holds something no saved file does. */
const isWorthRestoring = ({ origin, history, saved }: ReplayedJournal): boolean =>
  (history.present > 0 || origin.isOnlyHere) && presentState(history) !== saved;

/**
 * The documents in `directory` that can be restored or that cannot be read, latest first. Only folders in which nothing
 * was ever done, or whose work a file of the user's holds, are deleted; what cannot be read is never touched.
 * `open` names those that are in use now.
 */
export async function listRestorable(
  directory: string,
  open: ReadonlySet<string>,
  waiting: WaitingWork,
): Promise<KeptDocument[]> {
  const found: KeptDocument[] = [];
  for (const id of await readdir(directory).catch(() => [])) {
    if (open.has(id) || !isDocumentId(id)) continue;
    const folder = join(directory, id);
    try {
      const document = await lookIntoFolder(id, folder, waiting);
      // Where it cannot be deleted now, the next start tries again.
      if (document) found.push(document);
      else await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    } catch (error) {
      found.push(await unreadable(id, folder, error));
    }
  }
  return found.sort((a, b) => b.changedAt - a.changedAt);
}

/** Null where there is nothing to restore. @throws where that cannot be said */
async function lookIntoFolder(
  id: string,
  folder: string,
  waiting: WaitingWork,
): Promise<KeptDocument | null> {
  const read = await readDocumentFolder(folder);
  const { turns, runFraction, savedAt } = await waiting.lookInto(folder);
  const work = runFraction !== null ? 'interrupted' : turns > 0 ? 'turns' : 'none';
  const strokes = await countStrokes(folder);
  if (!read && work === 'none') return null;
  if (!read) throw new UnreadableFolder('damaged', null);
  if (!isWorthRestoring(read) && work === 'none' && strokes === 0) {
    if (read.isCutShort) throw new UnreadableFolder('damaged', read.origin.name);
    return null;
  }
  const changedAt = Math.max(savedAt, (await stat(journalPath(folder))).mtimeMs);
  return {
    id,
    name: nameOf(read),
    sourcePath: read.origin.sourcePath,
    changedAt: Math.round(changedAt),
    steps: read.history.present + strokes,
    work,
    turns,
    runFraction,
    problem: null,
  };
}

async function unreadable(id: string, folder: string, error: unknown): Promise<KeptDocument> {
  const changedAt = await stat(folder).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  const isKnown = error instanceof UnreadableFolder;
  return {
    id,
    name: (isKnown ? error.pictureName : null) ?? text.dialogs.welcome.unnamed,
    sourcePath: null,
    changedAt: Math.round(changedAt),
    steps: 0,
    work: 'none',
    turns: 0,
    runFraction: null,
    problem: isKnown ? error.problem : 'unreadable',
  };
}

/** What is said of unsaved work from last time where a picture hides the list of it. */
export function restorableMentions(kept: readonly KeptDocument[]): string[] {
  const { restoreMention, unreadableMention } = text.dialogs.welcome;
  const [first, ...more] = kept.filter(({ problem }) => problem === null);
  const unread = kept.filter(({ problem }) => problem !== null).length;
  return [
    ...(first ? [restoreMention(first.name, more.length)] : []),
    ...(unread > 0 ? [unreadableMention(unread)] : []),
  ];
}

/** Documents' folders are named by our own ids; nothing else in their directory, or put into a path, is one. */
export const isDocumentId = (name: string): boolean => /^[0-9a-f-]{36}$/.test(name);
