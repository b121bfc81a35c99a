import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const maxBundle = 60e6;
const maxPart = 16e6;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-bundle-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A folder with the few programs that a machine surely has, and no Node among them. */
async function fewPrograms(): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const name of ['sh', 'dirname', 'sha256sum', 'mkdir', 'cat', 'xz', 'tar', 'touch']) {
    const { stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    await symlink(stdout.trim(), join(bin, name));
  }
  return bin;
}

it('the bundle measures on a machine without network and Node, says what it could not, and is reported', async () => {
  const directory = join(folder, 'bundle');
  const made = spawnSync('node', ['scripts/bench-gpu.mjs', '--bundle', directory], { encoding: 'utf8' });
  expect(made.status, made.stderr).toBe(0);
  let bytes = 0;
  for (const name of await readdir(directory)) {
    const { size } = await stat(join(directory, name));
    expect(size).toBeLessThanOrEqual(maxPart);
    bytes += size;
  }
  expect(bytes).toBeLessThan(maxBundle);

  const alone = process.getuid?.() === 0 ? ['unshare', '--net'] : ['unshare', '--map-root-user', '--net'];
  const bin = await fewPrograms();
  const run = (...more: string[]) => {
    const command = [
      'env',
      '-i',
      `PATH=${bin}`,
      'sh',
      join(directory, 'run.sh'),
      '--software',
      '--quick',
      ...more,
    ];
    return spawnSync(alone[0]!, [...alone.slice(1), ...command], { encoding: 'utf8', maxBuffer: 2 ** 24 });
  };
  // Nothing can be begun in no time: the next call does all of it.
  expect(run('--minutes', '0')).toMatchObject({ status: 3, stdout: '' });
  const { status, stdout, stderr } = run();
  expect(status, stderr).toBe(0);

  const results = JSON.parse(stdout) as {
    rows: { name: string; reason?: string; figures?: object; peaks?: object }[];
  };
  const found = new Map(results.rows.map((row) => [row.name, row]));
  expect(found.get('default: Tessera, webgpu')).toMatchObject({ figures: { cacheBytesPerStep: 0 } });
  for (const name of ['xl: Tessera, webgpu', 'default: Tessera, cpu', 'xl: Tessera, cpu'])
    expect(found.get(name), name).toHaveProperty('figures.stepSeconds');
  for (const name of ['peaks: Tessera, webgpu', 'peaks: Tessera, cpu'])
    expect(found.get(name), name).toHaveProperty('peaks.bandwidth');
  expect(found.get('default: Tessera, cuda')?.reason).toContain('NVIDIA');
  expect(found.get('default: PyTorch, eager, float32')?.reason).toContain('No Python with PyTorch');
  expect(results.rows.filter(({ figures, peaks, reason }) => !figures && !peaks && !reason)).toEqual([]);

  const unpacked = await readdir(join(directory, 'unpacked'), { recursive: true });
  expect(unpacked.filter((path) => /sharp|@img|wasm-vips/.test(path))).toEqual([]);

  const file = join(folder, 'results.json');
  await writeFile(file, stdout);
  const report = spawnSync('node', ['scripts/bench-gpu.mjs', '--report', file], { encoding: 'utf8' });
  expect(report.stdout).toContain('| default | Tessera, webgpu |');

  // A part that was damaged on its way is found before anything is unpacked.
  const part = join(directory, 'part-000');
  const damaged = await readFile(part);
  damaged[1000]! ^= 1;
  await writeFile(part, damaged);
  await rm(join(directory, 'unpacked'), { recursive: true });
  expect(run().status).not.toBe(0);
  expect(await readdir(directory)).not.toContain('unpacked');
}, 900_000);
