import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { softwareGpuVariables } from '#tests/fixtures/software-gpu.ts';
import { openTinyFlowPack } from '#tests/fixtures/tiny-packs.ts';
import { decode } from './pictures.ts';
import type { Line } from './run-command.ts';

const run = promisify(execFile);

it.skipIf(process.platform !== 'linux')(
  'a fill on a software GPU (SwiftShader, on Linux alone) is within 1 of 255 of the CPU’s',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tessera-gpu-'));
    const pack = await openTinyFlowPack();
    const env = { ...process.env, ...softwareGpuVariables() };
    const fill = async (device: string): Promise<Line> => {
      const photo = resolve('tests/fixtures/photos/brook.jpg');
      const options = [
        '--rectangle',
        '100,80,12,12',
        '--pack',
        pack.directory,
        ...['--ar-steps', '2', '--diffusion-steps', '3'],
        '--detail',
        'off',
      ];
      const { stdout } = await run(
        process.execPath,
        [
          'out/cli/tessera.js',
          'fill',
          photo,
          ...options,
          '--device',
          device,
          '--allow-software-device',
          '--json',
        ].concat('-o', join(folder, `${device}.png`)),
        { env },
      );
      return JSON.parse(stdout.trim().split('\n').at(-1)!) as Line;
    };
    expect(await fill('webgpu')).toMatchObject({ device: 'webgpu', deviceNote: null, changedOutsideMask: 0 });
    expect(await fill('cpu')).toMatchObject({ device: 'cpu' });
    const [there, here] = [await decode(join(folder, 'webgpu.png')), await decode(join(folder, 'cpu.png'))];
    let largest = 0;
    there.data.forEach(
      (sample, index) => (largest = Math.max(largest, Math.abs(sample - here.data[index]!))),
    );
    expect(largest).toBeLessThanOrEqual(1);
    await pack.close();
    await rm(folder, { recursive: true, force: true });
  },
  300_000,
);
