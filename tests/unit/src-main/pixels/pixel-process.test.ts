import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PixelAnswer, PixelCall } from '#main/pixels/pixel-operations.ts';
import { PixelProcess } from '#main/pixels/pixel-process.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A pixel process whose children the test plays. */
function withChildren(idleLifetimeMs: number | null) {
  const children: { calls: PixelCall[]; killed: boolean; say(answer: PixelAnswer): void; die(): void }[] = [];
  const { operations } = new PixelProcess(({ message, exit }) => {
    const child = { calls: [] as PixelCall[], killed: false, say: message, die: () => exit(139) };
    children.push(child);
    return { post: (call) => void child.calls.push(call), kill: () => void (child.killed = true) };
  }, idleLifetimeMs);
  return { operations, children };
}

it('asks by the name of an operation, and gives errors with their code', async () => {
  const { operations, children } = withChildren(null);
  const recipe = operations.readRecipe('photo.png');
  const [call] = children[0]!.calls;
  expect(call).toMatchObject({ operation: 'readRecipe', parameters: ['photo.png'] });
  children[0]!.say({ id: call!.id, error: { code: 'file-unreadable', message: 'It is damaged.' } });
  await expect(recipe).rejects.toMatchObject({ code: 'file-unreadable', message: 'It is damaged.' });
});

it('tells what a crash owes, and the next call starts another process', async () => {
  const { operations, children } = withChildren(null);
  const owed = operations.readRecipe('one.png');
  children[0]!.die();
  await expect(owed).rejects.toMatchObject({ code: 'file-unreadable' });
  const next = operations.readRecipe('two.png');
  children[1]!.say({ id: children[1]!.calls[0]!.id, value: null });
  await expect(next).resolves.toBeNull();
});

it('ends a process that has had nothing to do for a while, and none that has', async () => {
  const { operations, children } = withChildren(1000);
  const answer = async (index: number): Promise<void> => {
    children.at(-1)!.say({ id: children.at(-1)!.calls[index]!.id, value: null });
    await vi.advanceTimersByTimeAsync(0);
  };
  void operations.readRecipe('one.png');
  void operations.readRecipe('two.png');
  await answer(0);
  await vi.advanceTimersByTimeAsync(5000);
  expect(children[0]!.killed).toBe(false);
  await answer(1);
  await vi.advanceTimersByTimeAsync(900);
  void operations.readRecipe('three.png');
  await vi.advanceTimersByTimeAsync(5000);
  expect(children[0]!.killed).toBe(false);
  await answer(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(children[0]!.killed).toBe(true);
  void operations.readRecipe('four.png');
  expect(children).toHaveLength(2);
});

it('is prepared once for the first work, however long that takes to come, and anew where it ends before', async () => {
  const { operations, children } = withChildren(1000);
  const prepared = operations.prepare();
  expect(children[0]!.calls).toMatchObject([{ operation: 'prepare' }]);
  children[0]!.say({ id: children[0]!.calls[0]!.id, value: undefined });
  await prepared;
  await operations.prepare();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(children).toHaveLength(1);
  expect(children[0]).toMatchObject({ killed: false, calls: [{ operation: 'prepare' }] });
  void operations.readRecipe('one.png');
  children[0]!.say({ id: children[0]!.calls[1]!.id, value: null });
  await vi.advanceTimersByTimeAsync(900);
  // What worked gives its memory back all the same.
  await operations.prepare();
  await vi.advanceTimersByTimeAsync(100);
  expect(children[0]!.killed).toBe(true);
  expect(children[1]!.calls).toMatchObject([{ operation: 'prepare' }]);
});
