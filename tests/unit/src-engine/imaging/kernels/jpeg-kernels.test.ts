import { fc, test } from '@fast-check/vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, vi } from 'vitest';
import { BitWriter } from '#engine/imaging/jpeg/bits.ts';
import { type EntropyData, readAhead, stuff, unstuff } from '#engine/imaging/jpeg/entropy-data.ts';
import { blockLength } from '#engine/imaging/jpeg/frame.ts';
import { JpegError } from '#engine/imaging/jpeg/jpeg-error.ts';
import { createQuantiser } from '#engine/imaging/jpeg/quantise-block.ts';
import { openJpeg, readJpeg } from '#engine/imaging/jpeg/read-jpeg.ts';
import { joinSegments } from '#engine/imaging/jpeg/segments.ts';
import { encodeSegments } from '#engine/imaging/jpeg/write-jpeg.ts';
import { useKernels } from '#engine/imaging/kernels/kernels.ts';

vi.setConfig({ testTimeout: 120_000 });
afterEach(() => useKernels(true));

/** What a function gives, or the error of JPEGs that it throws, in TypeScript and in WebAssembly. */
function bothWays<T>(run: () => T): readonly [unknown, unknown] {
  const give = (isCompiled: boolean): unknown => {
    useKernels(isCompiled);
    try {
      return run();
    } catch (error) {
      if (error instanceof JpegError) return `${error.kind}: ${error.message}`;
      throw error;
    }
  };
  return [give(false), give(true)];
}

/** Bytes many of which are ones only, and some zero or a marker's. */
const bytes = (maxLength: number) =>
  fc
    .array(fc.oneof(fc.nat(255), fc.constantFrom(0xff, 0xff, 0, 0xd0, 0xd1)), { maxLength })
    .map((numbers) => Uint8Array.from(numbers));

describe('the bytes of a scan', () => {
  const data = fc.array(bytes(80), { minLength: 1, maxLength: 12 }).map((intervals): EntropyData => {
    const starts = Uint32Array.from([0, ...intervals.map(() => 0)]);
    for (const [i, { length }] of intervals.entries()) starts[i + 1] = starts[i]! + length;
    return { bytes: Buffer.concat([...intervals, new Uint8Array(readAhead)]), starts };
  });

  test.prop([data, fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(0xd0, 0xd1, 0xd2, 0))])(
    'are stuffed and unstuffed alike',
    (given, at, value) => {
      const [plain, compiled] = bothWays(() => stuff(given));
      expect(compiled).toEqual(plain);
      const coded = plain as Uint8Array;
      const intervals = given.starts.length - 1;
      const read = (): unknown => {
        const { bytes: all, starts } = unstuff(coded, intervals);
        return { starts, bytes: Buffer.from(all.subarray(0, starts[intervals])) };
      };
      const [plainly, byKernel] = bothWays(read);
      expect(byKernel).toEqual(plainly);
      const places = [...coded.keys()].filter((place) => coded[place - 1] === 0xff);
      if (places.length > 0) coded[places[at % places.length]!] = value;
      const [changedPlainly, changedByKernel] = bothWays(read);
      expect(changedByKernel).toEqual(changedPlainly);
    },
  );

  test.prop([fc.uint8Array({ minLength: 9000, maxLength: 9000 }), fc.nat(31), fc.nat(63), fc.nat(63)], {
    numRuns: 40,
  })('are copied from any bit to any other', (source, before, from, missing) => {
    const [plain, compiled] = bothWays(() => {
      const writer = new BitWriter(100);
      writer.write(1, before);
      writer.copy(source, from, (source.length - 1) * 8 - missing);
      writer.endInterval(1);
      return writer.finish();
    });
    expect(compiled).toEqual(plain);
  });
});

