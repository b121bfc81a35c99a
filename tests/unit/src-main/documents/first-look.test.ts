import { expect, it } from 'vitest';
import { showFirstLook } from '#main/documents/first-look.ts';
import type { FirstLook } from '#shared/contract/events.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';

const source = { kind: 'file', path: 'photo.jpg' } as const;
const picture = (width: number, isCoarse: boolean) => ({
  ...{ width, height: 1, rgba: new Uint8Array(4 * width), of: { width: 4000, height: 4 }, isCoarse },
});

/** The widths that are shown, null = the name alone. */
async function shown(lookAtPicture: PixelOperations['lookAtPicture']): Promise<(number | null)[]> {
  const looks: FirstLook[] = [];
  await showFirstLook(source, 'photo.jpg', { lookAtPicture }, (look) => void looks.push(look));
  expect(looks.every(({ name }) => name === 'photo.jpg')).toBe(true);
  return looks.map((look) => look.picture?.width ?? null);
}

it('shows the name at once, then a coarse picture, then the sharp one', async () => {
  const asked: boolean[] = [];
  expect(
    await shown(async (_, isSharp = false) => {
      asked.push(isSharp);
      return isSharp ? picture(1000, false) : picture(160, true);
    }),
  ).toEqual([null, 160, 1000]);
  expect(asked).toEqual([false, true]);
});

it('asks once where the first picture is sharp, or there is none, and goes on where it fails', async () => {
  expect(await shown(async () => picture(1000, false))).toEqual([null, 1000]);
  expect(await shown(async () => null)).toEqual([null]);
  expect(await shown(() => Promise.reject(new Error('damaged')))).toEqual([null]);
});

it('waits for a moment only', async () => {
  expect(await shown(() => new Promise(() => undefined))).toEqual([null]);
});
