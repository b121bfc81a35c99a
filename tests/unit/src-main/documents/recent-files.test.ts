import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RecentFiles, type StoredRecentFile } from '#main/documents/recent-files.ts';

it('lists the latest first, each once, by name, folder and date, never by its path', () => {
  let stored: readonly StoredRecentFile[] = [];
  const recent = new RecentFiles({ read: () => stored, write: (files) => (stored = files) });
  const first = join(homedir(), 'Photos', 'dogs.jpg');
  recent.add(first);
  recent.add('/mnt/card/dogs.jpg', 10);
  expect(recent.add(first, 20)).toBe(stored[0]!.id);
  const list = recent.list();
  expect(list).toEqual([
    { id: stored[0]!.id, name: 'dogs.jpg', folder: 'Photos', openedAt: 20 },
    { id: stored[1]!.id, name: 'dogs.jpg', folder: 'card', openedAt: 10 },
  ]);
  expect(recent.pathOf(list[0]!.id)).toBe(first);
});
