import { expect, it } from 'vitest';
import { layOutSteps, tileWidth, visibleTiles } from '#renderer/panels/step-layout.ts';
import { turnStep } from '#tests/fixtures/turn-tree.ts';

const pass = (level: number, scale: number) => ({
  level,
  scale,
  crop: { x: 0, y: 0, width: 128, height: 128 },
  grid: { rows: 8, columns: 8 },
});

it('groups AR steps by window and names their detail', () => {
  const steps = [0, 0, 1, 1, 2].map((index, step) =>
    turnStep('a', step, { at: { pass: index, step: step % 2 } }),
  );
  const { groups, tiles } = layOutSteps(steps, [pass(0, 0.25), pass(1, 1), pass(1, 1)]);
  expect(groups.map(({ title }) => title)).toEqual([
    'details down to 4 px',
    'details down to 1 px · part 1 of 2',
    'details down to 1 px · part 2 of 2',
  ]);
  // A group of few pictures has no room for more.
  expect(groups.map(({ shown }) => shown)).toEqual(['4 px', '1 px', '1 px']);
  expect(tiles.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  expect(tiles[2]!.label).toBe('Step 3 of 5: 16 squares, details down to 1 px · part 1 of 2');
});

it('shows only the tiles in sight and a few beside them, of however many', () => {
  const steps = Array.from({ length: 500 }, (_, step) => turnStep('a', step));
  const { tiles, width } = layOutSteps(steps, [pass(0, 1)]);
  const shown = visibleTiles(tiles, width / 2, 600);
  expect(shown.length).toBeLessThan(25);
  expect(shown[0]!.x).toBeLessThan(width / 2);
  expect(shown.at(-1)!.x + tileWidth).toBeGreaterThan(width / 2 + 600);
});
