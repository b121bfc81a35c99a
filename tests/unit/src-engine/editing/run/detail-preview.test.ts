import { expect, it, vi } from 'vitest';
import type { DetailPreview } from '#engine/editing/run/detail-preview.ts';
import { fillRun, maskWith, irregularPicture, quiet, runEdit, settingsWith } from '#tests/fixtures/edits.ts';

vi.setConfig({ testTimeout: 60_000 });

const hole = { x: 50, y: 41, width: 60, height: 56 };

it.each([
  [3, 8],
  [4, 16],
  [1, 16],
] as const)(
  'the detail stage shows itself after the steps, coarse first, only in the hole: %i channels, %i bit',
  async (channels, bitDepth) => {
    const told: string[] = [];
    const previews: DetailPreview[] = [];
    const photo = irregularPicture(151, 140, channels, bitDepth);
    const run = fillRun(photo, maskWith(151, 140, [hole]), settingsWith({ detail: 'photo' }));
    await runEdit(run, {
      ...quiet(),
      onStep: () => told.push('step'),
      onPreview: (_, preview) => {
        told.push('preview');
        previews.push(preview);
      },
    });
    expect(told.lastIndexOf('step')).toBeLessThan(told.indexOf('preview'));
    const scales = previews.map(({ rect, width }) => rect.width / width);
    expect(scales.length).toBeGreaterThan(1);
    expect(scales).toEqual([...scales].sort((a, b) => b - a));
    expect(new Set(scales).size).toBe(scales.length);
    previews.forEach(({ rect, width, rgba }, n) => {
      const scale = scales[n]!;
      // Only the hole travels to the window, not the neighbourhood that was searched.
      expect(rect.width).toBeLessThan(hole.width + 2 * scale);
      expect(rect.height).toBeLessThan(hole.height + 2 * scale);
      for (let pixel = 0; pixel * 4 < rgba.length; pixel++) {
        const x = rect.x + (pixel % width) * scale;
        const y = rect.y + Math.floor(pixel / width) * scale;
        const touches =
          x + scale > hole.x && x < hole.x + hole.width && y + scale > hole.y && y < hole.y + hole.height;
        if (rgba[pixel * 4 + 3] !== (touches ? 255 : 0)) throw new Error(`${x}, ${y} at scale ${scale}`);
      }
    });
  },
);
