import { chmod, link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertOutside, checkOutputs, outputPaths } from '#cli/write-result.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-cli-'));
  await writeFile(at('in.png'), 'input');
  await mkdir(at('folder.png'));
  await symlink(folder, at('link'));
  await symlink(at('in.png'), at('soft.png'));
  await link(at('in.png'), at('hard.png'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('outputPaths', () => {
  it('numbers variants before the extension', () => {
    expect(outputPaths('a/b.c/out.png', 2)).toEqual(['a/b.c/out-1.png', 'a/b.c/out-2.png']);
    expect(outputPaths('out.png', 1)).toEqual(['out.png']);
  });
});

describe('checkOutputs', () => {
  it('refuses to write over an input, by whatever path', async () => {
    for (const path of ['in.png', 'folder.png/../in.png', 'link/in.png', 'soft.png', 'hard.png'])
      await expect(checkOutputs([at(path)], [at('in.png')])).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringContaining('never overwritten') as unknown,
      });
    await expect(checkOutputs([at('out.png')], [at('in.png')])).resolves.toBeUndefined();
  });

  it('refuses formats that cannot be written, as wrong usage', async () => {
    await expect(checkOutputs([at('out.gif')], [])).rejects.toMatchObject({ code: 'usage' });
  });

  it('refuses what could not be written in the end: no folder, a file for a folder, a folder for a file, a read-only file', async () => {
    await writeFile(at('kept.png'), 'keep me');
    await chmod(at('kept.png'), 0o444);
    for (const [path, code, words] of [
      ['missing/out.png', 'write-failed', 'does not exist'],
      ['in.png/out.png', 'write-failed', 'does not exist'],
      ['folder.png', 'write-failed', 'is a folder'],
      ['kept.png', 'target-read-only', 'read-only'],
    ] as const)
      await expect(checkOutputs([at('fine.png'), at(path)], []), path).rejects.toMatchObject({
        code,
        message: expect.stringContaining(words) as unknown,
      });
  });
});

describe('assertOutside', () => {
  it('refuses a target in one of the folders, by whatever path, and no other', () => {
    for (const path of ['folder.png/manifest.json', 'link/folder.png/new', 'in/../folder.png/deep/er'])
      expect(() => assertOutside(at(path), [at('folder.png')]), path).toThrowError(/never overwritten/);
    for (const path of ['out.safetensors', 'folder.png.safetensors', 'folder.png/../x'])
      expect(() => assertOutside(at(path), [at('folder.png')]), path).not.toThrow();
  });
});
