import { describe, expect, it } from 'vitest';
import { allowsThinParts, findThinParts } from '#engine/editing/plan/thin-parts.ts';
import { findTouchedCells } from '#engine/editing/plan/touched-cells.ts';
import { Scene } from '#engine/editing/scene.ts';
import { imageSource, maskSource } from '#engine/editing/sources.ts';
import { picture, settingsWith } from '#tests/fixtures/edits.ts';
import { fakeManifest } from '#tests/fixtures/fake-pack.ts';

const [width, height] = [200, 160];

/** Masked pixels of the thin pieces of a mask; 0 where none is thin. */
async function thinPixels(inside: (x: number, y: number) => boolean): Promise<number> {
  const data = Uint8Array.from({ length: width * height }, (_, i) =>
    inside(i % width, Math.floor(i / width)) ? 255 : 0,
  );
  const scene = new Scene(imageSource(picture(width, height)), maskSource({ width, height, data }));
  const touched = await findTouchedCells(scene, 8);
  return (await findThinParts(scene, touched!.field))?.pixels ?? 0;
}

describe('findThinParts', () => {
  it('finds lines whose every pixel is at most 8 px from a known one, however long', async () => {
    expect(await thinPixels((_, y) => y >= 50 && y < 65)).toBe(15 * width);
    expect(await thinPixels((_, y) => y >= 50 && y < 69)).toBe(0);
    expect(await thinPixels((x, y) => Math.abs(x - y) < 8)).toBeGreaterThan(0);
  });

  it('finds round spots up to 20 px deep, and no square or larger ones', async () => {
    const disc = (radius: number) => (x: number, y: number) => Math.hypot(x - 100, y - 80) < radius;
    expect(await thinPixels(disc(19))).toBeGreaterThan(1000);
    expect(await thinPixels(disc(23))).toBe(0);
    expect(await thinPixels((x, y) => Math.abs(x - 100) < 60 && Math.abs(y - 80) < 12)).toBe(0);
  });

  it('leaves a line to the network that touches something deep, and not one apart from it', async () => {
    const block = (x: number, y: number): boolean => x < 60 && y < 60;
    const line = (x: number, y: number): boolean => x > 150 && Math.abs(y - 100) < 2;
    expect(await thinPixels((x, y) => block(x, y) || line(x, y))).toBe(49 * 3);
    expect(await thinPixels((x, y) => block(x, y) || Math.abs(y - 30) < 2)).toBe(0);
  });

  it('does not take the edge of the picture for something known', async () => {
    expect(await thinPixels(() => true)).toBe(0);
    expect(await thinPixels((_, y) => y < 12)).toBe(0);
    expect(await thinPixels((_, y) => y < 6)).toBe(6 * width);
  });
});

describe('allowsThinParts', () => {
  const manifest = fakeManifest();
  const plain = settingsWith({ detail: 'auto', order: manifest.defaults.order });

  it('lets everything that was asked of the network go to the network', () => {
    expect(allowsThinParts(plain, manifest)).toBe(true);
    for (const asked of [
      { thinParts: 'network' as const },
      { detail: 'model' as const },
      { label: 'sky' },
      { arSteps: 4 },
      { diffusionSteps: 4 },
      { order: 'random' as const },
      { subject: { x: 1, y: 1 } },
    ])
      expect(allowsThinParts({ ...plain, ...asked }, manifest)).toBe(false);
  });
});
