import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { registerPack } from '#cli/pack.ts';
import { comparedKeys } from '#engine/packs/compare.ts';
import { openSafetensors } from '#engine/packs/import/safetensors.ts';
import { RandomAccessFile } from '#engine/packs/random-access-file.ts';
import { buildZip, pickleBytes, pickleText } from '#tests/fixtures/checkpoint-bytes.ts';

const reference = join(import.meta.dirname, '../../fixtures/checkpoints/odd-sizes');
const checkpoints = ['--transformer', join(reference, 'transformer.pt'), '--autoencoder', join(reference, 'vae.pt')];
let folder = '';
let lines: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-test-'));
  // Whoever runs this may have imported packs in the app.
  vi.stubEnv('TESSERA_USER_DATA', folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(...String(text).trimEnd().split('\n'));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function tessera(...args: string[]): Promise<void> {
  const program = new Command();
  registerPack(program);
  await program.parseAsync(['pack', ...args], { from: 'user' });
}

const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;

describe('tessera pack', () => {
  test('import, check and compare work one after the other and speak JSON lines', async () => {
    const pack = join(folder, 'imported');
    await tessera('import', ...checkpoints, '-o', pack, '--json');
    expect(last()).toMatchObject({ event: 'done', pack: 'imported', unknownTensors: [] });
    const fractions = lines.map((line) => JSON.parse(line) as { event: string; fraction?: number }).filter(({ event }) => event === 'progress');
    expect(fractions.at(-1)?.fraction).toBe(1);

    await tessera('check', pack, '--json');
    expect(last()).toMatchObject({ event: 'done', pack: 'imported' });

    const written = join(folder, 'results.safetensors');
    await tessera('compare', pack, reference, '--write', written, '--json');
    expect(Object.keys((last() as { errors: object }).errors)).toEqual([...comparedKeys]);
    const strict = ['compare', pack, reference, '--tolerance', '1e-12', '--json'];
    const unlike = (words: string) => ({ code: 'pack-differs', message: expect.stringContaining(words) as unknown });
    await expect(tessera(...strict)).rejects.toMatchObject(unlike('Nothing was written'));
    await expect(tessera(...strict, '--write', written)).rejects.toMatchObject(unlike('was written to "results.safetensors"'));

    const [results, expected] = await Promise.all([written, join(reference, 'reference.safetensors')].map((path) => RandomAccessFile.open(path)));
    const shapes = [(await openSafetensors(results!)).shapes, (await openSafetensors(expected!)).shapes] as const;
    for (const key of comparedKeys) expect(shapes[0].get(key), key).toEqual(shapes[1].get(key));
    await Promise.all([results, expected].map((file) => file!.close()));

    for (const input of [join(pack, 'manifest.json'), join(pack, 'new'), join(reference, 'reference.safetensors')])
      await expect(tessera('compare', pack, reference, '--write', input, '--json')).rejects.toMatchObject({ code: 'usage' });
    await expect(tessera('compare', pack, reference, '--write', join(folder, 'no', 'x'), '--json')).rejects.toMatchObject({ code: 'write-failed' });
    await tessera('check', pack, '--json');

    await writeFile(join(pack, 'transformer.weights'), new Uint8Array(10));
    await expect(tessera('check', pack)).rejects.toMatchObject({ code: 'pack-hash-mismatch' });
  });

  test('import of a file that calls os.system names it and leaves nothing', async () => {
    const attack = pickleBytes(0x80, 2, 'cposix\nsystem\n(', pickleText(`touch ${join(folder, 'owned')}`), 'tR.');
    const path = join(folder, 'attack.pt');
    await writeFile(path, buildZip([{ name: 'archive/data.pkl', data: attack }]));
    const before = await readdir(folder);
    const args = ['--transformer', path, '--autoencoder', join(reference, 'vae.pt'), '-o', join(folder, 'pack')];
    await expect(tessera('import', ...args)).rejects.toMatchObject({ code: 'checkpoint-invalid', message: expect.stringContaining('posix.system') as unknown });
    expect(await readdir(folder)).toEqual(before);
  });

  test('list shows the bundled packs, and their files are unharmed', async () => {
    await tessera('list', '--json');
    const { packs } = last() as { packs: { id: string; problem: string | null; bundled: boolean }[] };
    expect(packs.length).toBeGreaterThan(0);
    expect(packs.every(({ problem, bundled }) => problem === null && bundled)).toBe(true);
    for (const { id } of packs) await tessera('check', id, '--json');
    expect(last()).toMatchObject({ event: 'done', pack: packs.at(-1)?.id });
  });
});
