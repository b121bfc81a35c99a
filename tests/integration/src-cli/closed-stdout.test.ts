import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readPhotoFile } from '#engine/imaging/codec/index.ts';

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
