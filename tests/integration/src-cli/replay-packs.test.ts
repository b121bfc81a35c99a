import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { parseRecipe, recipeSidecar, recipeText, type RecipeTurn } from '#engine/editing/recipe/recipe.ts';
import { readRecipe } from '#engine/imaging/codec/index.ts';
import { decode } from './pictures.ts';
import { tessera } from './run-command.ts';

const checkpoints = resolve('tests/fixtures/checkpoints/odd-sizes');
const quick = ['--ar-steps', '2', '--diffusion-steps', '2', '--device', 'cpu', '--threads', '1', '--json'];

let folder = '';
let made = '';
const at = (...names: string[]): string => join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-cli-'));
  vi.stubEnv('TESSERA_USER_DATA', at('user'));
  const [transformer, autoencoder] = [join(checkpoints, 'transformer.pt'), join(checkpoints, 'vae.pt')];
  await tessera(
    'pack',
    'import',
    '--transformer',
    transformer,
    '--autoencoder',
    autoencoder,
    '-o',
    at('My Pack'),
  );
  made = at('made.png');
  const size = ['--width', '24', '--height', '24'];
  await tessera('generate', ...size, '--pack', at('My Pack'), '-o', made, ...quick);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** A picture beside which a recipe of this one turn lies. */
async function resultWith(name: string, turn: RecipeTurn): Promise<string> {
  await sharp({ create: { width: 24, height: 24, channels: 3, background: 'grey' } })
    .png()
    .toFile(at(name));
  await writeFile(recipeSidecar(at(name)), recipeText([turn]));
  return at(name);
}

it('a result of an imported pack is replayed with the pack that --pack names, and says so without it', async () => {
  const without = await tessera('replay', made, '-o', at('never.png'), '--json');
  expect(without).toMatchObject({ code: 1, last: { code: 'pack-not-found' } });
  expect(without.last['message']).toContain('--pack');
  const again = await tessera('replay', made, '-o', at('again.png'), '--pack', at('My Pack'), '--json');
  expect(again.last).toMatchObject({ event: 'done', exact: true });
  expect((await decode(at('again.png'))).data).toEqual((await decode(made)).data);
});

it('packs that the app imported are found, by their content where their folder has another name', async () => {
  await mkdir(at('user', 'models'), { recursive: true });
  const imported = at('user', 'models', 'my-pack-int8-1a2b');
  await cp(at('My Pack'), imported, { recursive: true });
  const manifest = JSON.parse(await readFile(join(imported, 'manifest.json'), 'utf8')) as object;
  await writeFile(join(imported, 'manifest.json'), JSON.stringify({ ...manifest, id: 'other-id' }));
  try {
    const again = await tessera('replay', made, '-o', at('found.png'), '--json');
    expect(again.last).toMatchObject({ event: 'done', exact: true, pack: 'other-id' });
    expect((await decode(at('found.png'))).data).toEqual((await decode(made)).data);
  } finally {
    await rm(at('user'), { recursive: true });
  }
});

it('every turn of a chain gets its own pack; one that made none of them is refused', async () => {
  const generated = at('bundled.png');
  await tessera('generate', '--width', '24', '--height', '24', '-o', generated, ...quick);
  await tessera('extend', generated, '--left', '12', '--pack', at('My Pack'), '-o', at('both.png'), ...quick);
  const packs = ['--pack', 'tessera-small-128', '--pack', at('My Pack')];
  const again = await tessera('replay', at('both.png'), '-o', at('both-again.png'), ...packs, '--json');
  expect(again.last).toMatchObject({ event: 'done', exact: true, turns: 2, pack: 'my-pack' });
  expect((await decode(at('both-again.png'))).data).toEqual((await decode(at('both.png'))).data);
  const needless = await tessera(
    'replay',
    generated,
    '-o',
    at('never.png'),
    '--pack',
    at('My Pack'),
    '--json',
  );
  expect(needless).toMatchObject({ code: 2, last: { code: 'usage' } });
});

it('a recipe never names a folder to load a pack from', async () => {
  const [turn] = parseRecipe((await readRecipe(await readFile(made)))!);
  await mkdir(at('work'));
  await cp(at('My Pack'), at('work', 'decoy'), { recursive: true });
  const before = process.cwd();
  process.chdir(at('work'));
  try {
    const decoy = await resultWith('decoy.png', { ...turn!, pack: { ...turn!.pack, id: 'decoy' } });
    const named = await tessera('replay', decoy, '-o', at('never.png'), '--json');
    expect(named).toMatchObject({ code: 1, last: { code: 'pack-not-found' } });
    const path = await resultWith('path.png', { ...turn!, pack: { ...turn!.pack, id: '../My Pack' } });
    const pointed = await tessera('replay', path, '-o', at('never.png'), '--json');
    expect(pointed).toMatchObject({ code: 1, last: { code: 'recipe-missing' } });
  } finally {
    process.chdir(before);
  }
});
