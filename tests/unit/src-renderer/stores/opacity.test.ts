import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { stagePicture } from '#renderer/canvas/stage-picture.ts';
import { Actions } from '#renderer/actions/actions.ts';
import { createApp } from '#renderer/stores/app.svelte.ts';
import { text } from '#shared/text/text.ts';
import { createFakeBridge, summary } from '#tests/fixtures/fake-bridge.ts';
import { turn, turnTree } from '#tests/fixtures/turn-tree.ts';

function setUp() {
  let revision = 1;
  const filled = (fillOpacity: number) => summary({ fillOpacity, pixelRevision: revision++ });
  const fake = createFakeBridge({
    'documents/set-fill-opacity': ({ opacity }: { opacity: number }) => filled(opacity),
    'turns/accept': () => filled(100),
  });
  const app = createApp(fake.bridge);
  app.documents.show(summary({ fillOpacity: null }));
  const sent = () => fake.calls.filter(({ channel }) => channel === 'documents/set-fill-opacity');
  return { fake, app, filled, sent };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('can be chosen for a version of a fill and for the last fill, and for nothing else', () => {
  const { app, fake, filled } = setUp();
  expect(app.opacity.available).toBe(false);
  app.documents.take(filled(40));
  expect([app.opacity.available, app.opacity.value]).toEqual([true, 40]);
  fake.emit('turns/changed', {
    documentId: 'one',
    tree: turnTree([turn('a')], {
      request: { kind: 'extend', by: { left: 9, right: 0, top: 0, bottom: 0 } },
    }),
  });
  app.turns.show('a');
  expect(app.opacity.available).toBe(false);
  fake.emit('turns/changed', { documentId: 'one', tree: turnTree([turn('a')]) });
  expect([app.opacity.available, app.opacity.value]).toEqual([true, 100]);
});

it('is one undo step for one choice, shown at once, made when it rests or its control closes', async () => {
  const { app, filled, sent } = setUp();
  app.documents.take(filled(100));
  for (const value of [90, 70, 55]) app.opacity.choose(value);
  expect(stagePicture(app)).toMatchObject({
    photo: { part: 'before-fill' },
    over: { photo: { part: 'whole-fill' }, alpha: 0.55 },
  });
  expect(sent()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent()).toMatchObject([{ request: { documentId: 'one', opacity: 55 } }]);
  expect(stagePicture(app)).toMatchObject({ photo: { part: null }, over: null });
  app.opacity.open = true;
  app.opacity.choose(20);
  app.opacity.close();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent()).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent()).toHaveLength(2);
});

it('counts for a version once that is accepted', async () => {
  const { app, fake, sent } = setUp();
  fake.emit('turns/changed', { documentId: 'one', tree: turnTree([turn('a')]) });
  app.turns.show('a');
  app.opacity.open = true;
  app.opacity.choose(30);
  app.opacity.close();
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent()).toEqual([]);
  expect(stagePicture(app)).toMatchObject({
    photo: { turnId: null },
    over: { photo: { turnId: 'a' }, alpha: 0.3 },
  });
  new Actions(app).run('accept');
  await vi.advanceTimersByTimeAsync(0);
  expect(sent()).toMatchObject([{ request: { opacity: 30 } }]);
  expect(app.documents.current?.fillOpacity).toBe(30);
  expect(stagePicture(app).over).toBeNull();
});

it('means nothing for other turns', () => {
  const { app, fake } = setUp();
  fake.emit('turns/changed', { documentId: 'one', tree: turnTree([turn('a')]) });
  app.turns.show('a');
  app.opacity.choose(30);
  fake.emit('turns/changed', { documentId: 'one', tree: null });
  fake.emit('turns/changed', { documentId: 'one', tree: turnTree([turn('b')]) });
  app.turns.show('b');
  expect(app.opacity.value).toBe(100);
  expect(stagePicture(app)).toMatchObject({ photo: { turnId: 'b' }, over: null });
});

it('says why there is none: of an extension, of what came after a fill, while something runs', async () => {
  const { app, fake } = setUp();
  const conflict = () => new Actions(app).list.find(({ id }) => id === 'fill-opacity')!.conflict!();
  const { nothingBefore } = text.window.opacity;
  app.documents.show(summary({ fillOpacity: null, undoLabel: 'Extend' }));
  app.documents.take(summary({ fillOpacity: null, undoLabel: 'Extend' }));
  expect(conflict()).toBe(nothingBefore);
  app.documents.take(summary({ fillOpacity: null, undoLabel: 'Crop' }));
  expect(conflict()).toBe(text.refusals.noFillToFade);
  fake.emit('turns/changed', { documentId: 'one', tree: turnTree([turn('a')]) });
  expect(conflict()).toBe(text.run.waits.turns);
});
