import { describe, expect, it } from 'vitest';
import type { ProjectDocument } from '#engine/project-file/document.ts';
import { checkDocument } from '#main/projects/check-document.ts';

const bounds = { x: 0, y: 0, width: 8660, height: 5774 };
const keys = Array.from({ length: 17 * 12 }, (_, index) => `${index % 17},${Math.floor(index / 17)}`);

/** A history of a 50-megapixel picture in which every step replaces the whole selection, as inverting it does. */
function longHistory(steps: number): { document: ProjectDocument; tiles: Map<string, number> } {
  const tiles = new Map<string, number>([['photo.raw', 512 * 512 * 3]]);
  const states = Array.from({ length: steps }, (_, step) => {
    tiles.set(`mask-${step}.z`, 100);
    return {
      label: 'Invert selection',
      pixels: { bounds, set: step === 0 ? named('photo.raw') : {}, removed: [] },
      mask: { bounds, set: named(`mask-${step}.z`), removed: [] },
      coverage: { bounds, pixels: 1 },
      recipe: null,
      changedOutsideMask: null,
    };
  });
  const picture = { channels: 3, bitDepth: 8, tileSize: 512, iccProfile: null } as const;
  const metadata = { exif: null, xmp: null };
  return {
    document: {
      name: 'long.jpg',
      fileHash: null,
      storesOriginal: false,
      profileName: 'sRGB',
      metadata,
      picture,
      present: 0,
      states,
    },
    tiles,
  };
}

const named = (file: string): Record<string, string> => Object.fromEntries(keys.map((key) => [key, file]));

describe('the check of a project', () => {
  it('lets a day of work on a large picture through: a tile that a step replaces counts once', () => {
    const { document, tiles } = longHistory(2000);
    expect(checkDocument(document, tiles, 'long.tessera').size).toBe(2001);
  });

  it('refuses a history that nobody could have made', () => {
    const { document, tiles } = longHistory(1);
    const first = document.states[0]!;
    const idle = { ...first, pixels: { ...first.pixels, set: {} }, mask: { ...first.mask, set: {} } };
    const states = [first, ...Array.from({ length: 25_000 }, () => idle)];
    expect(() => checkDocument({ ...document, states }, tiles, 'hostile.tessera')).toThrowError(
      expect.objectContaining({ code: 'project-invalid' }),
    );
  });
});
