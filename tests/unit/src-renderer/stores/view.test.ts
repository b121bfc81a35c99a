import { describe, expect, it } from 'vitest';
import { ViewStore } from '#renderer/stores/view.svelte.ts';

const bounds = { x: 0, y: 0, width: 2000, height: 1000 };

describe('view', () => {
  it('stays fitted while the window changes, until the user moves it', () => {
    const view = new ViewStore();
    view.resize({ width: 1000, height: 600 }, bounds);
    view.resize({ width: 500, height: 600 }, bounds);
    expect(view.viewport.scale).toBeLessThan(0.25);
    view.zoomTo(2);
    view.resize({ width: 900, height: 600 }, bounds);
    expect(view.viewport.scale).toBe(2);
  });

  it('keeps the middle of the picture in the middle when the window grows', () => {
    const view = new ViewStore();
    view.resize({ width: 1000, height: 600 }, bounds);
    view.zoomTo(1);
    const middle = (500 - view.viewport.x) / view.viewport.scale;
    view.resize({ width: 1400, height: 600 }, bounds);
    expect((700 - view.viewport.x) / view.viewport.scale).toBeCloseTo(middle);
  });

  it('brings a point into sight only where it is out of it', () => {
    const view = new ViewStore();
    view.resize({ width: 1000, height: 600 }, bounds);
    const fitted = view.viewport;
    view.reveal(1000, 500);
    expect(view.viewport).toBe(fitted);
    view.zoomTo(8);
    view.reveal(5, 5);
    expect(5 * view.viewport.scale + view.viewport.x).toBeCloseTo(500);
  });
});
