import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { paint } from '#tests/unit/src-main/projects/sample-project.ts';
import { type App, killed, withTurns } from './killed-app.ts';

const step = async (app: App, direction: 'undo' | 'redo') => {
  await app.document[direction]();
  return app.turns.follow(app.document);
};
const folders = async (app: App): Promise<string[]> =>
  (await readdir(app.document.folder)).filter((name) => name.startsWith('region'));

it('comes back to the turns where an accept is undone, and accepts another one', async () => {
  const { app, turnIds } = await withTurns(2);
  const [first, second] = turnIds as [string, string];
  await app.runs.accept(app.documentId, first);
  expect(app.turns.tree(app.documentId)).toBeNull();
  expect(await app.topLeft()).toBe(20);

  expect(await step(app, 'undo')).toMatchObject({ work: 'turns', maskPixels: 100, canRedo: true });
  expect(app.turns.tree(app.documentId)).toMatchObject({
    turns: [{ id: first }, { id: second }],
    accepted: first,
  });
  expect([...(await app.turns.stepPicture(first, 0))!.rgba]).toEqual([5, 5, 5, 5]);
  expect(app.turns.mayBeLeft(app.documentId)).toBe(true);
  await app.runs.accept(app.documentId, second);
  expect(await app.topLeft()).toBe(21);
  await step(app, 'undo');
  expect(app.turns.tree(app.documentId)).toMatchObject({ accepted: second });
});

it('leaves turns behind as undo goes further and redo comes by, and never those nobody decided on', async () => {
  const { app, turnIds } = await withTurns(1);
  await app.runs.accept(app.documentId, turnIds[0]!);
  await step(app, 'undo');
  expect(await step(app, 'undo')).toMatchObject({ work: 'none', maskPixels: 0 });
  expect(app.turns.tree(app.documentId)).toBeNull();
  expect(await step(app, 'redo')).toMatchObject({ work: 'turns' });
  expect(await step(app, 'redo')).toMatchObject({ work: 'none' });
  expect(await app.topLeft()).toBe(20);
  await step(app, 'undo');
  app.start({ seed: 40 }, { kind: 'step', turnId: turnIds[0]!, at: { pass: 0, step: 0 } });
  await app.variant(50);
  await app.finish();
  expect(app.turns.mayBeLeft(app.documentId)).toBe(false);
});

it('forgets turns that nothing leads to any more, and all of them with a restart', async () => {
  const { app, turnIds } = await withTurns(1);
  await app.runs.accept(app.documentId, turnIds[0]!);
  expect(await folders(app)).toHaveLength(1);
  const again = await killed(app);
  expect(await folders(again)).toEqual([]);
  await step(again, 'undo');
  expect(again.turns.tree(again.documentId)).toBeNull();
  // What is painted anew cuts off what could be redone.
  await step(app, 'undo');
  await step(app, 'undo');
  const [aside] = await folders(app);
  await paint(app.document, 20);
  app.start({ seed: 1 });
  await app.variant(90);
  const { turnIds: later } = await app.finish();
  await app.runs.accept(app.documentId, later[0]!);
  await expect.poll(() => folders(app)).toHaveLength(1);
  expect(await folders(app)).not.toContain(aside);
});
