import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { rectContains } from '#shared/geometry/rect.ts';
import { emptySnapshot, readPixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { commitMask, operateMask } from '#main/pixels/edit-mask.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

const emptyMask = async (width: number, height: number): Promise<TileSnapshot> =>
  emptySnapshot({
    directory: await temporaryFolder(),
    bounds: { x: 0, y: 0, width, height },
    channels: 1,
    bitDepth: 8,
  });

const full = (count: number): Uint8Array => deflateSync(new Uint8Array(count).fill(255));

describe('a mask gesture', () => {
  it('sets the coverage of its rectangle and is measured', async () => {
    const { mask, coverage } = await commitMask(
      await emptyMask(700, 600),
      { x: 500, y: 10, width: 30, height: 20 },
      full(600),
    );
    expect(coverage).toEqual({ bounds: { x: 500, y: 10, width: 30, height: 20 }, pixels: 600 });
    expect(Object.keys(mask.tiles).sort()).toEqual(['0,0', '1,0']);
  });

  it('ignores what lies outside the picture', async () => {
    const { coverage } = await commitMask(
      await emptyMask(50, 40),
      { x: -10, y: 30, width: 30, height: 30 },
      full(900),
    );
    expect(coverage).toEqual({ bounds: { x: 0, y: 30, width: 20, height: 10 }, pixels: 200 });
  });

  it.each([
    ['too few bytes', deflateSync(new Uint8Array(99))],
    ['too many bytes', deflateSync(new Uint8Array(101))],
    ['a deflate bomb', deflateSync(new Uint8Array(50_000_000))],
    ['no deflated bytes at all', Uint8Array.of(1, 2, 3)],
  ])('refuses %s', async (_, bytes) => {
    const mask = await emptyMask(50, 40);
    await expect(commitMask(mask, { x: 0, y: 0, width: 10, height: 10 }, bytes)).rejects.toMatchObject({
      code: 'request-invalid',
    });
  });
});

describe('a mask operation', () => {
  it('select all covers exactly the picture, with one file for all whole tiles', async () => {
    const { mask, coverage } = await operateMask(await emptyMask(1100, 1030), 'select-all', 0);
    expect(coverage).toEqual({ bounds: { x: 0, y: 0, width: 1100, height: 1030 }, pixels: 1100 * 1030 });
    expect(new Set(['0,0', '1,0', '0,1', '1,1'].map((key) => mask.tiles[key])).size).toBe(1);
  });

  it('invert twice gives the same coverage back', async () => {
    const painted = await commitMask(
      await emptyMask(700, 600),
      { x: 505, y: 3, width: 20, height: 9 },
      full(180),
    );
    const once = await operateMask(painted.mask, 'invert', 0);
    expect(once.coverage.pixels).toBe(700 * 600 - 180);
    const twice = await operateMask(once.mask, 'invert', 0);
    expect(twice.coverage).toEqual(painted.coverage);
    const whole = painted.mask.bounds;
    const [now, then] = [
      await readPixels(twice.mask, whole),
      await readPixels(painted.mask, whole),
    ] as Uint8Array[];
    expect(Buffer.compare(now!, then!)).toBe(0);
  });

  it('grow and shrink by the same radius give a square back up to its soft rim, across tile borders', async () => {
    const painted = await commitMask(
      await emptyMask(700, 600),
      { x: 500, y: 500, width: 40, height: 40 },
      full(1600),
    );
    const grown = await operateMask(painted.mask, 'grow', 10);
    expect(grown.coverage.bounds).toEqual({ x: 490, y: 490, width: 60, height: 60 });
    const shrunk = await operateMask(grown.mask, 'shrink', 10);
    expect(rectContains({ x: 499, y: 499, width: 42, height: 42 }, shrunk.coverage.bounds!)).toBe(true);
    expect(shrunk.coverage.pixels).toBeGreaterThanOrEqual(1600);
  });

  it('feather reaches as far out as its radius and no farther', async () => {
    const painted = await commitMask(
      await emptyMask(300, 300),
      { x: 100, y: 100, width: 100, height: 100 },
      full(10000),
    );
    const { bounds } = (await operateMask(painted.mask, 'feather', 8)).coverage;
    expect(bounds).toEqual({ x: 92, y: 92, width: 116, height: 116 });
  });

  it('clear leaves nothing, and needs no file', async () => {
    const painted = await commitMask(
      await emptyMask(50, 40),
      { x: 0, y: 0, width: 10, height: 10 },
      full(100),
    );
    expect(await operateMask(painted.mask, 'clear', 0)).toMatchObject({
      mask: { tiles: {} },
      coverage: { bounds: null, pixels: 0 },
    });
  });

  it('does nothing to an empty mask where it only reshapes', async () => {
    for (const operation of ['grow', 'shrink', 'feather'] as const)
      expect((await operateMask(await emptyMask(50, 40), operation, 5)).coverage.pixels).toBe(0);
  });
});
