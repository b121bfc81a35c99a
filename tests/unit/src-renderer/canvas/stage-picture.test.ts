import { describe, expect, it } from 'vitest';
import { comparedPicture, shownBounds, stagePicture } from '#renderer/canvas/stage-picture.ts';
import { createApp } from '#renderer/stores/app.svelte.ts';
import type { TurnStart } from '#shared/runs/turns.ts';
import { createFakeBridge, summary } from '#tests/fixtures/fake-bridge.ts';
import { turn, turnStep, turnTree } from '#tests/fixtures/turn-tree.ts';

const parent = turn('a');
const wide = { x: -40, y: 0, width: 1240, height: 800 };

function setUp() {
  const fake = createFakeBridge({ 'runs/start': () => ({ runId: 'run' }) });
  const app = createApp(fake.bridge);
  app.documents.show(summary({ maskIsTaken: true }));
  app.settings.value = { ...app.settings.value, packId: 'pack' };
  fake.emit('turns/changed', { documentId: 'one', tree: turnTree([parent], { bounds: wide }) });
  app.turns.show('a');
  return { fake, app };
}

const urls = (app: Parameters<typeof stagePicture>[0]): (string | null)[] =>
  stagePicture(app).steps.map(({ url }) => url);

describe('the stage', () => {
  it('shows the chosen turn, in the frame the picture will have', () => {
    const { app } = setUp();
    expect(stagePicture(app)).toMatchObject({
      photo: { turnId: 'a', bounds: wide },
      steps: [],
      branch: null,
    });
    expect(shownBounds(app)).toEqual(wide);
  });

  it('shows the photo before while it is held, as it is now and not as it was opened', () => {
    const { app } = setUp();
    app.view.showBefore = true;
    expect(stagePicture(app).photo).toMatchObject({
      turnId: null,
      original: false,
      bounds: summary().bounds,
    });
  });

  it('lays the moment that is pointed at over the photo', () => {
    const { app } = setUp();
    app.turns.pointed = { pass: 0, step: 1 };
    expect(stagePicture(app).photo.turnId).toBeNull();
    expect(urls(app)).toEqual(['image://turn/a/step/1']);
  });

  it('shows what stays before a chosen step, and where the next turn begins', () => {
    const { app } = setUp();
    app.turns.select(parent.steps[2]!);
    app.turns.pointed = { pass: 0, step: 2 };
    expect(stagePicture(app).branch).toEqual({ pass: 0, step: 2 });
    expect(urls(app)).toEqual(['image://turn/a/step/1']);
    app.turns.pointed = { pass: 0, step: 3 };
    expect(stagePicture(app).branch).toBeNull();
    expect(urls(app)).toEqual(['image://turn/a/step/3']);
  });

  it('shows a turn without its detail stage while that is held', () => {
    const { app } = setUp();
    app.view.showLayout = true;
    expect(urls(app)).toEqual(['image://turn/a/layout']);
  });

  it('follows a branch from the steps it took over to those it makes', async () => {
    const { fake, app } = setUp();
    app.turns.select(parent.steps[2]!);
    await app.run.start();
    expect(urls(app)).toEqual(['image://turn/a/step/1']);
    fake.emit('run/step', { runId: 'run', documentId: 'one', variant: 0, step: turnStep('live', 2) });
    expect(urls(app)).toEqual(['image://turn/live/step/2']);
  });

  it('lays the newest level of the detail stage over the steps of every part', async () => {
    const { fake, app } = setUp();
    await app.run.start();
    const preview = (part: number, level: number): void =>
      fake.emit('run/preview', {
        runId: 'run',
        documentId: 'one',
        variant: 0,
        picture: {
          rect: { x: 100 * part, y: 0, width: 64 + level, height: 64 },
          url: `image://run/run/preview/${part}${level}`,
          width: 16 * level,
          height: 16 * level,
        },
      });
    fake.emit('run/step', { runId: 'run', documentId: 'one', variant: 0, step: turnStep('live', 0) });
    for (const level of [1, 2]) preview(0, level);
    preview(1, 1);
    expect(urls(app)).toEqual([
      'image://turn/live/step/0',
      'image://run/run/preview/02',
      'image://run/run/preview/11',
    ]);
    fake.emit('run/step', { runId: 'run', documentId: 'one', variant: 1, step: turnStep('live', 0) });
    expect(urls(app)).toEqual(['image://turn/live/step/0']);
  });

  it('shows kept parts in their place while the rest is made', async () => {
    const { app } = setUp();
    app.turns.setMode('keep');
    app.turns.keep.paint(8, 24, 4, 'a', () => true, false);
    await app.run.start();
    expect((app.run.running?.start as TurnStart).kind).toBe('keep');
    expect(stagePicture(app).kept).toEqual([{ turnId: 'a', row: 1, column: 0 }]);
  });

  it('compares with the photo before where one side is no turn', () => {
    const { app } = setUp();
    expect(comparedPicture(app, null).photo.turnId).toBeNull();
    expect(comparedPicture(app, 'a').photo.turnId).toBe('a');
  });
});