const folder = join(import.meta.dirname, '../../../../fixtures/jpeg');
const files = [
  ...['32x48-q70-420-sequential.jpg', '25x27-q30-grey-sequential-restart1-turned7.jpg'],
  ...['56x24-q80-420-separate-restart5B.jpg', '69x17-q95-422-sequential-optimized-turned3.jpg'],
  ...['34x44-q65-422-sequential-optimized-turned4.jpg', '34x67-q93-444-sequential-turned5.jpg'],
].map((name) => readFileSync(join(folder, name)));

describe('a file', () => {
  const change = fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), value: fc.nat(255) });

  test.prop([fc.constantFrom(...files), fc.array(change, { maxLength: 8 })], { numRuns: 500 })(
    'is gone through alike, whole or damaged, to the same places or the same error',
    (file, changes) => {
      const damaged = Uint8Array.from(file);
      const start = file.lastIndexOf(Uint8Array.of(0xff, 0xda)) + 14;
      for (const { at, value } of changes) damaged[Math.floor(start + at * (damaged.length - start))] = value;
      const [plain, compiled] = bothWays(() =>
        openJpeg(damaged).scans.map(({ points, padding, rest }) => ({ points, padding, rest: [...rest] })),
      );
      expect(compiled).toEqual(plain);
    },
  );
});

const photo = sharp('tests/fixtures/photos/brook.jpg').extract({ left: 0, top: 0, width: 320, height: 208 });
/** With Huffman tables of its own, which lack codes. */
const optimised = await photo.jpeg({ quality: 60, optimiseCoding: true }).toBuffer();

describe('a scan whose tables lack codes', () => {
  const value = fc.integer({ min: -1023, max: 1023 });
  const changes = fc.array(fc.record({ block: fc.nat(5000), value, k: fc.integer({ min: 1, max: 63 }) }), {
    minLength: 1,
    maxLength: 6,
  });

  test.prop([changes, fc.constantFrom(optimised, ...files.slice(3))], { numRuns: 60 })(
    'is coded anew alike, and holds what was changed',
    (given, file) => {
      const [plain, compiled] = bothWays(() => {
        const picture = openJpeg(file);
        const [luma] = picture.coefficients;
        const places = given.map(({ block }) => (block % (luma!.length / blockLength)) * blockLength);
        picture.scans.forEach((scan) =>
          scan.points.mcus.forEach((_, point) => point > 0 && scan.decodeFrom(point - 1)),
        );
        for (const [i, at] of places.entries()) luma![at + given[i]!.k] = given[i]!.value;
        const unchanged = picture.coefficients
          .slice(1)
          .map(() => ({ at: [], coefficients: new Int16Array() }));
        const changed = [{ at: [...new Set(places)], coefficients: new Int16Array() }, ...unchanged];
        const bytes = joinSegments(encodeSegments(picture, changed));
        // As bytes: to compare numbers one by one takes longer than all else here.
        const held = readJpeg(bytes).coefficients.map(({ buffer }) => Buffer.from(buffer));
        expect(held).toHaveLength(picture.coefficients.length);
        for (const [i, { buffer, byteOffset, byteLength }] of picture.coefficients.entries())
          expect(held[i]!.equals(Buffer.from(buffer, byteOffset, byteLength))).toBe(true);
        return Buffer.from(bytes);
      });
      expect((compiled as Buffer).equals(plain as Buffer)).toBe(true);
    },
  );
});

describe('a block', () => {
  const numbers = (of: fc.Arbitrary<number>) =>
    fc.array(of, { minLength: blockLength, maxLength: blockLength });
  const samples = numbers(fc.double({ min: 0, max: 255, noNaN: true }));
  const weights = fc.option(numbers(fc.constantFrom(1, 4, 16)));

  test.prop([samples, weights, numbers(fc.integer({ min: 1, max: 99 }))])(
    'is transformed and quantised to the same coefficients',
    (given, weighed, steps) => {
      const [plain, compiled] = bothWays(() => {
        const result = new Int16Array(blockLength);
        const quantise = createQuantiser(Uint16Array.from(steps));
        quantise(Float64Array.from(given), weighed && Float64Array.from(weighed), result);
        return result;
      });
      expect(compiled).toEqual(plain);
    },
  );
});
