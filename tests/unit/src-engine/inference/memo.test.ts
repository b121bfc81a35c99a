import { expect, test } from 'vitest';
import { Memo } from '#engine/inference/pack-sessions.ts';

test('a value is opened once, also by calls that come while it is being opened', async () => {
  let opened = 0;
  const memo = new Memo<number>(() => Promise.resolve());
  const open = () => Promise.resolve(++opened);
  expect(await Promise.all([memo.get('a', open), memo.get('a', open), memo.get('b', open)])).toEqual([
    1, 1, 2,
  ]);
  expect(await memo.get('a', open)).toBe(1);
});

test('a failure is thrown and forgotten, so that the next call tries again', async () => {
  const memo = new Memo<number>(() => Promise.resolve());
  await expect(memo.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await memo.get('a', () => Promise.resolve(5))).toBe(5);
});

test('clearing disposes everything that was opened, and nothing that failed', async () => {
  const disposed: number[] = [];
  const memo = new Memo<number>((value) => Promise.resolve(void disposed.push(value)));
  await memo.get('a', () => Promise.resolve(1));
  const failing = memo.get('b', () => Promise.reject(new Error('no')));
  const pending = memo.get('c', () => Promise.resolve(3));
  await memo.clear();
  await expect(failing).rejects.toThrow();
  await pending;
  expect(disposed).toEqual([1, 3]);
  expect(await memo.get('a', () => Promise.resolve(7))).toBe(7);
});
