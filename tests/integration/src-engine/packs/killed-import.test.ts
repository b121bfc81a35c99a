import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importCheckpoint } from '#engine/packs/import/import-checkpoint.ts';
import { listPacks, openPack, openPackOrFolder } from '#engine/packs/registry.ts';
import { writeMadeCheckpoint } from '#tests/fixtures/made-checkpoint.ts';

const autoencoder = resolve('tests/fixtures/checkpoints/odd-sizes/vae.pt');
const tool = resolve('out/cli/tessera.js');
let folder = '';
let transformer = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-test-'));
  transformer = join(folder, 'transformer.safetensors');
  await writeMadeCheckpoint(transformer, {
    width: 384,
    heads: 6,
    depth: 6,
    grid: 4,
    conditionTokens: 4,
    classes: 10,
    channels: 16,
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the real command and kills it with SIGKILL once its progress has reached `fraction`; true where it was killed in time. */
function importAndKill(output: string, fraction: number): Promise<boolean> {
  const args = [
    tool,
    'pack',
    'import',
    '--transformer',
    transformer,
    '--autoencoder',
    autoencoder,
    '-o',
    output,
  ];
  const child = spawn(process.execPath, [...args, '--precision', 'int8', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    const reached = [...text.matchAll(/"fraction":([\d.]+)/g)].some((match) => Number(match[1]) >= fraction);
    if (reached) child.kill('SIGKILL');
  });
  return new Promise((done) => child.once('exit', (_, signal) => done(signal === 'SIGKILL')));
}

// `npm test` builds before it tests; alone, run `npm run build` first.
it('an import killed at any moment leaves no pack, and the next import removes what it left', async () => {
  expect(existsSync(tool), 'out/cli is missing: run `npm run build` first').toBe(true);
  const packs = join(folder, 'packs');
  await mkdir(packs);
  const directories = { bundled: packs, user: null };
  let left = 0;
  for (const fraction of [0, 0.05, 0.3, 0.7, 0.75, 0.85, 0.95]) {
    const killed = await importAndKill(join(packs, 'pack'), fraction);
    expect(killed, `at ${fraction}`).toBe(true);
    // Either nothing is there yet, or the whole pack (killed after the rename): never something between.
    for (const { directory, problem } of await listPacks(directories)) {
      expect(problem).toBeNull();
      await openPackOrFolder(directory, directories);
      await rm(directory, { recursive: true });
    }
    const names = await readdir(packs);
    expect(names.every((name) => name.startsWith('.tessera-pack-'))).toBe(true);
    // What earlier kills left was removed by the import after them.
    expect(names.length).toBeLessThanOrEqual(1);
    left += names.length;
  }
  // The test would prove nothing had no kill hit an import in the middle.
  expect(left).toBeGreaterThan(3);
  await importCheckpoint({ transformer, autoencoder, output: join(packs, 'pack'), precision: 'fp32' });
  expect(await readdir(packs)).toEqual(['pack']);
  expect((await openPack('pack', directories)).manifest.precision).toBe('fp32');
});
