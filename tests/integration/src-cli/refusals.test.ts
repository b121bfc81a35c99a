import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decode, writeMask } from './pictures.ts';
import { tessera } from './run-command.ts';

const photos = resolve('tests/fixtures/photos');
const fast = ['--effort', 'fast', '--device', 'cpu', '--threads', '1', '--json'];

describe('the command line, given what it cannot use,', () => {
  let folder = '';
  const at = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tessera-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  describe('says what is wrong, changes nothing, and exits with 1 for', () => {
    const cases = async (): Promise<Record<string, [argv: string[], code: string]>> => {
      const photo = join(photos, 'dogs.jpg');
      const { width, height } = await decode(photo);
      const mask = await writeMask(at('good.png'), width, height, [[10, 10, 20, 20]]);
      const bytes = await readFile(photo);
      await writeFile(at('cut.jpg'), bytes.subarray(0, bytes.length / 2));
      await writeFile(at('text.jpg'), 'no picture');
      await writeFile(at('read-only.png'), 'keep me');
      await chmod(at('read-only.png'), 0o444);
      const small = await writeMask(at('small.png'), 10, 10, [[1, 1, 2, 2]]);
      const empty = await writeMask(at('empty.png'), width, height, []);
      const out = ['-o', at('never.png'), ...fast];
      return {
        'a missing photo': [['fill', at('missing.jpg'), '--mask', mask, ...out], 'file-not-found'],
        'a truncated photo': [['fill', at('cut.jpg'), '--mask', mask, ...out], 'file-truncated'],
        'something that is no picture': [['fill', at('text.jpg'), '--mask', mask, ...out], 'file-not-image'],
        'a mask of the wrong size': [['fill', photo, '--mask', small, ...out], 'mask-wrong-size'],
        'a source of another size': [
          ['fill', photo, '--mask', mask, '--source', small, ...out],
          'mask-wrong-size',
        ],
        'a source in which nothing is white': [
          ['extend', photo, '--left', '9', '--source', empty, ...out],
          'request-invalid',
        ],
        'a painted effort of another size': [
          ['fill', photo, '--mask', mask, '--painted-effort', small, ...out],
          'mask-wrong-size',
        ],
        'an order picture of another size': [
          ['extend', photo, '--left', '9', '--order', mask, ...out],
          'mask-wrong-size',
        ],
        'an empty mask': [['fill', photo, '--mask', empty, ...out], 'mask-empty'],
        'an unknown label': [['fill', photo, '--mask', mask, '--label', 'unicorn', ...out], 'label-unknown'],
        'an unknown pack': [['fill', photo, '--mask', mask, '--pack', 'none', ...out], 'pack-not-found'],
        'a target that is read-only': [
          ['fill', photo, '--mask', mask, '-o', at('read-only.png'), ...fast],
          'target-read-only',
        ],
        'a folder that does not exist': [
          ['fill', photo, '--mask', mask, '-o', at('no/where.png'), ...fast],
          'write-failed',
        ],
        'a result without a recipe': [
          ['replay', photo, photo.replace('dogs', 'brook'), '-o', at('never.png'), '--json'],
          'recipe-missing',
        ],
      };
    };

    it('every kind of bad input', async () => {
      for (const [name, [argv, wanted]] of Object.entries(await cases())) {
        const { code, lines, last } = await tessera(...argv);
        expect([name, code, last['code']]).toEqual([name, 1, wanted]);
        expect(lines, `${name}: found before anything runs`).toHaveLength(1);
        expect(String(last['message']).length).toBeGreaterThan(20);
      }
      expect(await readFile(at('read-only.png'), 'utf8')).toBe('keep me');
      expect(await readdir(folder)).not.toContain('never.png');
      expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    });
  });

  it('exits with 2 for wrong usage, and never overwrites an input', async () => {
    const photo = join(photos, 'dogs.jpg');
    await sharp(photo).png().toFile(at('input.png'));
    const { width, height } = await decode(photo);
    const mask = await writeMask(at('usage.png'), width, height, [[10, 10, 20, 20]]);
    for (const argv of [
      ['fill', photo, '-o', at('x.png'), '--json'],
      ['fill', photo, '--mask', mask, '-o', at('x.png'), '--effort', 'lazy', '--json'],
      ['fill', photo, '--mask', mask, '-o', at('x.png'), '--seed', '-1', '--json'],
      ['fill', photo, '--mask', mask, '-o', at('x.png'), '--context-guidance', '0.9', '--json'],
      ['fill', at('input.png'), '--mask', mask, '-o', at('input.png'), '--json'],
      ['fill', photo, '--mask', mask, '-o', mask, '--json'],
      ['fill', photo, '--mask', mask, '-o', at('x.gif'), '--json'],
      ['fill', photo, '--mask', mask, '-o', at('x.png'), '--from', '3,4', '--order', 'raster', '--json'],
      ['fill', photo, '--mask', mask, '-o', at('x.png'), '--order', 'backwards', '--json'],
      ['extend', photo, '-o', at('x.png'), '--json'],
      ['nonsense', '--json'],
    ]) {
      const { code, last } = await tessera(...argv);
      expect([argv[0], code, last['event'], last['code']]).toEqual([argv[0], 2, 'error', 'usage']);
    }
    expect((await tessera('--version')).code).toBe(0);
  });

  it('says the same bytes, and writes the same file, where the system and the app speak German', async () => {
    const photo = join(photos, 'dogs.jpg');
    const words = async (): Promise<readonly unknown[]> => {
      const refused = [
        await tessera('fill', at('gone.jpg'), '--rectangle', '1,1,9,9', '-o', at('y.png'), ...fast),
        await tessera('fill', at('text.jpg'), '--rectangle', '1,1,9,9', '-o', at('y.png'), ...fast),
        await tessera('fill', photo, '--order', 'backwards', '-o', at('y.png'), '--json'),
      ];
      const cropped = await tessera('crop', photo, '--rotate', '90', '-o', at('turned.png'), '--json');
      const bytes = await readFile(at('turned.png'));
      await rm(at('turned.png'));
      const said = [...refused, cropped].map(({ code, lines }) => ({ code, lines }));
      return [JSON.stringify(said).replace(/"seconds":[\d.]+/g, ''), bytes];
    };
    await writeFile(at('settings.json'), JSON.stringify({ preferences: { language: 'de' } }));
    const english = await words();
    for (const [name, value] of [
      ['TESSERA_LANGUAGE', 'de'],
      ['LANG', 'de_DE.UTF-8'],
      ['LC_ALL', 'de_DE.UTF-8'],
      ['LANGUAGE', 'de'],
      ['TESSERA_USER_DATA', folder],
    ] as const)
      vi.stubEnv(name, value);
    try {
      expect(await words()).toEqual(english);
      expect(english[0]).toContain('Nothing was changed.');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('overwrites none of the pictures that options name', async () => {
    const photo = join(photos, 'dogs.jpg');
    const { width, height } = await decode(photo);
    const mask = await writeMask(at('mask.png'), width, height, [[10, 10, 20, 20]]);
    const grey = await writeMask(at('grey.png'), width, height, [[0, 0, 15, height]], 200);
    const before = await readFile(grey);
    for (const command of [
      ['fill', photo, '--mask', mask],
      ['extend', photo, '--left', '8'],
      ['generate', '--width', '32', '--height', '32'],
    ])
      for (const option of [
        '--order',
        '--painted-effort',
        ...(command[0] === 'generate' ? [] : ['--source']),
      ]) {
        const { code, last } = await tessera(...command, option, grey, '-o', grey, ...fast);
        expect([command[0], option, code, last['code']]).toEqual([command[0], option, 2, 'usage']);
      }
    const variants = [at('grey-1.png'), '--variants', '2', '-o', at('grey.png'), ...fast];
    await writeFile(at('grey-1.png'), before);
    expect((await tessera('generate', '--order', ...variants)).code).toBe(2);
    expect(await readFile(grey)).toEqual(before);
    expect(await readFile(at('grey-1.png'))).toEqual(before);
  });
});
