import { tilesPath } from '#main/documents/document-paths.ts';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { main } from '#cli/main.ts';
import { parseRecipe, recipeSidecar, recipeText } from '#engine/editing/recipe/recipe.ts';
import { encodePicture, readPhotoFile } from '#engine/imaging/codec/index.ts';
import { reshapeDocument } from '#main/documents/reshape-document.ts';
import { restoreStroke } from '#main/documents/restore-stroke.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { Cancelled } from '#shared/errors.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newApp, samplesOf } from '#tests/unit/src-main/projects/sample-project.ts';
import { exportTo, fill, hole, openPhoto, photo, recipeOf, results, turnsOf } from './replayed-photo.ts';

describe('repeating a recipe on an open document', () => {
  it('gives the pixels of the file it was saved in, one undo step per turn, from every kind of file', async () => {
    const { samples, turns, path } = await results();
    for (const name of ['out.png', 'out.webp', 'out.tessera']) {
      const again = await openPhoto();
      expect(await again.replay(path(name)), name).toEqual({ identical: true, reason: null, doubts: [] });
      expect((await samplesOf(again.document)).equals(samples), name).toBe(true);
      expect(again.document.summary()).toMatchObject({
        undoLabel: 'Fill',
        lastChangedOutsideMask: 0,
        maskPixels: 0,
        unsaved: true,
      });
      expect(turnsOf(again.document)).toEqual(turns);
      await again.document.undo();
      expect(await again.document.undo()).toMatchObject({ canUndo: false });
      expect((await readdir(again.document.folder)).sort()).toEqual([
        'journal.jsonl',
        'original.jpg',
        'tiles',
      ]);
    }
  });

  it('says that a lossy file cannot be compared, and repeats it all the same', async () => {
    const { samples, path } = await results();
    const again = await openPhoto();
    expect(await again.replay(path('out.jpeg'))).toMatchObject({
      identical: null,
      reason: expect.stringMatching(/lossy/) as string,
    });
    expect((await samplesOf(again.document)).equals(samples)).toBe(true);
  });

  it('takes a recipe beside its picture, and one alone', async () => {
    const { recipe, path } = await results();
    const sidecar = recipeSidecar(path('beside.png'));
    await writeFile(sidecar, recipe);
    expect(await (await openPhoto()).replay(sidecar)).toMatchObject({
      identical: null,
      reason: expect.stringMatching(/not beside/) as string,
    });
    await copyFile(path('out.png'), path('beside.png'));
    expect(await (await openPhoto()).replay(sidecar)).toMatchObject({ identical: true });
  });

  it('finds a pack by its content where the recipe knows it by another name', async () => {
    const { recipe, samples, path } = await results();
    const renamed = parseRecipe(recipe).map((turn) => ({
      ...turn,
      pack: { ...turn.pack, id: 'imported-2' },
    }));
    await writeFile(recipeSidecar(path('renamed.png')), recipeText(renamed));
    const again = await openPhoto();
    expect(await again.replay(recipeSidecar(path('renamed.png')))).toMatchObject({ doubts: [] });
    expect((await samplesOf(again.document)).equals(samples)).toBe(true);
  });

  it('keeps the recipe of a picture that Tessera made, through more turns, a restart and an export', async () => {
    const { turns, path } = await results();
    const opened = await openPhoto('test', path('out.png'));
    expect(turnsOf(opened.document)).toEqual(turns);
    await (await fill(opened.document, opened.engine, hole, 9)).commit();
    const restarted = newApp(opened.directory);
    await restarted.store.restore(opened.document.id);
    const document = restarted.store.get(opened.document.id);
    await exportTo(document, path('more.png'), 'png');
    await restarted.saver.save(document, path('more.tessera'));
    for (const name of ['more.png', 'more.tessera']) {
      const again = await openPhoto();
      expect(await again.replay(path(name)), name).toEqual({ identical: true, reason: null, doubts: [] });
      expect(turnsOf(again.document)).toHaveLength(3);
    }
  });

  it('says so where the file was changed since', async () => {
    const { recipe, path } = await results();
    const { image } = await readPhotoFile(path('out.png'));
    image.data[3000]! ^= 1;
    const options = { format: 'png', quality: null, metadata: null, recipe } as const;
    await writeFile(path('changed.png'), (await encodePicture(image, options)).bytes);
    expect(await (await openPhoto()).replay(path('changed.png'))).toMatchObject({
      identical: false,
      reason: '1 sample differs from the file.',
      doubts: [],
    });
  });

  it('starts from the picture as it was opened where it was edited since, and goes on from a turn that is there already', async () => {
    const { turns, path } = await results();
    expect(await openPhotoAndEdit(path('out.png'))).toMatchObject({ identical: true, doubts: [] });
    // The first of two turns is undone: only the second one is repeated.
    const again = await openPhoto();
    await (await fill(again.document, again.engine, hole, 7)).commit();
    expect(turnsOf(again.document)).toEqual(turns.slice(0, 1));
    expect(await again.replay(path('out.png'))).toMatchObject({ identical: true });
    expect(again.document.states.entries).toHaveLength(3);
    expect(again.document.present.recipes).toHaveLength(2);

    async function openPhotoAndEdit(result: string) {
      const edited = await openPhoto();
      await (await fill(edited.document, edited.engine, { x: 10, y: 10, width: 24, height: 24 }, 1)).commit();
      const outcome = await edited.replay(result);
      expect(edited.document.present.recipes).toHaveLength(2);
      const restarted = newApp(edited.directory);
      await restarted.store.restore(edited.document.id);
      expect(restarted.store.get(edited.document.id).present.recipes).toEqual(
        edited.document.present.recipes,
      );
      return outcome;
    }
  });

  it('repeats a turn that kept a part of another one', async () => {
    const { document, engine } = await openPhoto();
    const other = await fill(document, engine, hole, 5);
    const cells = { span: 16, row: 4, column: 4, rows: 1, columns: 2, cells: Uint8Array.of(1, 1) };
    const mixed = await fill(document, engine, hole, 6, [
      { pixels: other.pixels, recipe: other.recipe, cells },
    ]);
    await mixed.commit();
    const path = join(await temporaryFolder(), 'kept.png');
    await exportTo(document, path, 'png');
    const again = await openPhoto();
    expect(await again.replay(path)).toEqual({ identical: true, reason: null, doubts: [] });
    expect(again.document.states.entries).toHaveLength(2);
    const names = await readdir(tilesPath(again.document.folder));
    await again.document.withTiles(async () => undefined);
    const used = new Set(again.document.snapshotsInUse().flatMap(({ tiles }) => Object.values(tiles)));
    expect((await readdir(tilesPath(again.document.folder))).length).toBe(used.size);
    expect(names.length).toBeGreaterThan(0);
  });

  it('repeats what was restored after a rotation, and turns what must not be copied from with the photo', async () => {
    const { document, engine } = await openPhoto();
    await (await fill(document, engine, hole, 5)).commit();
    await reshapeDocument(document, localPixels, { kind: 'rotate', degrees: 90 }, 'test');
    const { width: across } = document.present.pixels.bounds;
    const part = { x: across - 80, y: 70, width: 20, height: 20 };
    const coverage = new Uint8Array(deflateSync(new Uint8Array(400).fill(255)));
    expect(await restoreStroke(document, localPixels, { rect: part, coverage })).not.toBeNull();
    const path = join(await temporaryFolder(), 'rotated.png');
    await exportTo(document, path, 'png');
    const again = await openPhoto();
    const forbidden = { x: 0, y: 0, width: 8, height: 4 };
    await again.document.edit('Never copy from', async (present) => ({
      ...present,
      noSource: await localPixels.commitMask(
        present.noSource.mask,
        forbidden,
        deflateSync(new Uint8Array(32).fill(255)),
      ),
    }));
    expect(await again.replay(path)).toMatchObject({ identical: true, doubts: [] });
    expect(again.document.summary().noSourceBounds).toEqual({ x: across - 4, y: 0, width: 4, height: 8 });
    const lines: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    const twice = join(await temporaryFolder(), 'twice.png');
    expect(
      await main(['node', 'tessera', 'replay', path, photo, '-o', twice, '--json']),
      lines.join(''),
    ).toBe(0);
    vi.restoreAllMocks();
    const [one, other] = [await readPhotoFile(path), await readPhotoFile(twice)];
    expect(Buffer.from(other.image.data).equals(Buffer.from(one.image.data))).toBe(true);
  });

  it('says why the same pixels are not promised: another engine revision, another pack, another photo of the same size', async () => {
    const { recipe, path } = await results();
    // A newer version that computes the same pixels is no reason.
    expect((await (await openPhoto('9.9.9')).replay(path('out.png'))).doubts).toEqual([]);
    const earlier = parseRecipe(recipe).map((turn) => ({ ...turn, engineRevision: 1 }));
    await writeFile(recipeSidecar(path('earlier.png')), recipeText(earlier));
    expect((await (await openPhoto()).replay(recipeSidecar(path('earlier.png')))).doubts).toEqual([
      expect.stringContaining('engine revision 1'),
    ]);
    const foreign = parseRecipe(recipe).map((turn) => ({
      ...turn,
      pack: { ...turn.pack, hash: '0'.repeat(64) },
    }));
    await writeFile(recipeSidecar(path('foreign.png')), recipeText(foreign));
    expect((await (await openPhoto()).replay(recipeSidecar(path('foreign.png')))).doubts).toEqual([
      expect.stringMatching(/^the pack ".*" is not the one it was made with$/),
    ]);
    const other = await openPhoto('test', path('out.jpeg'));
    const outcome = await other.replay(path('out.png'));
    expect(outcome.identical).toBe(false);
    expect(outcome.doubts).toEqual(['the photo is not, sample for sample, the one it was made from']);
  });

  it('refuses a photo of another size, a picture without a recipe and a damaged project, and changes nothing', async () => {
    const { path } = await results();
    const other = await openPhoto('test', resolve('tests/fixtures/photos/brook.jpg'));
    await expect(other.replay(path('out.png'))).rejects.toMatchObject({ code: 'recipe-mismatch' });
    await expect(other.replay(photo)).rejects.toMatchObject({ code: 'recipe-missing' });
    const bytes = await readFile(path('out.tessera'));
    await writeFile(path('cut.tessera'), bytes.subarray(0, 100_000));
    await expect(other.replay(path('cut.tessera'))).rejects.toMatchObject({ code: 'project-invalid' });
    expect(other.document.summary()).toMatchObject({ canUndo: false, canRedo: false });
    expect(await readdir(other.document.folder)).not.toContain('result');
  });

  it('refuses a selection that was made up or damaged, before anything is unpacked or run', async () => {
    const { recipe, path } = await results();
    const [turn] = parseRecipe(recipe);
    const mask = turn!.mask!;
    const bomb = deflateSync(new Uint8Array(1 << 26)).toString('base64');
    const again = await openPhoto();
    for (const [index, changed] of [
      { ...mask, rect: { x: 0, y: 0, width: 900_000, height: 900_000 } },
      { ...mask, rect: { ...mask.rect, x: -mask.rect.width } },
      { ...mask, coverage: bomb },
      { ...mask, coverage: mask.coverage.slice(0, 8) },
    ].entries()) {
      const sidecar = recipeSidecar(path(`made-up-${index}.png`));
      await writeFile(sidecar, recipeText([{ ...turn!, mask: changed }]));
      await expect(again.replay(sidecar)).rejects.toMatchObject({ code: 'recipe-mismatch' });
    }
    expect(again.document.summary()).toMatchObject({ canUndo: false, work: 'none' });
    expect(again.runIds.size).toBe(0);
  });

  it('can be cancelled; what was repeated until then can be undone, and the next one runs', async () => {
    const { path } = await results();
    const again = await openPhoto();
    const going = again.replay(path('out.png'));
    going.catch(() => undefined);
    while (again.runIds.size === 0) await new Promise((done) => setTimeout(done, 5));
    await expect(
      again.replayer.replay(again.document, await recipeOf(path('out.png')), 'x'),
    ).rejects.toMatchObject({
      code: 'busy',
    });
    expect(() => again.replayer.refuseWhileReplaying()).toThrowError(/being repeated/);
    expect(await again.replayer.cancelRun('another')).toBe(false);
    expect(await again.replayer.cancelRun([...again.runIds][0]!)).toBe(true);
    await expect(going).rejects.toBeInstanceOf(Cancelled);
    expect(again.replayer.isReplaying()).toBe(false);
    expect(await again.replay(path('out.png'))).toMatchObject({ identical: true });
    expect(again.runIds.size).toBe(2);
  });
});

describe('`tessera replay` of a project', () => {
  it('repeats what the project shows, not what was undone in it, to the same pixels', async () => {
    const { path } = await results();
    const lines: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const command = ['replay', path('undone.tessera'), photo, '-o', path('again.png'), '--json'];
    const code = await main(['node', 'tessera', ...command]);
    vi.restoreAllMocks();
    expect(code, lines.join('')).toBe(0);
    const last = lines.join('').trim().split('\n').at(-1)!;
    expect(JSON.parse(last)).toMatchObject({ event: 'done', turns: 1 });
    const [first, again] = [await readPhotoFile(path('first.png')), await readPhotoFile(path('again.png'))];
    expect(Buffer.from(again.image.data).equals(Buffer.from(first.image.data))).toBe(true);
  });
});
