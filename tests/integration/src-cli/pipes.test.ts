import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readPhotoFile } from '#engine/imaging/codec/index.ts';
import { writeMask } from './pictures.ts';

const tool = resolve('out/cli/tessera.js');

// `npm test` builds before it tests; alone, run `npm run build` first.
it('a command whose reader leaves after the first line finishes its work', async () => {
  expect(existsSync(tool), 'out/cli is missing: run `npm run build` first').toBe(true);
  const folder = await mkdtemp(join(tmpdir(), 'tessera-cli-'));
  try {
    const result = join(folder, 'sea.png');
    const size = ['--width', '128', '--height', '128', '--effort', 'fast', '--threads', '1'];
    const child = spawn(process.execPath, [tool, 'generate', ...size, '-o', result, '--json']);
    child.stdout.once('data', () => child.stdout.destroy());
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = await once(child, 'close');
    expect([code, said]).toEqual([0, expect.not.stringMatching(/EPIPE|at .*:\d+/)]);
    expect((await readPhotoFile(result)).image).toMatchObject({ width: 128, height: 128 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it.runIf(process.platform !== 'win32')('a mask and a photo may come through pipes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-cli-'));
  try {
    const photo = resolve('tests/fixtures/cases/sign.png');
    const { width, height } = (await readPhotoFile(photo)).image;
    const mask = await writeMask(join(folder, 'mask.png'), width, height, [[20, 20, 4, 4]]);
    // Started as npx starts it: every build leaves it executable.
    const command = `"${tool}" fill`;
    const ways = {
      files: `${command} "${photo}" --mask "${mask}"`,
      'a piped mask': `${command} "${photo}" --mask <(cat "${mask}")`,
      'a piped photo': `cat "${photo}" | ${command} /dev/stdin --mask "${mask}"`,
    };
    const made: string[] = [];
    for (const [way, words] of Object.entries(ways)) {
      const result = join(folder, `${made.length}.png`);
      const { status, stderr } = spawnSync('bash', ['-c', `${words} -o "${result}"`], { encoding: 'utf8' });
      expect([way, status], stderr).toEqual([way, 0]);
      made.push(Buffer.from((await readPhotoFile(result)).image.data).toString('base64'));
    }
    expect(new Set(made).size).toBe(1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it.runIf(process.platform === 'linux')(
  'what a full disk does not take ends with 1, also where it is printed last',
  () => {
    const { status, stderr } = spawnSync('sh', ['-c', `"${tool}" pack list > /dev/full`], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([1, expect.stringContaining('ENOSPC')]);
  },
);
