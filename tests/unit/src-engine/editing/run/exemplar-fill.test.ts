import { expect, it, vi } from 'vitest';
import type * as exemplars from '#engine/imaging/exemplar/fill-from-exemplars.ts';
import { fillRun, maskWith, picture, quiet, runEdit, settingsWith } from '#tests/fixtures/edits.ts';

/** What the stage was told not to copy from. */
const avoided = vi.hoisted((): Uint8Array[] => []);
vi.mock('#engine/imaging/exemplar/fill-from-exemplars.ts', async (importOriginal) => {
  const original = await importOriginal<typeof exemplars>();
  return {
    ...original,
    fillFromExemplars: (...[input, ...rest]: Parameters<typeof original.fillFromExemplars>) => {
      avoided.push(Uint8Array.from(input.avoid!));
      return original.fillFromExemplars(input, ...rest);
    },
  };
});

it.each([2, 4] as const)('copies nothing from fully transparent pixels: %i channels', async (channels) => {
  const [width, height] = [90, 80];
  const image = picture(width, height, channels);
  // A cut-out: nobody sees the right third, whatever a program left there.
  image.data.forEach((_, i) => {
    if (i % channels === channels - 1) image.data[i] = ((i / channels) | 0) % width < 60 ? 1 + (i % 255) : 0;
  });
  const mask = maskWith(width, height, [{ x: 30, y: 30, width: 16, height: 16 }]);
  await runEdit(fillRun(image, mask, settingsWith({ detail: 'photo' })), quiet());
  const avoid = avoided.pop()!;
  expect(avoid).toHaveLength(width * height);
  expect([...avoid]).toEqual(Array.from(avoid, (_, pixel) => (pixel % width < 60 ? 0 : 1)));
});
