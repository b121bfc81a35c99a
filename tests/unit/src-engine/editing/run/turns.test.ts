import { describe, expect, it, vi } from 'vitest';
import { type FinishedVariant, type Paused, pauseReason, planRun } from '#engine/editing/run/run-edit.ts';
import type { StepId } from '#shared/runs/run-plan.ts';
import { orderNames, type RunSettings } from '#shared/runs/run-settings.ts';
import {
  fillRun,
  irregularPicture,
  maskWith,
  picture,
  quiet,
  runEdit,
  settingsWith,
} from '#tests/fixtures/edits.ts';
import { fakePack } from '#tests/fixtures/fake-pack.ts';
import {
  before,
  branchFrom,
  callsOf,
  ddpm,
  onePart,
  only,
  pausedAt,
  statesOf,
  stepsOf,
  twoParts,
} from '#tests/fixtures/turns.ts';

// Hundreds of whole edits: machines that are busy with other work need more than the usual half minute.
vi.setConfig({ testTimeout: 300_000 });

describe('another turn from an AR step', () => {
  it.each([
    ['rectified flow', twoParts()],
    ['DDPM', onePart({}, ddpm())],
  ])('keeps every step before it bit for bit, at every step of every window (%s)', async (_, run) => {
    const parent = await only(run);
    const states = await statesOf(run, parent);
    const ats = await stepsOf(run);
    expect(ats.length).toBeGreaterThan(5);
    for (const at of ats) {
      const same = await only(branchFrom(run, parent, at));
      expect(same.patch.samples).toEqual(parent.patch.samples);
      const other = branchFrom(run, parent, at, { seed: 77 });
      const turned = await only(other);
      const turnedStates = await statesOf(other, turned);
      expect(before(turnedStates, at)).toEqual(before(states, at));
      expect(turnedStates[at.pass]![at.step]).not.toEqual(states[at.pass]![at.step]);
      expect(turned.patch.report.changedOutsideMask).toBe(0);
      // Without the parent's state, what it decided is computed again: the same turn.
      const replayed = await only({ ...other, parentState: null });
      expect(replayed.patch.samples).toEqual(turned.patch.samples);
      expect(replayed.state).toEqual(turned.state);
    }
  });

  it('leaves parts of the mask that were finished before it pixel for pixel', async () => {
    // Enough of the photo around each part to copy texture from, which depends on the seed.
    const run = fillRun(
      irregularPicture(120, 46),
      maskWith(120, 46, [
        { x: 16, y: 16, width: 14, height: 14 },
        { x: 84, y: 16, width: 14, height: 14 },
      ]),
      settingsWith({ arSteps: 3, diffusionSteps: 2, detail: 'photo' }),
    );
    const parent = await only(run);
    const columns = ({ patch: { rect, samples } }: FinishedVariant, from: number, to: number): number[] =>
      [...samples].filter((_, i) => {
        const x = rect.x + (Math.floor(i / 3) % rect.width);
        return x >= from && x < to;
      });
    const { parts } = await planRun(run);
    const second = { pass: parts[0]!.passes.length, step: 0 };
    const turned = await only(branchFrom(run, parent, second, { seed: 77 }));
    expect(columns(turned, 0, 60)).toEqual(columns(parent, 0, 60));
    expect(columns(turned, 60, 120)).not.toEqual(columns(parent, 60, 120));
  });

  it('costs the remaining steps and one clean pass over what is there', async () => {
    const run = twoParts({ guidance: 2 });
    const { run: whole } = await planRun(run);
    const parent = await only(run);
    for (const at of await stepsOf(run)) {
      const branch = branchFrom(run, parent, at, { seed: 8 });
      const { run: plan } = await planRun(branch);
      const turned = await only(branch);
      expect(turned.patch.report.tokenEvaluations).toBe(plan.tokenEvaluations);
      const remaining = whole.passes.slice(at.pass).reduce((sum, pass, index) => {
        const from = index === 0 ? at.step : 0;
        const steps = pass.arStepSizes.slice(from).map((size, step, all) => {
          const last = step === all.length - 1;
          return size * (pass.diffusionSteps[from + step]! + (last ? 0 : 1));
        });
        const prefix = pass.grid.rows * pass.grid.columns;
        return sum + 2 * (steps.reduce((total, cost) => total + cost, 0) + prefix);
      }, 0);
      expect(plan.tokenEvaluations).toBeLessThanOrEqual(remaining);
      if (at.pass + at.step > 0) expect(plan.tokenEvaluations).toBeLessThan(whole.tokenEvaluations);
    }
  });

  it('may change order, sizes, diffusion steps, label, guidance and painted effort, and stays in its windows', async () => {
    const run = twoParts();
    const parent = await only(run);
    const states = await statesOf(run, parent);
    const at = { pass: 1, step: 1 };
    const changes: Partial<RunSettings>[] = [
      { order: 'raster' },
      { order: 'random', seed: 3 },
      { arSteps: 1 },
      { arSteps: 4096, diffusionSteps: 1 },
      { schedule: 'custom', customStepSizes: [1, 4] },
      { label: 'sea', guidance: 3 },
      { effort: 'best', detail: 'photo', arSteps: null },
      { paintedEffort: { width: 2, height: 1, grey: Uint8Array.of(255, 0) } },
    ];
    for (const change of changes) {
      const branch = branchFrom(run, parent, at, change);
      const { run: plan } = await planRun(branch);
      const turned = await only(branch);
      expect(before(await statesOf(branch, turned), at)).toEqual(before(states, at));
      expect(plan.passes.map(({ crop }) => crop)).toEqual(
        (await planRun(run)).run.passes.map(({ crop }) => crop),
      );
      expect(turned.patch.samples, JSON.stringify(change)).not.toEqual(parent.patch.samples);
      expect((await only({ ...branch, parentState: null })).patch.samples).toEqual(turned.patch.samples);
    }
  });

  it('makes every token once, however the order changes on the way', async () => {
    const run = twoParts({ arSteps: 5 });
    const parent = await only(run);
    for (const order of orderNames) {
      const { run: plan } = await planRun(
        branchFrom(run, parent, { pass: 2, step: 2 }, { order, arSteps: 4 }),
      );
      const { run: whole } = await planRun(run);
      plan.passes.forEach((pass, index) => {
        expect([...pass.order].sort((a, b) => a - b)).toEqual(
          [...whole.passes[index]!.order].sort((a, b) => a - b),
        );
        expect(pass.arStepSizes.reduce((sum, size) => sum + size, 0)).toBe(pass.order.length);
        expect(pass.diffusionSteps).toHaveLength(pass.arStepSizes.length);
      });
    }
  });

  it('is refused with another model, with a damaged state and with one of another plan', async () => {
    const run = twoParts();
    const parent = await only(run);
    const at = { pass: 1, step: 1 };
    const branch = branchFrom(run, parent, at);
    await expect(only({ ...branch, settings: { ...run.settings, packId: 'other' } })).rejects.toMatchObject({
      code: 'request-invalid',
    });
    await expect(only({ ...branch, parentState: parent.state.slice(0, -100) })).resolves.toBeDefined();
    for (const parentState of [parent.state.slice(0, 300), new Uint8Array(0), new Uint8Array(64)])
      await expect(only({ ...branch, parentState })).rejects.toMatchObject({ code: 'project-invalid' });
    const raster = { ...branch.earlier[0]!, settings: { ...run.settings, order: 'raster' as const } };
    await expect(only({ ...branch, earlier: [raster] })).rejects.toMatchObject({ code: 'project-invalid' });
  });
});

