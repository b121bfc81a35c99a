import { cp } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Events } from '#shared/contract/events.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { realApp } from './real-app.ts';

const settings = { variants: 2, seed: 77, arSteps: 6, diffusionSteps: 6 };

async function uninterrupted() {
  const app = await realApp(await temporaryFolder());
  const finished = app.until('run/finished');
  app.start(settings);
  await finished;
  return app;
}

describe('a run with the bundled pack', () => {
  it('shows its detail stage at work, coarse levels first, each at its address', async () => {
    const app = await realApp(await temporaryFolder());
    const scales: number[] = [];
    const lengths: (number | undefined)[] = [];
    const expected: number[] = [];
    app.listen((name, event) => {
      if (name !== 'run/preview') return;
      const { runId, picture } = event as Events['run/preview'];
      scales.push(picture.rect.width / picture.width);
      const index = Number(picture.url?.split('/').at(-1));
      lengths.push(app.runs.previewPicture(runId, index)?.rgba.length);
      expected.push(picture.width * picture.height * 4);
    });
    const finished = app.until('run/finished');
    app.start({ ...settings, variants: 1, detail: 'photo' });
    await finished;
    expect(scales.length).toBeGreaterThan(1);
    expect(scales).toEqual([...scales].sort((a, b) => b - a));
    expect(lengths).toEqual(expected);
  });

  it('that is paused again and again, each time over a restart, ends with exactly the same pixels', async () => {
    const whole = await uninterrupted();
    const expected = await whole.results();
    expect(expected).toHaveLength(2);
    expect(expected[0]).not.toBe(expected[1]);

    const folder = await temporaryFolder();
    let app = await realApp(folder);
    let pauses = 0;
    let { runId } = app.start(settings);
    for (;;) {
      // The ninth sign of life after every start: somewhere in an AR step, or between two.
      let signs = 0;
      const listening = app;
      listening.listen((name) => {
        if (name === 'run/progress' && ++signs === 9) void listening.runs.pause(runId);
      });
      const ended = await Promise.race([app.until('run/paused'), app.until('run/finished')]);
      if ('turnIds' in ended) break;
      pauses++;
      const { documentId } = app;
      await app.close();
      app = await realApp(folder, documentId);
      expect(app.notes).toEqual([]);
      expect(app.turns.tree(documentId)!.interrupted).toMatchObject({ runId, reason: 'paused' });
      ({ runId } = app.runs.resume(documentId));
    }
    expect(pauses).toBeGreaterThan(3);
    expect(await app.results()).toEqual(expected);
    const recipes = (of: typeof app) => of.turns.find(of.documentId)!.turns.map(({ recipe }) => recipe);
    expect(recipes(app)).toEqual(recipes(whole));
    const steps = (of: typeof app) =>
      of.turns
        .tree(of.documentId)!
        .turns.map((turn) => turn.steps.map(({ url, ...step }) => ({ ...step, shown: url !== null })));
    expect(steps(app)).toEqual(steps(whole));
  });

  it('that is cut off at any moment ends with exactly the same pixels', async () => {
    const expected = await (await uninterrupted()).results();
    const app = await realApp(await temporaryFolder());
    const copies: string[] = [];
    const copying: Promise<unknown>[] = [];
    let heard = 0;
    app.listen((name) => {
      // What lies on the disk now is what a kill would leave.
      // (Nothing does before the first step: the run is not a second old then.)
      if (name !== 'run/step' || heard++ % 3 !== 0) return;
      copying.push(
        app.turns.whileRegionRests(app.documentId, async () => {
          const copy = await temporaryFolder();
          await cp(app.folder, copy, { recursive: true });
          copies.push(copy);
        }),
      );
    });
    const finished = app.until('run/finished');
    app.start(settings);
    await finished;
    await Promise.all(copying);
    expect(copies.length).toBeGreaterThan(3);
    const work = new Set<string>();
    for (const copy of copies) {
      const again = await realApp(copy, app.documentId);
      work.add(again.document.work);
      if (again.document.work === 'interrupted') {
        const ended = again.until('run/finished');
        again.runs.resume(again.documentId);
        await ended;
      }
      expect(await again.results()).toEqual(expected);
      await again.close();
    }
    expect(work).toContain('interrupted');
  });

  it('branches and keeps parts over a restart as it would have without one', async () => {
    const first = await uninterrupted();
    const { documentId } = first;
    const [one] = first.turns.tree(documentId)!.turns;
    const { tokenSpan } = first.turns.tree(documentId)!;
    const at = one!.steps[3]!.at;
    const cells = {
      span: tokenSpan,
      row: Math.ceil(30 / tokenSpan),
      column: Math.ceil(40 / tokenSpan),
      rows: 2,
      columns: 2,
      cells: new Uint8Array(4).fill(1),
    };
    const copy = await temporaryFolder();
    await first.turns.whileRegionRests(documentId, () => cp(first.folder, copy, { recursive: true }));
    const second = await realApp(copy, documentId);
    for (const app of [first, second]) {
      const branched = app.until('run/finished');
      app.start({ ...settings, variants: 1, seed: 5 }, { kind: 'step', turnId: one!.id, at });
      await branched;
      const kept = app.until('run/finished');
      app.start({ ...settings, variants: 1, seed: 6 }, { kind: 'keep', kept: [{ turnId: one!.id, cells }] });
      await kept;
    }
    const results = await first.results();
    expect(new Set(results).size).toBe(4);
    expect(await second.results()).toEqual(results);
    const [, , branch, keep] = second.turns.tree(documentId)!.turns;
    expect(branch!.steps.map((step) => step.at)).toEqual(one!.steps.map((step) => step.at));
    expect(keep).toMatchObject({ parentId: one!.id });
    await second.runs.accept(documentId, keep!.id);
    expect(second.document.summary()).toMatchObject({ undoLabel: 'Fill', lastChangedOutsideMask: 0 });
  });
});
