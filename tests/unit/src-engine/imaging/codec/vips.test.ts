import { expect, it } from 'vitest';
import { withVips } from '#engine/imaging/codec/vips.ts';

it('one instance of libvips serves all, and none after an error: what a damaged file leaves of it is not known', async () => {
  const first = await withVips((vips) => vips);
  expect(await withVips((vips) => vips)).toBe(first);
  await expect(
    withVips(() => {
      throw new Error('damaged');
    }),
  ).rejects.toThrow('damaged');
  expect(await withVips((vips) => vips)).not.toBe(first);
});
