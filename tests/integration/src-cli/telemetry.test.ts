import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

// `npm test` builds before it tests; alone, run `npm run build` first. On Windows ONNX Runtime has no opt-out, and no files.
it.skipIf(process.platform === 'win32')(
  'ONNX Runtime leaves no identifier of the device and no events',
  async () => {
    const home = await mkdtemp(join(tmpdir(), 'tessera-home-'));
    try {
      const words = [resolve('out/cli/tessera.js'), 'generate', '--width', '128', '--height', '128'];
      const quick = ['--ar-steps', '1', '--diffusion-steps', '1', '--device', 'cpu', '--threads', '1'];
      // ONNX Runtime keeps still by itself where it sees a CI machine.
      const { PATH } = process.env;
      const env = { PATH, HOME: home };
      const { status, stderr } = spawnSync(
        process.execPath,
        [...words, ...quick, '-o', join(home, 'sea.png')],
        {
          ...{ env, encoding: 'utf8' },
        },
      );
      expect(status, stderr).toBe(0);
      const left = await readdir(home, { recursive: true });
      expect(left).toContain('sea.png');
      expect(left.filter((path) => /microsoft|onnxruntime/i.test(path))).toEqual([]);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  },
);