describe('variants', () => {
  it('from one step share its prefix and are what each would be alone', async () => {
    const run = twoParts({ order: 'random' });
    const parent = await only(run);
    for (const at of [
      { pass: 0, step: 0 },
      { pass: 5, step: 2 },
    ]) {
      const branch = branchFrom(run, parent, at, { seed: 20, variants: 3 });
      const { variants, plan } = await runEdit(branch);
      const evaluations = variants.map(({ patch }) => patch.report.tokenEvaluations);
      expect(evaluations.reduce((sum, each) => sum + each, 0)).toBe(plan.tokenEvaluations);
      const alone = await planRun({ ...branch, settings: { ...branch.settings, variants: 1 } });
      const prefix = evaluations[0]! - evaluations[1]!;
      expect(prefix).toBeGreaterThan(0);
      expect(plan.tokenEvaluations).toBe(3 * alone.run.tokenEvaluations - 2 * prefix);
      const replayed = await runEdit({ ...branch, parentState: null });
      // The first variant makes the beginning for all.
      const again = replayed.variants.reduce((sum, { patch }) => sum + patch.report.tokenEvaluations, 0);
      expect(again).toBe(replayed.plan.tokenEvaluations);
      if (at.pass > 0) expect(again).toBeGreaterThan(plan.tokenEvaluations);
      for (const [index, { patch, state, variant }] of variants.entries()) {
        const single = await only(branchFrom(run, parent, at, { seed: 20 + index }));
        expect(variant).toBe(index);
        expect(single.patch.samples).toEqual(patch.samples);
        expect(single.state).toEqual(state);
        expect(replayed.variants[index]!.patch.samples).toEqual(patch.samples);
      }
    }
  });
});

