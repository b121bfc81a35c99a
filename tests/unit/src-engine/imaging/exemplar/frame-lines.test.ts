import { describe, expect, it } from 'vitest';
import { findFrameLines } from '#engine/imaging/exemplar/frame-lines.ts';
import { picture, texture } from './pictures.ts';

const [width, height] = [80, 64];
const grain = texture(width, height);
const whole = {
  ...{ left: true, right: true, top: true, bottom: true },
  rect: { x: 0, y: 0, width, height },
};
const nothingOpen = new Uint8Array(width * height);
const drawn = (black: (x: number, y: number) => boolean): Float32Array =>
  picture(width, height, (x, y) =>
    black(x, y) ? [0.01, 0.01, 0.01] : [...grain.subarray((y * width + x) * 3).subarray(0, 3)],
  );

describe('findFrameLines', () => {
  it("finds a line on the sides that are the photo's own, and all of it", () => {
    const framed = (x: number, y: number): boolean => x < 3 || x >= width - 2 || y >= height - 1;
    const found = findFrameLines(drawn(framed), nothingOpen, width, whole)!;
    const expected = Uint8Array.from(nothingOpen, (_, i) =>
      framed(i % width, Math.floor(i / width)) ? 1 : 0,
    );
    expect(found).toEqual(expected);
    const inside = { ...whole, left: false, right: false, bottom: false };
    expect(findFrameLines(drawn(framed), nothingOpen, width, inside)).toBeNull();
  });

  it('finds it where a photo ends that is extended', () => {
    const open = Uint8Array.from(nothingOpen, (_, i) => (i % width >= 60 ? 1 : 0));
    const photo = { ...whole, rect: { x: 0, y: 0, width: 60, height } };
    const found = findFrameLines(
      drawn((x) => x === 59),
      open,
      width,
      photo,
    )!;
    expect([...found.keys()].filter((i) => found[i] === 1)).toEqual(
      Array.from({ length: height }, (_, y) => y * width + 59),
    );
  });

  it('takes no sky, no shadow and no broad dark side for one', () => {
    const sky = picture(width, height, (x, y) => [0.5 + y / 200, 0.6, 0.7 + (x % 3) / 999]);
    expect(findFrameLines(sky, nothingOpen, width, whole)).toBeNull();
    expect(
      findFrameLines(
        drawn((x) => x < 12),
        nothingOpen,
        width,
        whole,
      ),
    ).toBeNull();
    expect(
      findFrameLines(
        drawn((x, y) => x < 3 && y > 20),
        nothingOpen,
        width,
        whole,
      ),
    ).toBeNull();
  });
});
