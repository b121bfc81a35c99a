import { describe, expect, it } from 'vitest';
import { coloursFrom, flagsFrom, pixelAt, type SideView } from '#engine/imaging/exemplar/side-view.ts';

const [cropWidth, cropHeight] = [9, 7];

/** Each side of a crop whose known pixels end two from it; four columns or rows are mirrored. */
const views: SideView[] = [
  { start: cropWidth - 2, outwards: 1, along: cropWidth, height: cropHeight },
  { start: 1, outwards: -1, along: cropWidth, height: cropHeight },
  { start: cropWidth, outwards: -cropWidth, along: 1, height: cropWidth },
  { start: (cropHeight - 2) * cropWidth, outwards: cropWidth, along: 1, height: cropWidth },
].map((side) => ({ ...side, bit: 1, mirrored: 4, width: 10, slanted: null }));

describe('what a side sees', () => {
  it.each(views)('are the known pixels and their mirror image, outwards by $outwards', (view) => {
    const colours = Float32Array.from({ length: cropWidth * cropHeight * 3 }, (_, i) => i);
    const flags = Uint8Array.from({ length: cropWidth * cropHeight }, (_, i) => (i * i) % 7);
    const [seenColours, seenFlags] = [coloursFrom(view, colours), flagsFrom(view, flags)];
    for (let y = 0; y < view.height; y++)
      for (let x = 0; x < view.width; x++) {
        const [at, from] = [y * view.width + x, pixelAt(view, x, y)];
        expect(seenFlags[at]).toBe(flags[from]);
        expect([...seenColours.subarray(at * 3, at * 3 + 3)]).toEqual([
          ...colours.subarray(from * 3, from * 3 + 3),
        ]);
      }
  });
});
