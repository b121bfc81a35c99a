import { expect, it } from 'vitest';
import { momentPictures, stepBefore } from '#renderer/canvas/stage-picture.ts';
import { turnStep } from '#tests/fixtures/turn-tree.ts';

const steps = [
  turnStep('a', 0, { at: { pass: 0, step: 0 } }),
  turnStep('a', 1, { at: { pass: 0, step: 1 } }),
  turnStep('a', 2, { at: { pass: 1, step: 0 }, url: null }),
  turnStep('a', 3, { at: { pass: 1, step: 1 } }),
];

it('shows a moment as its own picture over the last one of every window before it', () => {
  expect(momentPictures(steps, { pass: 1, step: 1 })).toEqual([steps[1], steps[3]]);
  expect(momentPictures(steps, { pass: 0, step: 0 })).toEqual([steps[0]]);
});

it('shows a step without a picture by the last picture before it', () => {
  expect(momentPictures(steps, { pass: 1, step: 0 })).toEqual([steps[1]]);
});

it('finds what would stay before a step', () => {
  expect(stepBefore(steps, { pass: 0, step: 0 })).toBeNull();
  expect(stepBefore(steps, { pass: 1, step: 0 })).toBe(steps[1]);
});
