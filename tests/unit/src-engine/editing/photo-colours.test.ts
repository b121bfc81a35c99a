import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { coloursOfPhoto } from '#engine/editing/photo-colours.ts';
import { readPhotoFile } from '#engine/imaging/codec/index.ts';

const corpus = (name: string): string => resolve('tests/fixtures/corpus', name);
/** By file: what its patches, row by row, are in 8 bit sRGB, by littleCMS in Python (read-independently.py). */
const shown = JSON.parse(readFileSync(corpus('shown.json'), 'utf8')) as Record<string, string>;
const open = async (name: string) => (await readPhotoFile(corpus(name))).image;

const tables = ['table-rgb.png', 'table-linear-16.tif', 'table-over-matrix.png', 'table-grey.png'];

it.each(tables)('the network sees the patches of %s as littleCMS shows them', async (name) => {
  const image = await open(name);
  const { width, channels, data } = image;
  const seen = (await coloursOfPhoto(image)).toNetwork(data);
  for (const [patch, colour] of shown[name]!.split(' ').entries()) {
    const at = (Math.floor(patch / 8) * 12 + 6) * width + (patch % 8) * 12 + 6;
    for (let c = 0; c < 3; c++) {
      const wanted = parseInt(colour.slice(2 * c, 2 * c + 2), 16);
      expect(Math.abs(((seen[3 * at + c]! + 1) / 2) * 255 - wanted), `${patch}`).toBeLessThan(2);
    }
  }
  expect(seen.length).toBe((data.length / channels) * 3);
});

it.each(tables)('what the network makes goes back into the numbers of %s', async (name) => {
  const image = await open(name);
  const { channels, data, bitDepth } = image;
  const colours = await coloursOfPhoto(image);
  const seen = colours.toNetwork(data);
  const back = colours.toSamples(seen);
  const again = colours.toNetwork(
    bitDepth === 16 ? Uint16Array.from(back, Math.round) : Uint8Array.from(back, Math.round),
  );
  const kept = channels % 2 === 1 ? channels : channels - 1;
  expect(back.length).toBe((data.length / channels) * kept);
  // Where another number means the same colour, within a step of 8 bits.
  const off = seen.map((value, i) => Math.abs(value - again[i]!));
  expect(Math.max(...off) * 127.5).toBeLessThan(bitDepth === 16 ? 0.2 : 2);
});

it('colours that lie in no table become the nearest, not numbers out of range', async () => {
  const image = await open('table-rgb.png');
  const colours = await coloursOfPhoto(image);
  const back = colours.toSamples(Float32Array.of(-1, 1, -1, 1.2, -1.3, 1, 3, 3, 3));
  for (const value of back) {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(255);
  }
  const green = colours.toNetwork(Uint8Array.from(back.subarray(0, 3), Math.round));
  expect(green[1]!).toBeGreaterThan(green[0]! + 0.5);
  expect(back[6]).toBeGreaterThan(250);
});

it('photos without tables are converted as before', async () => {
  const image = await open('dpi-600.png');
  const seen = (await coloursOfPhoto(image)).toNetwork(image.data.subarray(0, 3));
  expect([...seen]).toEqual(
    [...image.data.subarray(0, 3)].map((value) => Math.fround((value * 2) / 255 - 1)),
  );
});
