import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-report-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/bench-gpu.mjs', ...args], { encoding: 'utf8' });

function reportOf(results: object): string {
  const file = join(folder, 'results.json');
  writeFileSync(file, JSON.stringify(results));
  const { stdout, stderr, status } = run('--report', file);
  expect(status, stderr).toBe(0);
  return stdout;
}

const figures = {
  openSeconds: 1,
  stepSeconds: 0.01,
  fillSeconds: 0.5,
  hostBytesPerStep: 24_836,
  cacheBytesPerStep: 0,
  flopsPerStep: 1e9,
  readBytesPerStep: 1e9,
  processBytes: 4e8,
};
const webgpu = { kind: 'tessera', device: 'webgpu' };
const torch = { kind: 'torch', compiled: true, type: 'float32' };
const results = {
  format: 1,
  tessera: '0.1.0',
  isSoftware: false,
  isQuick: false,
  isComplete: true,
  machine: {
    ...{
      cpu: 'Some CPU',
      cpus: 16,
      memoryBytes: 1e11,
      system: 'linux 6',
      card: 'Card 3000',
      driver: 'driver 1',
    },
    ...{ node: '20.20.2', onnxruntime: '1.30.0', torch: '2.13.0' },
  },
  rows: [
    { name: 'a', pack: null, runtime: webgpu, peaks: { flops: 1e12, bandwidth: 5e11 } },
    { name: 'b', pack: 'default', runtime: webgpu, figures, cardBytes: 2e9 },
    {
      name: 'xl: Tessera, cuda',
      pack: 'xl',
      runtime: { kind: 'tessera', device: 'cuda' },
      reason: 'No libraries.',
    },
    {
      name: 'c',
      pack: null,
      runtime: { ...torch, compiled: false },
      peaks: { flops: 4e12, bandwidth: 1e12 },
    },
    {
      ...{ name: 'd', pack: 'default', runtime: torch, cardBytes: null },
      figures: { ...figures, hostBytesPerStep: null, cacheBytesPerStep: null, stepSeconds: 0.002 },
    },
  ],
};

it('a report holds every row against the most that the same card reached, and names what was not measured', () => {
  const said = reportOf(results);
  // 1e9 bytes at 1e12 a second take 1 ms: a tenth of the one, half of the other.
  expect(said).toContain(
    '| default | Tessera, webgpu | 10.00 ms | 0.50 s | 24.8 KB | 0 | 10.0 % | 2000.0 MB | 400.0 MB |',
  );
  expect(said).toContain(
    '| default | PyTorch compiled, float32 | 2.00 ms | 0.50 s | - | - | 50.0 % | - | 400.0 MB |',
  );
  expect(said).toContain('At most, Tessera, webgpu: 1.00 TFLOP/s of matrix products, 500 GB/s.');
  expect(said).toContain('- xl: Tessera, cuda: No libraries.');
  expect(said).toContain('Card 3000 (driver 1)');
  expect(said).not.toContain('**');
});

it('a report says where figures are those of a trial or not all there, and compares none of them with a card', () => {
  const said = reportOf({ ...results, isSoftware: true, isQuick: true, isComplete: false });
  for (const sentence of ['On a software renderer', 'A trial with tiny sizes', 'Not all rows'])
    expect(said).toContain(`**${sentence}`);
  expect(said).not.toContain('50.0 %');
});

it('refuses results of another format, and a call that asks for nothing', () => {
  const file = join(folder, 'other.json');
  writeFileSync(file, '{ "format": 2 }');
  expect(run('--report', file)).toMatchObject({ status: 1, stdout: '' });
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('--bundle DIR') as string });
});
