import { expect, it } from 'vitest';
import { panes } from '#renderer/canvas/stage-drawing.ts';

it('swipes at the divider and covers the whole canvas', () => {
  expect(panes(1000, 'swipe', 0.3)).toEqual([
    { from: 0, to: 300, shift: -0 },
    { from: 300, to: 1000, shift: 0 },
  ]);
});

it('shows the same middle on both sides when side by side', () => {
  const [left, right] = panes(1000, 'side', 0.9);
  const middle = 500;
  expect(middle + left.shift).toBe((left.from + left.to) / 2);
  expect(middle + right.shift).toBe((right.from + right.to) / 2);
});
