import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RecentFiles, type StoredRecentFile } from '#main/documents/recent-files.ts';

it('lists the latest first, each once, by name and the folder it lies in, never by its path', () => {
  let stored: readonly StoredRecentFile[] = [];
  const recent = new RecentFiles({ read: () => stored, write: (files) => (stored = files) });
  const first = join(homedir(), 'Photos', 'dogs.jpg');
  recent.add(first);
  recent.add('/mnt/card/dogs.jpg');
  recent.add(first);
  const list = recent.list();
  expect(list.map(({ name, folder }) => [name, folder])).toEqual([
    ['dogs.jpg', 'Photos'],
    ['dogs.jpg', 'card'],
  ]);
  expect(Object.keys(list[0]!)).toEqual(['id', 'name', 'folder']);
  expect(recent.pathOf(list[0]!.id)).toBe(first);
});
