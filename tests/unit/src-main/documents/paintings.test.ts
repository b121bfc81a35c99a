import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { paintingsPath } from '#main/documents/document-paths.ts';
import { keepPaintings, readPaintings } from '#main/documents/paintings.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'tessera-paintings-'))));
afterEach(() => rm(folder, { recursive: true }));

const effort = { area: { x: -3, y: 4, width: 2, height: 2 }, grey: Uint8Array.of(128, 192, 0, 255) };
const nothing = { effort: null, order: null };

it('keeps what was painted for the next fill until nothing is painted', async () => {
  expect(await readPaintings(folder)).toEqual(nothing);
  await keepPaintings(folder, { effort, order: null });
  expect(await readPaintings(folder)).toEqual({ effort, order: null });
  await keepPaintings(folder, nothing);
  expect(await readPaintings(folder)).toEqual(nothing);
  expect(await readdir(folder)).toEqual([]);
});

it('says that a file cannot be read, once, and keeps it: what is painted next is not written over it', async () => {
  const damaged = ['{"version":1,"effort":{"area":3}}', 'no JSON', '{"version":2}'];
  for (const content of damaged) {
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await writeFile(paintingsPath(folder), content);
    const told = await readPaintings(folder).catch((error: unknown) => error);
    expect(told).toMatchObject({ code: 'file-unreadable' });
    const [aside] = await readdir(folder);
    expect((told as Error).message).toContain(aside);
    expect(await readPaintings(folder)).toEqual(nothing);
    await keepPaintings(folder, { effort, order: null });
    expect(await readPaintings(folder)).toEqual({ effort, order: null });
    expect(await readFile(join(folder, aside!), 'utf8')).toBe(content);
  }
});
