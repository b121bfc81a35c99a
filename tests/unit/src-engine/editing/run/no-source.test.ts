import { describe, expect, it, vi } from 'vitest';
import { noSourceOfTurn, parseRecipe, settingsOfTurn } from '#engine/editing/recipe/recipe.ts';
import { maskSource } from '#engine/editing/sources.ts';
import type * as exemplars from '#engine/imaging/exemplar/fill-from-exemplars.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { fillRun, irregularPicture, maskWith, runEdit, settingsWith } from '#tests/fixtures/edits.ts';

/** What each copied pixel came from, relative to the crop it was found in. */
const copied = vi.hoisted((): { readonly from: Int32Array; readonly width: number }[] => []);
vi.mock('#engine/imaging/exemplar/fill-from-exemplars.ts', async (importOriginal) => {
  const original = await importOriginal<typeof exemplars>();
  return {
    ...original,
    fillFromExemplars: async (...args: Parameters<typeof original.fillFromExemplars>) => {
      const result = await original.fillFromExemplars(...args);
      copied.push({ from: result.sources, width: args[0].width });
      return result;
    },
  };
});

const [width, height] = [150, 140];
const whole = { x: 0, y: 0, width, height };
const forbidden = { x: 90, y: 0, width: 60, height };
/** Half covered: as the edge of a brush's stroke. */
const forbid = (...rects: readonly Rect[]) => maskSource(maskWith(width, height, rects, 128));
const heal = settingsWith({ layout: 'photo' });

/** Specks on black: red ones where copying is forbidden, else green ones. */
function specks(): SampleImage {
  const image = irregularPicture(width, height);
  for (let i = 0; i < width * height; i++) {
    const light = image.data[i * 3]! > 160 ? 230 : 20;
    image.data.set(i % width >= forbidden.x ? [light, 20, 20] : [20, light, 20], i * 3);
  }
  return image;
}

/** Share of the samples' pixels that are rather red. */
const redShare = (samples: Uint8Array | Uint16Array): number => {
  let red = 0;
  for (let i = 0; i < samples.length; i += 3) if (samples[i]! > samples[i + 1]! + 60) red++;
  return red / (samples.length / 3);
};

describe('where texture must not come from', () => {
  it.each([
    ['a hole whose border is mostly forbidden', [{ x: 84, y: 40, width: 44, height: 44 }]],
    ['a hole from which only a far corner may be copied', [{ x: 84, y: 40, width: 44, height: 44 }], 60],
  ])('copies nothing from there into %s', async (_, hole, allowedUpTo = forbidden.x) => {
    const run = { ...fillRun(specks(), maskWith(width, height, hole), heal), pack: null };
    const free = (await runEdit(run)).patches[0]!;
    expect(redShare(free.samples)).toBeGreaterThan(0.05);
    copied.length = 0;
    const limit = { ...forbidden, x: allowedUpTo, width: width - allowedUpTo };
    const { samples } = (await runEdit({ ...run, noSource: forbid(limit) })).patches[0]!;
    expect(redShare(samples)).toBe(0);
    const [{ from, width: across }] = copied as [(typeof copied)[number]];
    const columns = from.filter((source) => source >= 0).map((source) => source % across);
    expect(columns.length).toBe(44 * 44);
    expect(columns.filter((x) => x >= allowedUpTo)).toEqual(new Int32Array());
  });

  it('looks as far as it has to, and says so where nothing is left', async () => {
    const hole = { x: 6, y: 6, width: 44, height: 44 };
    const corner = { x: 110, y: 100, width: 40, height: 40 };
    const image = irregularPicture(width, height);
    const run = { ...fillRun(image, maskWith(width, height, [hole]), heal), pack: null };
    const outside = maskWith(width, height, [corner]);
    outside.data.forEach((value, i) => (outside.data[i] = 255 - value));
    copied.length = 0;
    await runEdit({ ...run, noSource: maskSource(outside) });
    const { from, width: across } = copied[0]!;
    for (const source of from)
      if (source >= 0) expect([source % across >= 110, source >= 100 * across]).toEqual([true, true]);
    const message = /Nothing is left to copy texture from.*Allow more/;
    await expect(runEdit({ ...run, noSource: forbid(whole) })).rejects.toMatchObject({ message });
    // Three pixels are no texture.
    const few = maskWith(width, height, [whole]);
    few.data.fill(0, 100 * width + 100, 100 * width + 103);
    await expect(runEdit({ ...run, noSource: maskSource(few) })).rejects.toMatchObject({ message });
  });

  it('takes no texture from there into thin lines either, whose border goes on all the same', async () => {
    const line = { x: 20, y: 60, width: 110, height: 3 };
    const band = { x: 0, y: 74, width, height: height - 74 };
    const image = irregularPicture(width, height);
    const other = { ...image, data: image.data.slice() };
    for (let i = band.y * width * 3; i < image.data.length; i++) other.data[i] = 255 - other.data[i]!;
    const fill = async (photo: SampleImage, ...areas: Rect[]) => {
      const run = fillRun(photo, maskWith(width, height, [line]), settingsWith({ detail: 'auto' }));
      const { plan, patches } = await runEdit({ ...run, pack: null, noSource: forbid(...areas) });
      expect(plan.thinPixels).toBe(330);
      return patches[0]!.samples;
    };
    expect(await fill(image, band)).toEqual(await fill(other, band));
    expect(await fill(image)).not.toEqual(await fill(other));
    const continued = await fill(image, whole).catch((error: Error) => error.message);
    expect(continued).toMatch(/Nothing is left/);
    // All around it is forbidden: light continues, and a corner far away is no reason for grey.
    const light = irregularPicture(width, height);
    light.data.forEach((value, i) => (light.data[i] = 200 + (value >> 4)));
    const around = await fill(light, { ...whole, width: width - 1 });
    expect(Math.min(...around)).toBeGreaterThan(180);
  });

  it('is no source beyond a side, nor as its mirror image', async () => {
    const run = fillRun(specks(), maskWith(width, height, []), settingsWith({ detail: 'photo' }));
    const request = { kind: 'extend' as const, by: { left: 0, top: 0, bottom: 0, right: 30 } };
    copied.length = 0;
    await runEdit({ ...run, request, mask: null, noSource: forbid(forbidden) });
    const { from, width: across } = copied[0]!;
    const columns = from.filter((source) => source >= 0).map((source) => source % across);
    expect(columns.length).toBe(30 * height);
    // The crop begins where the photo does.
    expect(columns.filter((x) => x >= forbidden.x - (150 + 30 - across))).toEqual(new Int32Array());
  });

  it('stands in the recipe, which repeats it', async () => {
    const hole = [{ x: 84, y: 40, width: 30, height: 30 }];
    const run = { ...fillRun(specks(), maskWith(width, height, hole), heal), pack: null };
    const made = (await runEdit({ ...run, noSource: forbid(forbidden) })).patches[0]!;
    const [turn] = parseRecipe(made.recipe);
    const noSource = noSourceOfTurn(turn!, whole);
    const again = await runEdit({ ...run, settings: settingsOfTurn(turn!), noSource });
    expect(again.patches[0]!.samples).toEqual(made.samples);
    const without = (await runEdit({ ...run, noSource: null })).patches[0]!;
    expect(without.samples).not.toEqual(made.samples);
    const version = ({ recipe }: { readonly recipe: string }): unknown =>
      (JSON.parse(recipe) as { formatVersion: number }).formatVersion;
    // A version that does not know it must not repeat it without.
    expect([version(made), version(without)]).toEqual([6, 4]);
  });
});
