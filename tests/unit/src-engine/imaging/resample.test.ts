import { describe, expect, it } from 'vitest';
import { BoxAccumulator, cropFloatImage, createFloatImage, upsample } from '#engine/imaging/resample.ts';

describe('BoxAccumulator', () => {
  it('averages blocks, whatever strips they come in', () => {
    const picture = {
      width: 6,
      height: 4,
      channels: 1,
      data: Float32Array.from({ length: 24 }, (_, i) => i),
    };
    const whole = new BoxAccumulator(3, 2, 1, 2);
    whole.add(picture, 0, 0);
    const strips = new BoxAccumulator(3, 2, 1, 2);
    for (let y = 0; y < 4; y++) strips.add(cropFloatImage(picture, 0, y, 6, 1), 0, y);
    expect([...whole.finish().data]).toEqual([3.5, 5.5, 7.5, 15.5, 17.5, 19.5]);
    expect(strips.finish().data).toEqual(Float32Array.of(3.5, 5.5, 7.5, 15.5, 17.5, 19.5));
  });

  it('repeats the nearest pixel where the photo ends', () => {
    const boxes = new BoxAccumulator(3, 3, 1, 2);
    boxes.add({ width: 2, height: 2, channels: 1, data: Float32Array.of(4, 4, 4, 4) }, 2, 2);
    expect([...boxes.finish().data]).toEqual(new Array(9).fill(4));
  });

  it('counts only what is there in a block that the photo half covers', () => {
    const boxes = new BoxAccumulator(1, 1, 1, 4);
    boxes.add({ width: 1, height: 2, channels: 1, data: Float32Array.of(2, 6) }, 3, 0);
    expect([...boxes.finish().data]).toEqual([4]);
  });
});

describe('upsample', () => {
  it('keeps a constant', () => {
    const flat = createFloatImage(3, 2, 2);
    flat.data.fill(0.25);
    upsample(flat, 4).data.forEach((value) => expect(value).toBeCloseTo(0.25, 6));
  });

  it('keeps a ramp straight away from the edges', () => {
    const ramp = { width: 8, height: 1, channels: 1, data: Float32Array.from({ length: 8 }, (_, i) => i) };
    const large = upsample(ramp, 2);
    for (let x = 5; x < 11; x++) expect(large.data[x]).toBeCloseTo((x + 0.5) / 2 - 0.5, 5);
  });

  it('gives the same pixels for a crop as for the whole, two pixels from its edges', () => {
    const noise = {
      width: 12,
      height: 12,
      channels: 1,
      data: Float32Array.from({ length: 144 }, (_, i) => (i * 37) % 11),
    };
    const whole = upsample(noise, 2);
    const part = upsample(cropFloatImage(noise, 2, 2, 8, 8), 2);
    for (let y = 4; y < 12; y++)
      for (let x = 4; x < 12; x++)
        expect(part.data[y * 16 + x]).toBeCloseTo(whole.data[(y + 4) * 24 + x + 4]!, 5);
  });
});

describe('cropFloatImage', () => {
  const picture = { width: 3, height: 2, channels: 2, data: Float32Array.from({ length: 12 }, (_, i) => i) };

  it.each([
    ['inside', 1, 0, 2, 2],
    ['over the left and upper edge', -2, -1, 4, 2],
    ['over the right and lower edge', 2, 1, 3, 3],
    ['around it', -1, -1, 5, 4],
    ['left of it', -7, 0, 2, 2],
    ['right of it', 5, 0, 2, 2],
  ])('repeats the edges: %s', (_, x, y, width, height) => {
    const expected = Array.from({ length: width * height * 2 }, (_value, i) => {
      const column = Math.min(2, Math.max(0, x + (Math.floor(i / 2) % width)));
      const row = Math.min(1, Math.max(0, y + Math.floor(i / 2 / width)));
      return picture.data[(row * 3 + column) * 2 + (i % 2)]!;
    });
    expect([...cropFloatImage(picture, x, y, width, height).data]).toEqual(expected);
  });
});
