import { fc, test } from '@fast-check/vitest';
import { describe, expect, it, vi } from 'vitest';
import { planRun } from '#engine/editing/run/run-edit.ts';
import { coverageOutside, imageSource, maskSource } from '#engine/editing/sources.ts';
import { countChangedOutside } from '#engine/imaging/blend/composite.ts';
import type { RunProgress } from '#shared/runs/run-report.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { fillRun, maskWith, picture, quiet, runEdit, settingsWith } from '#tests/fixtures/edits.ts';
import { fakeManifest } from '#tests/fixtures/fake-pack.ts';

// A few of these run the exemplar stage; machines that are busy with other work need more than the usual five seconds.
vi.setConfig({ testTimeout: 60_000 });

describe('runEdit', () => {
  const rect = fc.record({
    x: fc.integer({ min: -5, max: 60 }),
    y: fc.integer({ min: -5, max: 60 }),
    width: fc.integer({ min: 1, max: 50 }),
    height: fc.integer({ min: 1, max: 50 }),
  });

  test.prop(
    {
      width: fc.integer({ min: 1, max: 60 }),
      height: fc.integer({ min: 1, max: 60 }),
      rects: fc.array(rect, { minLength: 1, maxLength: 3 }),
      value: fc.constantFrom(1, 100, 255),
      channels: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
      bitDepth: fc.constantFrom(8 as const, 16 as const),
      detail: fc.constantFrom('off' as const, 'model' as const, 'photo' as const, 'auto' as const),
      order: fc.constantFrom('from-edges' as const, 'raster' as const, 'random' as const, 'spiral' as const),
      anyWindow: fc.boolean(),
    },
    { seed: 7, numRuns: 40 },
  )(
    'changes nothing outside the mask, whatever its size and shape',
    async ({ width, height, rects, value, channels, bitDepth, detail, order, anyWindow }) => {
      const image = picture(width, height, channels, bitDepth);
      const mask = maskWith(width, height, rects, value);
      fc.pre(mask.data.some((coverage) => coverage > 0));
      const { patches } = await runEdit(
        fillRun(image, mask, settingsWith({ detail, order }), fakeManifest({ anyWindow })),
        quiet(),
      );
      const { rect: area, samples, report, bounds } = patches[0]!;
      const original = await imageSource(image).read(area);
      expect(bounds).toEqual({ x: 0, y: 0, width, height });
      expect(report.changedOutsideMask).toBe(0);
      expect(countChangedOutside(original, samples, await maskSource(mask).read(area), channels)).toBe(0);
    },
    120_000,
  );

  it('fills what is masked: fully covered pixels no longer depend on what was there', async () => {
    const image = picture(40, 40);
    const mask = maskWith(40, 40, [{ x: 10, y: 10, width: 16, height: 12 }]);
    const other = {
      ...image,
      data: image.data.map((value, i) => (mask.data[Math.floor(i / 3)] ? 255 - value : value)),
    };
    for (const detail of ['off', 'model', 'photo'] as const) {
      const [a, b] = await Promise.all(
        [image, other].map((each) => runEdit(fillRun(each, mask, settingsWith({ detail })), quiet())),
      );
      expect(a!.patches[0]!.samples).toEqual(b!.patches[0]!.samples);
      expect(a!.patches[0]!.samples).not.toEqual(await imageSource(image).read(a!.patches[0]!.rect));
    }
  });

  it('gives the same pixels for the same seed, and others for another one', async () => {
    const run = (seed: number) =>
      runEdit(
        fillRun(
          picture(40, 40),
          maskWith(40, 40, [{ x: 4, y: 4, width: 20, height: 20 }]),
          settingsWith({ seed }),
        ),
        quiet(),
      );
    const [first, again, other] = [await run(5), await run(5), await run(6)];
    expect(again.patches[0]!.samples).toEqual(first.patches[0]!.samples);
    expect(other.patches[0]!.samples).not.toEqual(first.patches[0]!.samples);
  });

  it('makes variant i exactly like a run of its own with seed + i, encoding the photo once', async () => {
    const mask = maskWith(30, 30, [{ x: 9, y: 9, width: 8, height: 8 }]);
    const run = fillRun(picture(30, 30), mask, settingsWith({ seed: 5, variants: 3, detail: 'off' }));
    const { patches, plan } = await runEdit(run, quiet());
    for (const [variant, patch] of patches.entries()) {
      const alone = await runEdit(
        fillRun(picture(30, 30), mask, settingsWith({ seed: 5 + variant, detail: 'off' })),
        quiet(),
      );
      expect(patch.samples).toEqual(alone.patches[0]!.samples);
      expect(patch.report.seed).toBe(5 + variant);
    }
    const evaluated = patches.reduce((sum, patch) => sum + patch.report.tokenEvaluations, 0);
    expect(evaluated).toBe(plan.tokenEvaluations);
  });

  it('extends on every side and keeps the photo where it was', async () => {
    const image = picture(24, 20);
    const run = {
      ...fillRun(image, maskWith(24, 20, []), settingsWith()),
      request: { kind: 'extend' as const, by: { left: 7, right: 3, top: 5, bottom: 9 } },
      mask: null,
    };
    const { patches } = await runEdit(run, quiet());
    expect(patches[0]!.bounds).toEqual({ x: -7, y: -5, width: 34, height: 34 });
    const coverage = await coverageOutside(patches[0]!.bounds, { x: 0, y: 0, width: 24, height: 20 }).read(
      patches[0]!.rect,
    );
    expect(patches[0]!.rect).toEqual(patches[0]!.bounds);
    let at = 0;
    coverage.forEach((covered, pixel) => {
      if (covered === 0)
        for (let c = 0; c < 3; c++) expect(patches[0]!.samples[pixel * 3 + c]).toBe(image.data[at++]);
    });
    expect(at).toBe(24 * 20 * 3);
  });

  it('follows the photo more with context guidance, at the cost that was said; a new picture has nothing to follow', async () => {
    const [image, mask] = [picture(40, 40), maskWith(40, 40, [{ x: 8, y: 8, width: 22, height: 20 }])];
    const made = async (changes: Partial<RunSettings>, kind: 'fill' | 'generate' = 'fill') => {
      const settings = settingsWith({ arSteps: 2, diffusionSteps: 3, ...changes });
      const run = { ...fillRun(image, mask, settings), request: { kind } };
      const { plan, patches } = await runEdit(run, quiet());
      expect(patches[0]!.report).toMatchObject({
        tokenEvaluations: plan.tokenEvaluations,
        contextGuidance: plan.contextGuidance,
        changedOutsideMask: 0,
      });
      return { ...patches[0]!, plan };
    };
    const plain = await made({});
    const guided = await made({ contextGuidance: 2 });
    expect(guided.samples).not.toEqual(plain.samples);
    expect([plain.plan.contextGuidance, guided.plan.contextGuidance]).toEqual([1, 2]);
    const times = guided.plan.tokenEvaluations / plain.plan.tokenEvaluations;
    expect(times).toBeGreaterThan(1.5);
    expect(times).toBeLessThan(2);
    const half = await made({ contextGuidance: 2, contextGuidanceInterval: [0.5, 1] });
    expect(half.plan.tokenEvaluations).toBeLessThan(guided.plan.tokenEvaluations);
    expect(half.samples).not.toEqual(guided.samples);
    const [generated, again] = [await made({}, 'generate'), await made({ contextGuidance: 2 }, 'generate')];
    expect(again.samples).toEqual(generated.samples);
    expect(again.plan).toMatchObject({
      contextGuidance: 1,
      tokenEvaluations: generated.plan.tokenEvaluations,
    });
  });

  it('generates a picture of any size from nothing', async () => {
    for (const [width, height] of [
      [16, 16],
      [1, 1],
      [50, 9],
    ] as const) {
      const run = {
        ...fillRun(
          picture(width, height),
          maskWith(width, height, []),
          settingsWith({ label: 'sea', guidance: 2 }),
        ),
        request: { kind: 'generate' as const },
        mask: null,
      };
      const { patches } = await runEdit(run, quiet());
      expect(patches[0]!.samples).toHaveLength(width * height * 3);
    }
  });

  it.each([
    [1, 1],
    [800, 2],
    [2, 300],
  ])('works on a photo of %i x %i pixels that is masked completely', async (width, height) => {
    const { patches } = await runEdit(
      fillRun(
        picture(width, height),
        maskWith(width, height, [{ x: 0, y: 0, width, height }]),
        settingsWith({ detail: 'auto' }),
      ),
      quiet(),
    );
    expect(patches[0]!.rect).toEqual({ x: 0, y: 0, width, height });
  });

  it('keeps transparent surroundings transparent and opaque ones opaque', async () => {
    for (const alpha of [0, 255]) {
      const image = picture(24, 24, 4);
      image.data.forEach((_, i) => i % 4 === 3 && (image.data[i] = alpha));
      const { patches } = await runEdit(
        fillRun(image, maskWith(24, 24, [{ x: 8, y: 8, width: 8, height: 8 }]), settingsWith()),
        quiet(),
      );
      const alphas = patches[0]!.samples.filter((_, i) => i % 4 === 3);
      expect(alphas.every((value) => value === alpha)).toBe(true);
    }
  });

  it('tells progress that never falls, and shows the tokens of every AR step', async () => {
    const seen: RunProgress[] = [];
    let pictures = 0;
    await runEdit(
      fillRun(
        picture(60, 60),
        maskWith(60, 60, [{ x: 5, y: 5, width: 45, height: 45 }]),
        settingsWith({ detail: 'photo' }),
      ),
      {
        signal: new AbortController().signal,
        onProgress: (progress) => seen.push(progress),
        onStep: (_variant, { width, height }, rgba) => {
          pictures++;
          expect(rgba).toHaveLength(width * height * 4);
        },
      },
    );
    expect(pictures).toBeGreaterThan(0);
    seen.forEach(({ fraction }, i) =>
      expect(fraction).toBeGreaterThanOrEqual(i === 0 ? 0 : seen[i - 1]!.fraction),
    );
    expect(seen.at(-1)!.fraction).toBeLessThan(1);
  });

  it('stops between network calls when it is cancelled', async () => {
    const abort = new AbortController();
    const run = fillRun(
      picture(60, 60),
      maskWith(60, 60, [{ x: 5, y: 5, width: 45, height: 45 }]),
      settingsWith(),
    );
    const job = runEdit(run, {
      ...quiet(abort.signal),
      onProgress: ({ phase }) => phase === 'sample' && abort.abort(),
    });
    await expect(job).rejects.toMatchObject({ name: 'Cancelled' });
  });

  it.each([
    ['an empty mask', maskWith(20, 20, []), {}, 'mask-empty'],
    [
      'a mask of another size',
      maskWith(20, 19, [{ x: 0, y: 0, width: 3, height: 3 }]),
      {},
      'mask-wrong-size',
    ],
    [
      'an unknown label',
      maskWith(20, 20, [{ x: 0, y: 0, width: 3, height: 3 }]),
      { label: 'cat' },
      'label-unknown',
    ],
  ] as const)('refuses %s with its own message', async (_, mask, changes, code) => {
    await expect(
      runEdit(fillRun(picture(20, 20), mask, settingsWith(changes)), quiet()),
    ).rejects.toMatchObject({ code });
  });

  it('refuses to make a picture that could not be opened again', async () => {
    const run = fillRun(picture(20, 20), maskWith(20, 20, []), settingsWith());
    const by = { left: 20000, right: 0, top: 7500, bottom: 0 };
    await expect(planRun({ ...run, request: { kind: 'extend', by } })).rejects.toMatchObject({
      code: 'image-too-large',
    });
  });

  it('never reads more of a large photo than the neighbourhood of its mask', async () => {
    const photo = imageSource(picture(600, 500, 1));
    let largest = 0;
    const base = fillRun(
      picture(1, 1),
      maskWith(600, 500, [{ x: 250, y: 200, width: 12, height: 12 }]),
      settingsWith({ detail: 'photo' }),
    );
    await runEdit(
      {
        ...base,
        photo: {
          ...photo,
          read: (rect) => (
            (largest = Math.max(largest, rect.width === 600 ? 0 : rect.width * rect.height)),
            photo.read(rect)
          ),
        },
      },
      quiet(),
    );
    expect(largest).toBeLessThan(200 * 200);
  });
});
