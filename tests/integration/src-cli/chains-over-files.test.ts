import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseRecipe, recipeSidecar } from '#engine/editing/recipe/recipe.ts';
import { recipeOfFile } from '#engine/editing/recipe/recipe-of-file.ts';
import { readFileBytes } from '#engine/imaging/codec/index.ts';
import { opacityOf } from '#engine/editing/recipe/fill-opacity.ts';
import { setFillOpacity } from '#main/documents/fill-opacity.ts';
import { restoreStroke } from '#main/documents/restore-stroke.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import {
  exportTo,
  fill as fillInApp,
  openPhoto,
  turnsOf,
} from '#tests/integration/src-main/projects/replayed-photo.ts';
import { decode } from './pictures.ts';
import { tessera } from './run-command.ts';

const photo = resolve('tests/fixtures/photos/dandelions.jpg');
const quick = [
  '--ar-steps',
  '1',
  '--diffusion-steps',
  '2',
  '--detail',
  'off',
  '--device',
  'cpu',
  '--threads',
  '1',
];

let folder = '';
const at = (name: string): string => join(folder, name);
const recipeOf = async (path: string): Promise<string> =>
  (await recipeOfFile(path, await readFileBytes(path)))!;

/** A white rectangle on black, as large as the picture. */
async function maskFor(picture: string, name: string, left: number): Promise<string> {
  const { width, height } = await sharp(picture).metadata();
  const hole = await sharp({ create: { width: 24, height: 20, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
  await sharp({ create: { width, height, channels: 3, background: 'black' } })
    .composite([{ input: hole, left, top: 30 }])
    .png()
    .toFile(at(name));
  return at(name);
}

async function fill(picture: string, result: string, left: number): Promise<void> {
  const mask = await maskFor(picture, `${result}-mask.png`, left);
  const { code, said } = await tessera('fill', picture, '--mask', mask, '-o', at(result), ...quick);
  expect(code, said).toBe(0);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-cli-'));
  await fill(photo, 'filled.png', 20);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('a picture that was filled, extended and filled again in three files is repeated from the photo, here and in the app', async () => {
  await tessera('extend', at('filled.png'), '--left', '40', '-o', at('wider.png'), ...quick);
  await fill(at('wider.png'), 'twice.png', 70);
  const again = await tessera('replay', at('twice.png'), photo, '-o', at('again.png'), '--json');
  expect(again.last).toMatchObject({ event: 'done', turns: 3, exact: true });
  expect((await decode(at('again.png'))).data).toEqual((await decode(at('twice.png'))).data);
  const app = await openPhoto('test', photo);
  expect(await app.replay(at('twice.png'))).toMatchObject({ identical: true, doubts: [] });
});

it('crops and rotations are exact, and are repeated with the fills around them, here and in the app', async () => {
  const part = ['--left', '10', '--top', '5%', '--width', '150', '--height', '90'];
  const cropped = await tessera(
    'crop',
    at('filled.png'),
    ...part,
    '--rotate',
    '90',
    '-o',
    at('turned.png'),
    '--json',
  );
  expect(cropped.last, cropped.said).toMatchObject({
    event: 'done',
    width: 90,
    height: 150,
    recipe: 'in-file',
  });
  const { height } = await sharp(at('filled.png')).metadata();
  const top = Math.round(height / 20);
  const expected = sharp(at('filled.png')).extract({ left: 10, top, width: 150, height: 90 }).rotate(90);
  expect(Buffer.from((await decode(at('turned.png'))).data)).toEqual(await expected.raw().toBuffer());
  await fill(at('turned.png'), 'turned-and-filled.png', 30);
  const back = await tessera('crop', at('turned-and-filled.png'), '--rotate', '270', '-o', at('back.png'));
  expect(back.code, back.said).toBe(0);
  const again = await tessera('replay', at('back.png'), photo, '-o', at('back-again.png'), '--json');
  expect(again.last, again.said).toMatchObject({ event: 'done', turns: 5, exact: true });
  expect((await decode(at('back-again.png'))).data).toEqual((await decode(at('back.png'))).data);
  const app = await openPhoto('test', photo);
  expect(await app.replay(at('back.png'))).toMatchObject({ identical: true, doubts: [] });
  expect(turnsOf(app.document).map(({ request }) => request.kind)).toEqual([
    'fill',
    'crop',
    'rotate',
    'fill',
    'rotate',
  ]);
});

it('a JPEG that is cropped along its blocks stays that JPEG; what is no part of it is refused', async () => {
  const crop = (...options: string[]) =>
    tessera('crop', photo, ...options, '-o', at('cropped.jpg'), '--json');
  const kept = await crop('--left', '16', '--top', '32', '--width', '100');
  expect(kept.last, kept.said).toMatchObject({ jpeg: { touched: 0, changedOutside: 0 }, disclosure: null });
  const whole = await decode(photo);
  const { width, data, height } = await decode(at('cropped.jpg'));
  expect([width, height]).toEqual([100, whole.height - 32]);
  // The decoder smooths colour across blocks: rows and columns at a cut differ by what it no longer sees.
  const from = ((40 + 32) * whole.width + 16 + 50) * 3;
  expect([...data.subarray((40 * 100 + 50) * 3, (40 * 100 + 80) * 3)]).toEqual([
    ...whole.data.subarray(from, from + 90),
  ]);
  expect(kept.said).not.toContain('lossy');
  const encoded = (await crop('--left', '15')).said;
  expect(encoded).toContain('must be a multiple of that');
  expect(encoded).toContain('as it was in the photo (before lossy encoding)');
  expect((await crop('--rotate', '90')).said).toContain('the picture was rotated');
  expect(await crop('--left', '16', '--width', '1000')).toMatchObject({ code: 2 });
  expect(await crop()).toMatchObject({ code: 2 });
});

it('a straightened photo says that every pixel was resampled, and is repeated to the byte, here and in the app', async () => {
  const made = await tessera('crop', photo, '--straighten', '2.5', '-o', at('level.png'), '--json');
  expect(made.said).toContain('every pixel resampled');
  const level = await decode(at('level.png'));
  expect(level.width).toBeLessThan((await decode(photo)).width);
  const again = await tessera('replay', at('level.png'), photo, '-o', at('level-again.png'), '--json');
  expect(again.last, again.said).toMatchObject({ event: 'done', turns: 1, exact: true });
  expect((await decode(at('level-again.png'))).data).toEqual(level.data);
  const app = await openPhoto('test', photo);
  expect(await app.replay(at('level.png'))).toMatchObject({ identical: true, doubts: [] });
  expect(app.document.summary()).toMatchObject({ isResampled: true, undoLabel: 'Straighten' });
  expect(JSON.parse(await recipeOf(at('level.png')))).toMatchObject({ formatVersion: 8 });
  for (const wrong of ['16', '0.05', 'much'])
    expect(await tessera('crop', photo, '--straighten', wrong, '-o', at('x.png'))).toMatchObject({ code: 2 });
});

it('the opacity of a fill and strokes that restored the photo are repeated, here and in the app', async () => {
  const app = await openPhoto('test', at('filled.png'));
  await (await fillInApp(app.document, app.engine, { x: 30, y: 35, width: 40, height: 40 }, 3)).commit();
  const coverage = deflateSync(Uint8Array.from({ length: 900 }, (_, i) => i % 256));
  const stroke = { rect: { x: 25, y: 40, width: 30, height: 30 }, coverage };
  expect(await setFillOpacity(app.document, localPixels, 70)).toMatchObject({ lastChangedOutsideMask: 0 });
  expect(await restoreStroke(app.document, localPixels, stroke)).toMatchObject({ undoLabel: 'Restore' });
  await exportTo(app.document, at('restored.png'), 'png');
  const again = await tessera('replay', at('restored.png'), photo, '-o', at('restored-again.png'), '--json');
  expect(again.last, again.said).toMatchObject({ event: 'done', turns: 2, exact: true });
  const { data } = await decode(at('restored.png'));
  expect((await decode(at('restored-again.png'))).data).toEqual(data);
  expect(parseRecipe(await recipeOf(at('restored-again.png'))).map(opacityOf)).toEqual([100, 70]);
  for (const start of [photo, at('filled.png')]) {
    const repeated = await openPhoto('test', start);
    expect(await repeated.replay(at('restored.png'))).toMatchObject({ identical: true, doubts: [] });
    // As the replay wrote it: it names the same picture.
    const { restored } = turnsOf(repeated.document).at(-1)!;
    expect(restored).toMatchObject([{ before: 1, opacity: 70 }, { before: 1 }]);
  }
});

it('the opacity of a fill is exact, and its recipe says it', async () => {
  const mask = at('filled.png-mask.png');
  const options = ['--mask', mask, '--opacity', '40', '-o', at('faint.png'), '--json', ...quick];
  const faint = await tessera('fill', photo, ...options);
  expect(faint.last, faint.said).toMatchObject({ event: 'done', changedOutsideMask: 0 });
  const [before, full, made] = [
    await decode(photo),
    await decode(at('filled.png')),
    await decode(at('faint.png')),
  ];
  const blend = (was: number, i: number): number => Math.round(was + (full.data[i]! - was) * 0.4);
  expect(Buffer.from(made.data).equals(Buffer.from(before.data.map(blend)))).toBe(true);
  const [turn] = parseRecipe(await recipeOf(at('faint.png')));
  expect(turn!.restored).toMatchObject([{ before: 0, opacity: 40 }]);
});

it('copies from the photo, and not from what the step before made, as the recipe in the file says; a replay does the same', async () => {
  const copying = [...quick.slice(0, 4), '--detail', 'photo', ...quick.slice(6), '--right', '16'];
  const small = at('small.png');
  await sharp(photo).extract({ left: 40, top: 40, width: 96, height: 64 }).toFile(small);
  await tessera('extend', small, '-o', at('step-1.png'), ...copying);
  await tessera('extend', at('step-1.png'), '-o', at('step-2.png'), ...copying);
  await sharp(at('step-1.png')).toFile(at('unknown.png'));
  await tessera('extend', at('unknown.png'), '-o', at('step-2-of-unknown.png'), ...copying);
  const [step, unknown] = [await decode(at('step-2.png')), await decode(at('step-2-of-unknown.png'))];
  expect(step.data).not.toEqual(unknown.data);
  const again = await tessera('replay', at('step-2.png'), small, '-o', at('steps-again.png'), '--json');
  expect(again.last).toMatchObject({ event: 'done', turns: 2, exact: true });
  expect((await decode(at('steps-again.png'))).data).toEqual(step.data);
  const app = await openPhoto('test', small);
  expect(await app.replay(at('step-2.png'))).toMatchObject({ identical: true, doubts: [] });
});

it('says so where the picture was saved with loss between two turns', async () => {
  await fill(photo, 'lossy.jpg', 20);
  await fill(at('lossy.jpg'), 'after.png', 70);
  const again = await tessera('replay', at('after.png'), photo, '-o', at('never-exact.png'), '--json');
  expect(again.last).toMatchObject({ event: 'done', turns: 2, exact: false });
  expect(again.said).toContain('not, sample for sample, the one it was made from');
});

it('refuses to go on where the picture was cropped between two turns', async () => {
  await sharp(at('filled.png'))
    .keepXmp()
    .extract({ left: 0, top: 0, width: 120, height: 100 })
    .toFile(at('cropped.png'));
  await fill(at('cropped.png'), 'after-crop.png', 70);
  const again = await tessera('replay', at('after-crop.png'), photo, '-o', at('never.png'), '--json');
  expect(again).toMatchObject({ code: 1, last: { code: 'recipe-mismatch' } });
});

it('goes on from a recipe that lies beside the picture', async () => {
  await sharp(at('filled.png')).toFile(at('beside.png'));
  await writeFile(recipeSidecar(at('beside.png')), await recipeOf(at('filled.png')));
  await fill(at('beside.png'), 'from-beside.png', 70);
  expect(parseRecipe(await recipeOf(at('from-beside.png')))).toHaveLength(2);
});
