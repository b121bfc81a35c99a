import { expect, test } from 'vitest';
import { philox4x32 } from '#shared/random/philox.ts';

/** Random123 1.14, its file of known answers (kat_vectors), "philox4x32 10": counter, key, words. */
const knownAnswers: [number[], number[], number[]][] = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

test.each(knownAnswers)(
  'Philox4x32-10 gives the words that Random123 publishes (counter %j)',
  (counter, key, words) => {
    const made = new Uint32Array(4);
    philox4x32(counter[0]!, counter[1]!, counter[2]!, counter[3]!, key[0]!, key[1]!, made);
    expect([...made]).toEqual(words);
  },
);

test('a negative coordinate is its value modulo 2^32', () => {
  const [a, b] = [new Uint32Array(4), new Uint32Array(4)];
  philox4x32(-1, -2, 0, 0, 7, 8, a);
  philox4x32(0xffffffff, 0xfffffffe, 0, 0, 7, 8, b);
  expect([...a]).toEqual([...b]);
});
