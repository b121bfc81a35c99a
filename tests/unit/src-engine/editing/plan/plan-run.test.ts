import { describe, expect, it } from 'vitest';
import type { Rect } from '#shared/geometry/rect.ts';
import { planRun } from '#engine/editing/run/run-edit.ts';
import { typicalSpeed } from '#engine/editing/plan/run-speed.ts';
import { fillRun, maskWith, picture, quiet, runEdit, settingsWith } from '#tests/fixtures/edits.ts';

/** What surrounds a rectangle in a picture of 192 x 192 pixels. */
const around = ({ x, y, width, height }: Rect): Rect[] => [
  { x: 0, y: 0, width: 192, height: y },
  { x: 0, y: y + height, width: 192, height: 192 - y - height },
  { x: 0, y, width: x, height },
  { x: x + width, y, width: 192 - x - width, height },
];

describe('planRun', () => {
  it('says what the run will do: the passes and their cost', async () => {
    const run = fillRun(
      picture(200, 200),
      maskWith(200, 200, [{ x: 60, y: 60, width: 80, height: 80 }]),
      settingsWith({ effort: 'balanced' }),
    );
    const { run: plan } = await planRun(run);
    const outcome = await runEdit(run, quiet());
    expect(outcome.patches[0]!.report.tokenEvaluations).toBe(plan.tokenEvaluations);
    expect(plan.maskBounds).toEqual({ x: 60, y: 60, width: 80, height: 80 });
    expect(plan.passes[0]!.level).toBe(0);
    plan.passes.forEach((pass) =>
      expect(pass.arStepSizes.reduce((sum, size) => sum + size, 0)).toBe(pass.order.length),
    );
    expect([...plan.passes.map((pass) => pass.scale)]).toEqual(
      [...plan.passes.map((pass) => pass.scale)].sort((a, b) => a - b),
    );
  });

  it('honours any AR and diffusion steps, from 1 x N to L x 1', async () => {
    for (const [arSteps, diffusionSteps] of [
      [1, 5],
      [4096, 1],
    ] as const) {
      const run = fillRun(
        picture(30, 30),
        maskWith(30, 30, [{ x: 8, y: 8, width: 8, height: 8 }]),
        settingsWith({ arSteps, diffusionSteps, detail: 'off' }),
      );
      const { run: plan } = await planRun(run);
      expect(plan.passes[0]!.arStepSizes).toHaveLength(Math.min(arSteps, plan.passes[0]!.order.length));
      expect(plan.passes[0]!.diffusionSteps).toEqual(plan.passes[0]!.arStepSizes.map(() => diffusionSteps));
    }
  });

  it('estimates seconds once the machine’s speed is known', async () => {
    const run = fillRun(
      picture(30, 30),
      maskWith(30, 30, [{ x: 8, y: 8, width: 8, height: 8 }]),
      settingsWith({ detail: 'off' }),
    );
    expect((await planRun(run)).run.estimatedSeconds).toBeNull();
    const { run: plan } = await planRun(run, {
      ...typicalSpeed,
      perCall: 0,
      perEvaluation: 0.01,
      perPixel: 1e-9,
    });
    expect(plan.estimatedSeconds).toBeCloseTo(plan.tokenEvaluations / 100);
  });

  it.each([
    ['in the middle', [{ x: 50, y: 50, width: 90, height: 90 }], 'photo'],
    ['that leaves a narrow frame around it', [{ x: 24, y: 24, width: 144, height: 144 }], 'photo'],
    ['that is half of the picture', [{ x: 96, y: 0, width: 96, height: 192 }], 'model'],
    ['that is a strip at its edge', [{ x: 152, y: 0, width: 40, height: 192 }], 'photo'],
    ['as large as the rest, around it', around({ x: 32, y: 32, width: 128, height: 128 }), 'photo'],
  ])('copies texture by itself where enough is known: a hole %s', async (_, holes, stage) => {
    const run = fillRun(
      picture(192, 192),
      maskWith(192, 192, holes),
      settingsWith({ detail: 'auto', effort: 'fast' }),
    );
    expect((await planRun(run)).run.detailStage).toBe(stage);
  });

  it('says the memory that pixels take: less where none are copied, and about what was measured', async () => {
    const bytesOf = async (side: number, detail: 'auto' | 'off'): Promise<number> => {
      const hole = { x: 600, y: 200, width: side, height: side };
      const run = fillRun(picture(4000, 3000), maskWith(4000, 3000, [hole]), settingsWith({ detail }));
      return (await planRun(run)).pictureBytes;
    };
    expect(Math.abs((await bytesOf(2000, 'auto')) / 757e6 - 1)).toBeLessThan(0.2);
    expect(Math.abs((await bytesOf(2000, 'off')) / 436e6 - 1)).toBeLessThan(0.2);
    expect(Math.abs((await bytesOf(300, 'auto')) / 60e6 - 1)).toBeLessThan(0.2);
  });

  it('copies texture beyond a side that is as deep as the photo is wide where the network alone would blur it', async () => {
    const run = fillRun(
      picture(800, 200),
      maskWith(800, 200, [{ x: 400, y: 0, width: 400, height: 200 }]),
      settingsWith({ detail: 'auto', effort: 'fast' }),
    );
    expect((await planRun(run)).run.detailStage).toBe('photo');
  });
});
