import { describe, expect, it } from 'vitest';
import { judgePieces } from '#engine/imaging/exemplar/judge-pieces.ts';
import { randomUnit } from '#engine/imaging/exemplar/keyed-random.ts';
import { picture, rectangle, run } from './pictures.ts';

const [width, height] = [96, 64];
const size = { width, height };
/** The left half is known, the right half filled. */
const hole = rectangle(width, height, 48, 0, 48, height);

/** What the right half shows where pixel (x, y) of it copies `from(x, y)`. */
function filled(photo: Float32Array, from: (x: number, y: number) => readonly [number, number]) {
  const sources = new Int32Array(width * height).fill(-1);
  const pixels = photo.slice();
  for (let y = 0; y < height; y++)
    for (let x = 48; x < width; x++) {
      const [sx, sy] = from(x, y);
      const source = sy * width + sx;
      sources[y * width + x] = source;
      for (let c = 0; c < 3; c++) pixels[(y * width + x) * 3 + c] = photo[source * 3 + c]!;
    }
  return { pixels, sources };
}

describe('what speaks against a fill', () => {
  const photo = picture(width, height, (x, y) => new Array<number>(3).fill(randomUnit(3, y * width + x, 0)));

  it('is nothing where each piece is shown the right way round', () => {
    expect(
      judgePieces(
        { ...size, hole },
        filled(photo, (x, y) => [x - 48, y]),
      ),
    ).toEqual([]);
  });

  it('is that it repeats itself where much of its texture is a mirror image', () => {
    const mirrored = filled(photo, (x, y) => [95 - x, y]);
    expect(judgePieces({ ...size, hole }, mirrored)).toEqual(['repeats']);
    // A tenth of it.
    const little = filled(photo, (x, y) => [x < 53 ? 95 - x : x - 53, y]);
    expect(judgePieces({ ...size, hole }, little)).toEqual([]);
    // All of it, out of focus.
    const soft = Float32Array.from(
      { length: photo.length },
      (_, i) => 0.5 + Math.sin(Math.floor(i / 3) % width) / 1000,
    );
    const softly = filled(soft, (x, y) => [95 - x, y]);
    expect(judgePieces({ ...size, hole }, softly)).toEqual([]);
  });

  it('is that it breaks where brightness steps between pieces as it does nowhere in the photo', () => {
    // A soft slope; rows of eight, each from the other end of it.
    const slope = Float32Array.from(
      { length: width * height * 3 },
      (_, i) => (Math.floor(i / 3) % width) / 60,
    );
    const broken = filled(slope, (x, y) => [(y >> 3) % 2 === 0 ? x - 48 : 95 - x, y]);
    expect(judgePieces({ ...size, hole }, broken)).toContain('breaks');
    // One piece that continues the border, and one that does not.
    const whole = filled(slope, (x, y) => [95 - x, y]);
    expect(judgePieces({ ...size, hole }, whole)).not.toContain('breaks');
    const apart = filled(slope, (x, y) => [x - 48, y]);
    expect(judgePieces({ ...size, hole }, apart)).toEqual(['breaks']);
  });

  it('takes a slanted mirror image for one piece, which is mirrored', () => {
    // Brightness that runs along the slant, sharp across it.
    const strata = picture(width, height, (x, y) =>
      new Array<number>(3).fill(randomUnit(5, Math.round(2 * y + x + 200), 0)),
    );
    const inside = (y: number): number => Math.min(height - 1, Math.max(0, y));
    const slanted = filled(strata, (x, y) => [95 - x, inside(y + x - 48)]);
    expect(judgePieces({ ...size, hole }, slanted)).toEqual(['repeats']);
  });

  it('is asked of assembled pieces only: an exact pattern repeats itself and is right', () => {
    const key = rectangle(width, height, 40, 24, 16, 16);
    const checkers = Float32Array.from({ length: width * height * 3 }, (_, i) => {
      const p = Math.floor(i / 3);
      return ((p % width) >> 3) % 2 === (Math.floor(p / width) >> 3) % 2 ? 0.9 : 0.1;
    });
    const request = { ...size, photo: checkers, hole: key, seed: 1 };
    expect(run(request).isAssembled).toBe(false);
    expect(run({ ...request, photo }).isAssembled).toBe(true);
  });
});
