import { expect, test } from 'vitest';
import { fromHalfBits, toHalfBits } from '#engine/packs/graph-writer/half-float.ts';

test('every float16 number survives the way to float32 and back', () => {
  for (let bits = 0; bits < 65536; bits += 1) {
    const value = fromHalfBits(bits);
    if (Number.isNaN(value)) expect(Number.isNaN(fromHalfBits(toHalfBits(value)))).toBe(true);
    else if (toHalfBits(value) !== bits) expect.fail(`${bits} came back as ${toHalfBits(value)}`);
  }
});

test('numbers between two float16 neighbours round to the nearer one, ties to the even one', () => {
  for (const bits of [0, 1, 2, 3, 0x3fe, 0x3ff, 0x400, 0x401, 0x3c00, 0x3c01, 0x7bfe]) {
    const [low, high] = [fromHalfBits(bits), fromHalfBits(bits + 1)];
    const middle = (low + high) / 2;
    expect(toHalfBits(low + (high - low) * 0.25)).toBe(bits);
    expect(toHalfBits(low + (high - low) * 0.75)).toBe(bits + 1);
    expect(toHalfBits(middle)).toBe(bits % 2 === 0 ? bits : bits + 1);
    expect(toHalfBits(-middle)).toBe(0x8000 | (bits % 2 === 0 ? bits : bits + 1));
  }
});

test('what is too large for float16 becomes infinity, and 65504 is not', () => {
  expect([
    toHalfBits(65504),
    toHalfBits(65519),
    toHalfBits(65520),
    toHalfBits(1e30),
    toHalfBits(-Infinity),
  ]).toEqual([0x7bff, 0x7bff, 0x7c00, 0x7c00, 0xfc00]);
});
