import { journalPath, tilesPath } from '#main/documents/document-paths.ts';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DocumentStore } from '#main/documents/document-store.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { TurnStore } from '#main/turns/turn-store.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newStore, openBlank, silent } from './blank-document.ts';

describe('a folder that cannot be read', () => {
  /** A document with two strokes whose app is gone. */
  async function leftBehind() {
    const directory = await temporaryFolder();
    const { document, id, paint, store } = await openBlank(directory);
    await paint(0);
    await paint(50);
    await store.close(id);
    return { directory, id, folder: document.folder, store: newStore(directory) };
  }

  it.each([
    ['its journal', journalPath],
    ['its tiles', tilesPath],
    ['the list of its turns', (folder: string) => join(folder, 'region', 'turns')],
  ])('for a moment (%s) is kept and named, and comes back whole once it can be', async (what, pathIn) => {
    const { id, folder, store } = await leftBehind();
    const path = pathIn(folder);
    await mkdir(join(folder, 'region', 'turns'), { recursive: true });
    await rename(path, `${path}-aside`);
    // A folder for a file, or a file for a folder, is what the system refuses to read, even for root.
    if (what === 'its journal') await mkdir(path);
    else await writeFile(path, '');
    const turns = new TurnStore(() => undefined);
    const other = new DocumentStore(join(folder, '..'), localPixels, silent, turns);
    expect(await other.listRestorable()).toMatchObject([{ id, problem: 'unreadable' }]);
    if (what !== 'the list of its turns')
      await expect(store.restore(id)).rejects.toMatchObject({
        code: 'file-unreadable',
        message: expect.stringContaining('Nothing was deleted') as string,
      });
    await rm(path, { recursive: true });
    await rename(`${path}-aside`, path);
    expect(await other.listRestorable()).toMatchObject([{ id, name: 'Untitled', steps: 2, problem: null }]);
    expect(await store.restore(id)).toMatchObject({ maskPixels: 200 });
  });

  const lines = (journal: string): string[] => journal.trimEnd().split('\n');
  it.each([
    ['is no journal', 'damaged', () => 'nonsense\n'],
    ['is damaged before the first stroke', 'damaged', (old: string) => old.replace('{"type":"edited"', '{')],
    ['is full of zeros', 'damaged', (old: string) => '\0'.repeat(old.length)],
    ['lacks what its first line needs', 'damaged', () => '{"type":"opened","version":1}\n'],
    ['a later version wrote', 'newer', (old: string) => old.replace('"version":1', '"version":2')],
    [
      'a later version went on with',
      'newer',
      (old: string) => `${[...lines(old), '{"type":"layer"}'].join('\n')}\n`,
    ],
  ])('because the journal %s is kept, and named as %s', async (_, problem, change) => {
    const { id, folder, store, directory } = await leftBehind();
    const changed = change(await readFile(journalPath(folder), 'utf8'));
    await writeFile(journalPath(folder), changed);
    expect(await store.listRestorable()).toMatchObject([{ id, problem }]);
    expect(await readFile(journalPath(folder), 'utf8')).toBe(changed);
    expect(await store.discardRestorable(id)).toEqual([]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('because the picture that was opened is missing is kept, and named', async () => {
    const directory = await temporaryFolder();
    const first = newStore(directory);
    const { id } = await first.openFile(resolve('tests/fixtures/photos/dandelions.jpg'));
    const document = first.get(id);
    const [tile] = Object.values(document.present.pixels.tiles);
    await document.edit('Select all', async (present) => ({
      ...present,
      ...(await localPixels.operateMask(present.mask, 'select-all', 0)),
    }));
    await first.close(id);
    await rm(join(tilesPath(document.folder), tile!));
    expect(await newStore(directory).listRestorable()).toMatchObject([
      { id, name: 'dandelions.jpg', problem: 'damaged' },
    ]);
  });

  it('comes back whole when a tile that nothing needs vanishes while it is looked at', async () => {
    const { id, folder, store } = await leftBehind();
    // Listed, yet gone when it is asked for its size: what a sweep of unused tiles looks like from beside.
    await symlink(join(folder, 'nowhere'), join(tilesPath(folder), 'swept.raw'));
    expect(await store.listRestorable()).toMatchObject([{ id, steps: 2, problem: null }]);
    expect(await store.restore(id)).toMatchObject({ maskPixels: 200 });
  });

  it('is told from one in which nothing was ever done, which is deleted; what is no document is left alone', async () => {
    const directory = await temporaryFolder();
    const { document } = await openBlank(directory);
    const cutOff = join(directory, randomUUID());
    await mkdir(tilesPath(cutOff), { recursive: true });
    await writeFile(journalPath(cutOff), '{"type":"open');
    await mkdir(tilesPath(join(directory, randomUUID())), { recursive: true });
    await writeFile(join(directory, 'notes.txt'), 'mine');
    expect(await newStore(directory).listRestorable()).toEqual([]);
    expect(await readdir(directory)).toEqual(['notes.txt']);
    expect(document.unsaved).toBe(false);
  });

  it('in the middle comes back up to there, and that is said', async () => {
    const { id, folder, directory } = await leftBehind();
    const journal = await readFile(journalPath(folder), 'utf8');
    const at = journal.lastIndexOf('{"type":"edited"');
    await writeFile(journalPath(folder), `${journal.slice(0, at)}\0${journal.slice(at + 1)}`);
    const said: string[] = [];
    const store = newStore(directory, { ...silent, note: (message) => void said.push(message) });
    expect(await store.restore(id)).toMatchObject({ maskPixels: 100 });
    expect(said).toEqual([expect.stringContaining('missing')]);
  });
});
