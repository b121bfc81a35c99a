import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { engineRevision } from '#engine/editing/recipe/engine-revision.ts';
import { parseRecipe } from '#engine/editing/recipe/recipe.ts';
import { readRecipe } from '#engine/imaging/codec/index.ts';
import { decode } from '#tests/integration/src-cli/pictures.ts';
import { tessera } from '#tests/integration/src-cli/run-command.ts';

const folder = resolve('tests/fixtures/replay');
const results = (await readdir(folder)).filter((name) => name.endsWith('.png') && name !== 'photo.png');
const revisionOf = async (name: string) => {
  const recipe = await readRecipe(await readFile(join(folder, name)));
  return Math.max(...parseRecipe(recipe!).map((turn) => turn.engineRevision));
};

let out: string;
beforeAll(async () => (out = await mkdtemp(join(tmpdir(), 'tessera-replay-'))));
afterAll(() => rm(out, { recursive: true, force: true }));

test.each(results)('%s is repeated to its pixels, or is of another engine revision and says so', async (name) => {
  const again = join(out, name);
  const { code, last, said } = await tessera(
    ...['replay', join(folder, name), join(folder, 'photo.png'), '--pack', join(folder, 'pack'), '-o', again, '--json'],
  );
  expect(code).toBe(0);
  if ((await revisionOf(name)) !== engineRevision) {
    expect(last['exact']).toBe(false);
    expect(said).toContain('engine revision');
    return;
  }
  expect(last['exact']).toBe(true);
  const [before, now] = [await decode(join(folder, name)), await decode(again)];
  expect([now.width, now.height]).toEqual([before.width, before.height]);
  // Another kind of CPU rounds differently; where texture is copied, that can choose another piece here and there.
  const different = before.data.filter((value, i) => Math.abs(value - now.data[i]!) > 2).length;
  expect(different / before.data.length).toBeLessThan(0.005);
}, 180_000);

test('there are results of this engine revision', async () => {
  expect(await Promise.all(results.map(revisionOf))).toContain(engineRevision);
});
