import { describe, expect, it } from 'vitest';
import { emptySnapshot, readPixels, snapshotFromImage, writePixels } from '#engine/tiles/snapshot.ts';
import { applyPatch } from '#main/pixels/edit-picture.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

async function grey(width: number, height: number) {
  const directory = await temporaryFolder();
  const data = new Uint8Array(width * height * 3).fill(100);
  const pixels = await snapshotFromImage(directory, {
    width,
    height,
    channels: 3,
    bitDepth: 8,
    data,
    iccProfile: null,
  });
  const mask = emptySnapshot({ directory, bounds: pixels.bounds, channels: 1, bitDepth: 8 });
  return {
    pixels,
    mask: await writePixels(mask, { x: 2, y: 2, width: 2, height: 2 }, new Uint8Array(4).fill(1)),
  };
}

describe('applying a result', () => {
  it('counts no change where only covered pixels differ', async () => {
    const { pixels, mask } = await grey(20, 10);
    const rect = { x: 2, y: 2, width: 2, height: 2 };
    const patched = await applyPatch({
      pixels,
      mask,
      rect,
      samples: new Uint8Array(12).fill(7),
      bounds: pixels.bounds,
    });
    expect(patched.changedOutsideMask).toBe(0);
    expect(new Set(await readPixels(patched.pixels, rect))).toEqual(new Set([7]));
  });

  it('counts every changed sample where the coverage is zero', async () => {
    const { pixels, mask } = await grey(20, 10);
    const samples = new Uint8Array(27).fill(100);
    samples[0] = 101;
    samples[26] = 99;
    const rect = { x: 1, y: 1, width: 3, height: 3 };
    const patched = await applyPatch({ pixels, mask, rect, samples, bounds: pixels.bounds });
    expect(patched.changedOutsideMask).toBe(1); // The last sample lies on a covered pixel.
  });

  it('extends the picture and counts only inside the old bounds', async () => {
    const { pixels } = await grey(20, 10);
    const rect = { x: -5, y: 0, width: 6, height: 10 };
    const samples = new Uint8Array(180).fill(100);
    const bounds = { x: -5, y: 0, width: 25, height: 10 };
    const patched = await applyPatch({ pixels, mask: null, rect, samples: samples.fill(50, 0, 15), bounds });
    expect(patched.changedOutsideMask).toBe(0);
    expect(patched.pixels.bounds).toEqual(bounds);
    const row = await readPixels(patched.pixels, { x: -5, y: 0, width: 7, height: 1 });
    expect([...row]).toEqual([...new Array(15).fill(50), ...new Array(6).fill(100)]);
  });

  it('refuses samples that do not fit their rectangle', async () => {
    const { pixels, mask } = await grey(20, 10);
    const patch = {
      pixels,
      mask,
      rect: { x: 0, y: 0, width: 2, height: 2 },
      samples: new Uint8Array(5),
      bounds: pixels.bounds,
    };
    await expect(applyPatch(patch)).rejects.toMatchObject({ code: 'internal' });
  });
});
