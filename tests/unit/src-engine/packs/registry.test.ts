import { mkdir, mkdtemp, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GraphBuilder } from '#engine/packs/graph-writer/graph-builder.ts';
import { rememberWritten, verifyPack } from '#engine/packs/integrity.ts';
import { parseManifest, type PackManifest } from '#engine/packs/manifest.ts';
import { writePack } from '#engine/packs/pack-writer.ts';
import {
  findPack,
  listPacks,
  openDefaultPack,
  openPack,
  obstacleTo,
  openPackOrFolder,
  summarisePack,
} from '#engine/packs/registry.ts';

let folder = '';
const contents = parseManifest(
  readFileSync(join(import.meta.dirname, '../../../fixtures/manifest.json'), 'utf8'),
);
const directories = () => ({ bundled: join(folder, 'bundled'), user: join(folder, 'user') });

/** A pack with one graph that refers to one file of weights. */
const makePack = (path: string, id: string, external = 'some.weights'): Promise<PackManifest> =>
  writePack(join(folder, path), async (staging) => {
    const data = await staging.addData('some.weights');
    await data.append(new Uint8Array(100).fill(7));
    const graph = new GraphBuilder('test');
    const constant = graph.tensor({
      elementType: 'float32',
      dimensions: [25],
      data: { file: external, offset: 0, length: 100 },
    });
    graph.output('out', 'float32', [25], graph.node('Identity', [constant]));
    await staging.addGraph('trunk.onnx', graph.finish());
    return { ...contents, id };
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-test-'));
  await mkdir(join(folder, 'bundled'));
  await mkdir(join(folder, 'user'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the registry', () => {
  test('lists bundled packs first, then the user’s, and opens them by id or folder', async () => {
    await makePack('bundled/b', 'second');
    await makePack('user/a', 'mine');
    expect((await listPacks(directories())).map(summarisePack)).toMatchObject([
      { id: 'second', bundled: true, problem: null },
      { id: 'mine', bundled: false, problem: null },
    ]);
    expect(await openPack('mine', directories())).toMatchObject({
      directory: join(folder, 'user/a'),
      bundled: false,
    });
    const elsewhere = { bundled: folder, user: null };
    expect(await openPackOrFolder(join(folder, 'user/a'), elsewhere)).toMatchObject({
      manifest: { id: 'mine' },
    });
    // Only a user may name folders: ids come from recipes, too.
    await expect(openPack(join(folder, 'user/a'), elsewhere)).rejects.toMatchObject({
      code: 'pack-not-found',
    });
    expect((await openDefaultPack(directories())).manifest.id).toBe('second');
  });

  test('takes packs that are there for all users, below the bundled ones and above the user’s', async () => {
    await makePack('bundled/a', 'first');
    await makePack('shared/b', 'everybody');
    await makePack('shared/c', 'first');
    await makePack('user/d', 'everybody');
    const all = { ...directories(), shared: join(folder, 'shared') };
    expect((await listPacks(all)).map(summarisePack)).toMatchObject([
      { id: 'first', bundled: true, removable: false, problem: null },
      { id: 'everybody', bundled: false, removable: false, problem: null },
      { id: 'first', bundled: false, problem: expect.stringContaining('has the id') },
      { id: 'everybody', removable: true, problem: expect.stringContaining('has the id') },
    ]);
    expect(await openPack('everybody', all)).toMatchObject({ directory: join(folder, 'shared/b') });
    await writeFile(join(folder, 'shared/b/some.weights'), new Uint8Array(100).fill(8));
    await expect(openPack('everybody', all)).rejects.toMatchObject({ code: 'pack-hash-mismatch' });
    expect(await obstacleTo('everybody', all)).toContain('for all users');
  });

  test('names a bad pack with its reason and goes on with the others', async () => {
    await makePack('bundled/good', 'good');
    for (const name of ['no-manifest', 'no-json', 'newer', 'missing-file', 'wrong-size'])
      await mkdir(join(folder, 'user', name));
    await writeFile(join(folder, 'user/no-json/manifest.json'), '{');
    await writeFile(join(folder, 'user/newer/manifest.json'), '{"formatVersion":"9.0"}');
    await writeFile(
      join(folder, 'user/missing-file/manifest.json'),
      JSON.stringify({ ...contents, id: 'missing' }),
    );
    await writeFile(
      join(folder, 'user/wrong-size/manifest.json'),
      JSON.stringify({ ...contents, id: 'wrong' }),
    );
    await writeFile(join(folder, 'user/wrong-size/trunk.onnx'), 'too long');
    const problems = Object.fromEntries(
      (await listPacks(directories())).map((entry) => [
        entry.manifest?.id ?? entry.directory.split('/').at(-1),
        entry.problem?.code,
      ]),
    );
    expect(problems).toEqual({
      good: undefined,
      missing: 'pack-file-missing',
      newer: 'pack-version',
      'no-json': 'pack-invalid',
      'no-manifest': 'pack-file-missing',
      wrong: 'pack-hash-mismatch',
    });
    await expect(openPack('newer', directories())).rejects.toMatchObject({ code: 'pack-version' });
    expect((await openDefaultPack(directories())).manifest.id).toBe('good');
  });

  test('says that an id is taken, and the bundled pack keeps it', async () => {
    await makePack('bundled/a', 'same');
    await makePack('user/b', 'same');
    const [first, second] = await listPacks(directories());
    expect([first?.problem, second?.problem?.code]).toEqual([null, 'pack-invalid']);
    expect((await findPack('same', directories())).directory).toBe(join(folder, 'bundled/a'));
  });

  test('names the packs there are where the asked one is none of them', async () => {
    await makePack('bundled/a', 'there');
    await expect(openPack('absent', directories())).rejects.toMatchObject({
      code: 'pack-not-found',
      message: expect.stringContaining('there') as unknown,
    });
    await expect(openDefaultPack({ bundled: join(folder, 'nowhere'), user: null })).rejects.toMatchObject({
      code: 'pack-not-found',
    });
  });
});

describe('integrity', () => {
  test('finds one changed byte, also where the size is the same', async () => {
    const manifest = await makePack('user/a', 'a');
    await writeFile(join(folder, 'user/a/some.weights'), new Uint8Array(100).fill(8));
    await expect(verifyPack(join(folder, 'user/a'), manifest, true)).rejects.toMatchObject({
      code: 'pack-hash-mismatch',
      message: expect.stringContaining('some.weights') as unknown,
    });
  });

  test('hashes again only where size or time changed, and always when asked for a full check', async () => {
    const manifest = await makePack('user/a', 'a');
    const path = join(folder, 'user/a/some.weights');
    const time = new Date(2026, 0, 1);
    await utimes(path, time, time);
    await verifyPack(join(folder, 'user/a'), manifest, false);
    await writeFile(path, new Uint8Array(100).fill(8));
    await utimes(path, time, time);
    await verifyPack(join(folder, 'user/a'), manifest, false);
    await expect(verifyPack(join(folder, 'user/a'), manifest, true)).rejects.toMatchObject({
      code: 'pack-hash-mismatch',
    });
    await utimes(path, time, new Date(2026, 0, 2));
    await expect(verifyPack(join(folder, 'user/a'), manifest, false)).rejects.toMatchObject({
      code: 'pack-hash-mismatch',
    });
  });

  test('spares large weights that were hashed while they were written, but never graphs', async () => {
    const large = 65 << 20;
    const manifest = await writePack(join(folder, 'user/a'), async (staging) => {
      await (await staging.addData('some.weights')).append(new Uint8Array(large));
      const graph = new GraphBuilder('test');
      graph.output('out', 'float32', [1], graph.node('Identity', [graph.floats([1])]));
      await staging.addGraph('trunk.onnx', graph.finish());
      return contents;
    });
    await rememberWritten(join(folder, 'user/a'), manifest);
    const path = (name: string): string => join(folder, 'user/a', name);
    const { mtime, atime } = await stat(path('some.weights'));
    const stamps = JSON.parse(await readFile(path('.verified.json'), 'utf8')) as Record<
      string,
      { modified: number }
    >;
    const forge = async (name: string): Promise<void> => {
      await writeFile(path(name), new Uint8Array((await stat(path(name))).size).fill(1));
      await utimes(path(name), atime, mtime);
      stamps[name]!.modified = (await stat(path(name))).mtimeMs;
      await writeFile(path('.verified.json'), JSON.stringify(stamps));
    };
    await forge('some.weights');
    await verifyPack(join(folder, 'user/a'), manifest, false);
    await forge('trunk.onnx');
    await expect(verifyPack(join(folder, 'user/a'), manifest, false)).rejects.toMatchObject({
      code: 'pack-hash-mismatch',
    });
  }, 30_000);

  test('names a missing file', async () => {
    const manifest = await makePack('user/a', 'a');
    await rm(join(folder, 'user/a/some.weights'));
    await expect(verifyPack(join(folder, 'user/a'), manifest, false)).rejects.toMatchObject({
      code: 'pack-file-missing',
    });
  });

  test('refuses links that lead out of the pack', async () => {
    const manifest = await makePack('user/a', 'a');
    await rm(join(folder, 'user/a/some.weights'));
    await writeFile(join(folder, 'outside'), new Uint8Array(100).fill(7));
    await symlink(join(folder, 'outside'), join(folder, 'user/a/some.weights'));
    await expect(verifyPack(join(folder, 'user/a'), manifest, true)).rejects.toMatchObject({
      code: 'pack-invalid',
    });
  });

  test.each(['../outside', '/etc/passwd', 'unlisted.weights'])(
    'refuses a graph whose tensors lie in %j',
    async (external) => {
      const manifest = await makePack('user/a', 'a', external);
      await expect(verifyPack(join(folder, 'user/a'), manifest, true)).rejects.toMatchObject({
        code: 'pack-invalid',
        message: expect.stringContaining(external) as unknown,
      });
    },
  );
});
