import { describe, expect, it } from 'vitest';
import { orderDirection, stepOfTokens, orderColour } from '#renderer/canvas/layers/order-layer.ts';

describe('order overlay', () => {
  it('gives every token the AR step that makes it, and known tokens none', () => {
    const steps = stepOfTokens({
      level: 0,
      crop: { x: 0, y: 0, width: 96, height: 64 },
      scale: 1,
      grid: { rows: 2, columns: 3 },
      order: [5, 0, 3, 1],
      arStepSizes: [1, 3],
      diffusionSteps: [4, 4],
      startTime: 0,
    });
    expect([...steps]).toEqual([1, 1, -1, 1, -1, 0]);
  });

  it('points from earlier tokens to later ones, and nowhere where nothing is made or all at once', () => {
    const grid = { rows: 3, columns: 3 };
    const rows = Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2, -1);
    expect(orderDirection(rows, grid, 1, 0)).toEqual([0, 1]);
    expect(orderDirection(rows, grid, 2, 2)).toBeNull();
    expect(orderDirection(new Int32Array(9), grid, 1, 1)).toBeNull();
    expect(orderDirection(Int32Array.of(2, 1, 0), { rows: 1, columns: 3 }, 0, 1)).toEqual([-1, 0]);
  });

  it('gets darker from the first step to the last', () => {
    const brightness = (place: number): number =>
      orderColour(place).reduce((sum, channel) => sum + channel, 0);
    for (let place = 0; place < 0.99; place += 0.1)
      expect(brightness(place)).toBeGreaterThan(brightness(place + 0.1));
  });
});
