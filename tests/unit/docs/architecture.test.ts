import { readFile } from 'node:fs/promises';
import { dirname, join, normalize, resolve } from 'node:path';
import { expect, it } from 'vitest';

const rooms: Readonly<Record<string, string>> = (
  JSON.parse(await readFile('package.json', 'utf8')) as { imports: Record<string, string> }
).imports;

/** The files that a source file imports, from the repository's root. */
async function importsOf(path: string): Promise<string[]> {
  const text = await readFile(resolve(path), 'utf8');
  return [...text.matchAll(/from '([#.][^']+)'/g)].map(([, specifier]) => {
    const room = Object.keys(rooms).find((name) => specifier!.startsWith(name.replace('*', '')));
    return room
      ? normalize(rooms[room]!.replace('*', specifier!.slice(room.length - 1)))
      : join(dirname(path), specifier!);
  });
}

it('the way of one fill in docs/architecture.md follows imports, channels and the protocol, in at most 15 files', async () => {
  const text = await readFile('docs/architecture.md', 'utf8');
  const way = [...text.matchAll(/^\d+\. `(src-[^`]+)`(.*)$/gm)].map(([, path, rest]) => ({
    path: path!,
    via: /over the (?:contract|protocol) \(`([^`]+)`\)/.exec(rest!)?.[1] ?? null,
  }));
  expect(way.length).toBeGreaterThan(10);
  expect(way.length).toBeLessThanOrEqual(15);
  for (const [index, { path, via }] of way.entries()) {
    if (index === 0) continue;
    const before = way[index - 1]!.path;
    const own = await importsOf(path);
    if (via?.startsWith('src-')) {
      for (const imported of [own, await importsOf(before)]) expect(imported, path).toContain(via);
    } else if (via) {
      // Handlers name a channel, windows call it: 'runs/start' and bridge.runs.start(...).
      const channel = new RegExp(`'${via}'|bridge\\.${via.replace('/', '\\.')}\\(`);
      for (const file of [path, before]) expect(await readFile(file, 'utf8'), file).toMatch(channel);
    } else {
      const earlier = way.slice(0, index).map((step) => step.path);
      const imported = await Promise.all(earlier.map(importsOf));
      const isConnected =
        earlier.some((file) => own.includes(file)) || imported.some((files) => files.includes(path));
      expect(isConnected, path).toBe(true);
    }
  }
});