describe('pause', () => {
  it('between any two network calls, and go on in a new run, bit for bit', async () => {
    const run = onePart({ variants: 2, guidance: 2 });
    const whole = await runEdit(run);
    const calls = callsOf(run).filter(({ kind }) => kind !== 'condition');
    expect(calls.length).toBeGreaterThan(40);
    for (let call = 1; call < calls.length; call++) {
      const rest = await pausedAt(run, call);
      const made = whole.variants.slice(-rest.length);
      expect(rest.map(({ patch }) => patch.samples)).toEqual(made.map(({ patch }) => patch.samples));
      expect(rest.map(({ state }) => state)).toEqual(made.map(({ state }) => state));
      expect(rest.at(-1)!.steps).toEqual(made.at(-1)!.steps);
    }
  });

  it('tells checkpoints at most once a second, and goes on from each', async () => {
    const run = twoParts({ diffusionSteps: 4 });
    const whole = await only(run);
    let now = 0;
    const clock = performance.now.bind(performance);
    performance.now = () => (now += 70);
    const saved: { state: Uint8Array; at: StepId; fraction: number }[] = [];
    try {
      await runEdit(run, { ...quiet(), onCheckpoint: (checkpoint) => saved.push(checkpoint) });
    } finally {
      performance.now = clock;
    }
    expect(saved.length).toBeGreaterThan(5);
    for (const { state } of saved) {
      const rest = await only({ ...run, pack: fakePack(), resume: { variant: 0, state } });
      expect(rest.patch.samples).toEqual(whole.patch.samples);
    }
    const fractions = saved.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  it('at once after it went on, without losing what was decided', async () => {
    const run = twoParts();
    const { state } = await only(run);
    const abort = new AbortController();
    abort.abort(pauseReason);
    const paused = runEdit({ ...run, resume: { variant: 0, state } }, quiet(abort.signal));
    await expect(paused).rejects.toMatchObject({ checkpoint: { state, variant: 0 } });
  });

  it('inside the detail stage, too', async () => {
    const run = fillRun(
      picture(60, 40),
      maskWith(60, 40, [{ x: 20, y: 12, width: 12, height: 10 }]),
      settingsWith({ detail: 'photo', arSteps: 2, diffusionSteps: 2 }),
    );
    const whole = await only(run);
    const abort = new AbortController();
    const paused = runEdit(run, {
      signal: abort.signal,
      onProgress: ({ phase }) => phase === 'detail' && abort.abort(pauseReason),
    }).then(
      () => null,
      (error: unknown) => error as Paused,
    );
    const { checkpoint } = (await paused)!;
    expect((await only({ ...run, resume: checkpoint })).patch.samples).toEqual(whole.patch.samples);
  });
});
