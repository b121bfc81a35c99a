import { fc, test } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  editStateBefore,
  parseEditState,
  serialiseEditState,
  type StateOwner,
} from '#engine/editing/run/edit-state.ts';
import { passesOf } from '#engine/editing/plan/plan-edit.ts';
import { type Paused, pauseReason, planRun } from '#engine/editing/run/run-edit.ts';
import { TesseraError } from '#shared/errors.ts';
import { fakeManifest } from '#tests/fixtures/fake-pack.ts';
import { quiet, runEdit } from '#tests/fixtures/edits.ts';
import { onePart, only, twoParts } from '#tests/fixtures/turns.ts';

describe('an edit state as bytes', () => {
  const run = onePart({ diffusionSteps: 6 });
  let owner: StateOwner;
  let whole: Uint8Array;
  /** Stopped inside an AR step of a finer window. */
  let partial: Uint8Array;
  beforeAll(async () => {
    owner = { passes: passesOf((await planRun(run)).parts), manifest: run.manifest };
    whole = (await only(run)).state;
    const abort = new AbortController();
    let seen = 0;
    const paused = runEdit(run, {
      ...quiet(abort.signal),
      onProgress: ({ at, phase }) =>
        at.pass === 1 && phase === 'sample' && ++seen === 2 && abort.abort(pauseReason),
    });
    partial = await paused.then(
      () => new Uint8Array(),
      (error: unknown) => (error as Paused).checkpoint.state,
    );
  });

  it('comes back as it was, also from inside an AR step', () => {
    for (const bytes of [whole, partial]) {
      const state = parseEditState(bytes, owner, null);
      expect(serialiseEditState(state, owner)).toEqual(bytes);
    }
    expect(parseEditState(partial, owner, null).at(-1)!.current).not.toBeNull();
    expect(parseEditState(serialiseEditState([], owner), owner, null)).toEqual([]);
  });

  it('is cut at any AR step', () => {
    const state = parseEditState(whole, owner, null);
    for (const [pass, { arStepSizes }] of owner.passes.entries())
      for (let step = 0; step <= arStepSizes.length; step++) {
        const cut = parseEditState(whole, owner, { pass, step });
        expect(cut).toEqual(editStateBefore(state, { pass, step }));
        expect(cut.flatMap(({ committed }) => committed)).toHaveLength(
          owner.passes.slice(0, pass).reduce((sum, before) => sum + before.arStepSizes.length, 0) + step,
        );
      }
  });

  it('is refused for another plan, another pack, and where it does not reach', async () => {
    const other = { ...owner, passes: passesOf((await planRun(twoParts())).parts) };
    const reordered = { ...owner, passes: passesOf((await planRun(onePart({ order: 'raster' }))).parts) };
    const retrained = fakeManifest({ files: [{ path: 'trunk.onnx', size: 1, sha256: '1'.repeat(64) }] });
    for (const wrong of [other, reordered, { ...owner, manifest: retrained }])
      expect(() => parseEditState(whole, wrong, null)).toThrowError(/another model or another version/);
    expect(() => parseEditState(partial, owner, { pass: 2, step: 0 })).toThrowError(/damaged/);
  });

  test.prop({ at: fc.nat(), value: fc.nat(255), cut: fc.nat() }, { seed: 4, numRuns: 300 })(
    'of any damage is either refused, or still numbers of this plan',
    ({ at, value, cut }) => {
      for (const bytes of [whole, partial]) {
        const damaged = bytes.slice();
        damaged[at % damaged.length] = value;
        for (const each of [damaged, bytes.slice(0, cut % bytes.length)])
          try {
            const state = parseEditState(each, owner, null);
            for (const { committed, current } of state)
              for (const numbers of current ? [...committed, current.noisy] : committed)
                expect(numbers.every(Number.isFinite)).toBe(true);
            expect(Buffer.compare(serialiseEditState(state, owner), each)).toBe(0);
          } catch (error) {
            expect(error).toBeInstanceOf(TesseraError);
            expect(error).toMatchObject({ code: 'project-invalid' });
          }
      }
    },
  );

  test.prop({ bytes: fc.uint8Array({ maxLength: 400 }) }, { seed: 5, numRuns: 300 })(
    'of nothing but noise is refused',
    ({ bytes }) => {
      const disguised = whole.slice(0, 44 + bytes.length);
      disguised.set(bytes, 44);
      for (const each of [bytes, disguised])
        expect(() => parseEditState(each, owner, null)).toThrowError(/cannot be resumed/);
    },
  );
});
