import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { openTinyFlowPack } from '#tests/fixtures/tiny-packs.ts';
import { decode } from './pictures.ts';
import type { Line } from './run-command.ts';

const run = promisify(execFile);

it.skipIf(process.platform !== 'linux')(
  'a fill on a software GPU (SwiftShader, on Linux alone) is within 1 of 255 of the CPU’s',
  async () => {
    const electron = process.env['TESSERA_ELECTRON'];
    if (!electron)
      throw new Error('SwiftShader comes with Electron: TESSERA_ELECTRON has to name its binary.');
    const folder = await mkdtemp(join(tmpdir(), 'tessera-gpu-'));
    const pack = await openTinyFlowPack();
    const driver = join(dirname(electron), 'vk_swiftshader_icd.json');
    // The Vulkan loader is looked for when the process starts.
    const env = {
      ...process.env,
      LD_LIBRARY_PATH: dirname(electron),
      VK_ICD_FILENAMES: driver,
      VK_DRIVER_FILES: driver,
    };
    const fill = async (device: string): Promise<Line> => {
      const photo = resolve('tests/fixtures/photos/brook.jpg');
      const options = [
        '--rectangle',
        '100,80,12,12',
        '--pack',
        pack.directory,
        '--effort',
        'fast',
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
