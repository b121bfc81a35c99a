import { describe, expect, it } from 'vitest';
import { stampDab } from '#renderer/canvas/mask/dab.ts';
import { RetouchStrokes } from '#renderer/canvas/mask/retouch-strokes.ts';
import type { MaskTiles } from '#renderer/canvas/mask/mask-tiles.ts';

const bounds = { x: 0, y: 0, width: 600, height: 600 };
const isTinted = (tiles: MaskTiles, x: number, y: number): boolean =>
  tiles.read({ x, y, width: 1, height: 1 })[0]! > 0;

/** Paints a dot and lifts the pen; `finish` says which pixels show it. */
function dot(strokes: RetouchStrokes, x: number, y: number) {
  strokes.pen.begin();
  stampDab(strokes.pen, bounds, x, y, 10, 1, 'add');
  let finish: (revision: number | null) => void = () => {};
  let covered = 0;
  strokes.lift((_, coverage) => {
    covered = coverage.filter((value) => value === 255).length;
    return new Promise((resolve) => (finish = resolve));
  });
  return { covered, finish: async (revision: number | null) => (finish(revision), Promise.resolve()) };
}

describe('retouching strokes', () => {
  it('cover the same whatever waits beneath them', () => {
    const strokes = new RetouchStrokes(() => {});
    const first = dot(strokes, 100, 100);
    expect(dot(strokes, 105, 100).covered).toBe(first.covered);
    expect(isTinted(strokes.pen, 100, 100)).toBe(false);
  });

  it('stay tinted until the picture shows their pixels, each for itself', async () => {
    const strokes = new RetouchStrokes(() => {});
    const [one, two] = [dot(strokes, 100, 100), dot(strokes, 300, 100)];
    await one.finish(4);
    strokes.shown(3);
    expect(isTinted(strokes.waiting, 100, 100)).toBe(true);
    strokes.shown(4);
    expect(isTinted(strokes.waiting, 100, 100)).toBe(false);
    expect(isTinted(strokes.waiting, 300, 100)).toBe(true);
    const three = dot(strokes, 500, 100);
    strokes.shown(5);
    await three.finish(5);
    expect(isTinted(strokes.waiting, 500, 100)).toBe(false);
    await two.finish(null);
    expect(isTinted(strokes.waiting, 300, 100)).toBe(false);
  });
});
