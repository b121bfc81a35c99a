import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { JpegError } from '#engine/imaging/jpeg/jpeg-error.ts';
import { readJpeg } from '#engine/imaging/jpeg/read-jpeg.ts';
import { createSegment, joinSegments, splitSegments } from '#engine/imaging/jpeg/segments.ts';
import { encodeSegments } from '#engine/imaging/jpeg/write-jpeg.ts';

const folder = resolve('tests/fixtures/jpeg');
const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.jpg'))
  .map((name) => readFileSync(`${folder}/${name}`));
const longestMs = 10_000;

/** Numerical Recipes' generator: the same damage every time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int16Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Reads what may be damaged: coefficients that can be written and read again, or an error with a name; soon either way. */
function readsOrRefuses(file: Uint8Array): 'read' | 'refused' {
  const start = performance.now();
  try {
    const picture = readJpeg(file);
    // As if a third of the blocks had changed, and the bits of the others were copied.
    const changes = picture.coefficients.map((own) => ({
      at: [...Array(Math.ceil(own.length / 192)).keys()].map((i) => i * 192),
      coefficients: new Int16Array(),
    }));
    for (const written of [encodeSegments(picture), encodeSegments(picture, changes)]) {
      const again = readJpeg(joinSegments(written));
      for (const [index, own] of picture.coefficients.entries())
        expect(Buffer.compare(bytesOf(own), bytesOf(again.coefficients[index]!))).toBe(0);
    }
    return 'read';
  } catch (error) {
    if (!(error instanceof JpegError)) throw error;
    return 'refused';
  } finally {
    expect(performance.now() - start).toBeLessThan(longestMs);
  }
}

describe('a damaged or hostile JPEG', () => {
  it('with bits flipped is read or refused', () => {
    const below = numbers(23);
    const outcomes = { read: 0, refused: 0 };
    for (let i = 0; i < 1500; i++) {
      const file = Uint8Array.from(samples[below(samples.length)]!);
      for (let flips = 1 + below(4); flips > 0; flips--) file[below(file.length)]! ^= 1 << below(8);
      outcomes[readsOrRefuses(file)]++;
    }
    expect(outcomes.read).toBeGreaterThan(100);
    expect(outcomes.refused).toBeGreaterThan(500);
  });

  it('cut, or with a part twice, is refused or read', () => {
    const below = numbers(24);
    for (let i = 0; i < 600; i++) {
      const whole = samples[below(samples.length)]!;
      const [a, b] = [below(whole.length), below(whole.length)];
      readsOrRefuses(whole.subarray(0, a));
      readsOrRefuses(Buffer.concat([whole.subarray(0, a), whole.subarray(b)]));
    }
  });

  it('that claims millions of pixels in a few bytes, floods restart markers or segments, or repeats scans is refused soon', () => {
    const segments = splitSegments(readFileSync(`${folder}/23x51-q59-444-bits.jpg`));
    const end = segments.findIndex(({ marker }) => marker === 0xd9);
    const scans = segments.slice(
      segments.findIndex(({ marker }) => marker === 0xda),
      end,
    );
    const repeated = [
      ...segments.slice(0, end),
      ...Array.from({ length: 500 }, () => scans).flat(),
      segments[end]!,
    ];
    expect(readsOrRefuses(joinSegments(repeated))).toBe('refused');
    const frame = segments.findIndex(({ marker }) => marker === 0xc2);
    const payload = segments[frame]!.payload.slice();
    payload.set([0x2f, 0xff, 0x2f, 0xff], 1);
    expect(readsOrRefuses(joinSegments(segments.with(frame, createSegment(0xc2, payload))))).toBe('refused');
    const scan = segments.findIndex(({ marker }) => marker === 0xda) + 1;
    const flood = new Uint8Array(30_000_000).fill(0xff);
    for (let i = 1; i < flood.length; i += 2) flood[i] = 0xd0 + ((i >> 1) & 7);
    const flooded = segments.with(scan, { marker: null, bytes: flood, payload: flood });
    expect(readsOrRefuses(joinSegments(flooded))).toBe('refused');
    const empty = createSegment(0xfe, new Uint8Array());
    const many = Array.from({ length: 1_000_000 }, () => empty);
    expect(readsOrRefuses(joinSegments([segments[0]!, ...many, ...segments.slice(1)]))).toBe('refused');
  });
});
