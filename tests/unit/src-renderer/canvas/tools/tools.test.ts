import { describe, expect, it, vi } from 'vitest';
import type { ToolName } from '#shared/text/actions.ts';
import { toolActions } from '#renderer/actions/tool-actions.ts';
import { MaskTiles } from '#renderer/canvas/mask/mask-tiles.ts';
import { RetouchStrokes } from '#renderer/canvas/mask/retouch-strokes.ts';
import type { ToolContext, ToolDefinition } from '#renderer/canvas/tools/canvas-tool.ts';
import { cropTool, resizedFrame } from '#renderer/canvas/tools/crop.ts';
import { ellipseTool } from '#renderer/canvas/tools/ellipse.ts';
import { createTools, toolDefinitions } from '#renderer/canvas/tools/tools.ts';
import { createApp } from '#renderer/stores/app.svelte.ts';
import { createFakeBridge, summary } from '#tests/fixtures/fake-bridge.ts';

function contextOf(): ToolContext {
  const app = createApp(createFakeBridge().bridge);
  app.documents.show(summary());
  return {
    app,
    mask: new MaskTiles(),
    noSource: new MaskTiles(),
    retouching: new RetouchStrokes(() => undefined),
    bounds: () => summary().bounds,
    inRegion: () => true,
    scale: () => 1,
    commit: vi.fn<ToolContext['commit']>(),
    commitNoSource: vi.fn<ToolContext['commitNoSource']>(),
    redraw: () => undefined,
  };
}

const sample = (x: number, y: number, keys: { shift?: boolean; alt?: boolean } = {}) => ({
  ...{ x, y, pressure: 1, tilt: 0, shift: false, alt: false },
  ...keys,
});

it('every consumer takes a tool from the list, also one that was never heard of', () => {
  const create = vi.fn(() => createTools(contextOf()).hand);
  const madeUp: ToolDefinition = { ...toolDefinitions[0]!, name: 'made-up' as ToolName, key: 'F24', create };
  const all = [...toolDefinitions, madeUp];
  const context = contextOf();
  expect(toolActions(context.app, all).find(({ keys }) => keys.includes('F24'))).toMatchObject({
    id: 'tool-made-up',
    group: 'tools',
  });
  expect(Object.keys(createTools(context, all))).toContain('made-up');
  expect(create).toHaveBeenCalledWith(context);
});

it('an ellipse covers what lies in it, Shift makes it a circle, Alt takes it away', () => {
  const context = contextOf();
  const tool = ellipseTool.create(context);
  const drag = (...ends: [ReturnType<typeof sample>, ReturnType<typeof sample>]): void => {
    tool.down(ends[0]);
    tool.up(ends[1]);
  };
  const covered = (): number => {
    let sum = 0;
    context.mask.edit({ x: 0, y: 0, width: 200, height: 200 }, (tile, offset, _x, _y, count) => {
      for (let i = 0; i < count; i++) sum += tile[offset + i]! / 255;
    });
    return sum;
  };
  drag(sample(10, 20), sample(90, 60));
  expect(context.commit).toHaveBeenCalledExactlyOnceWith('ellipse');
  expect(covered()).toBeCloseTo(Math.PI * 40 * 20, -1);
  drag(sample(10, 20, { alt: true }), sample(90, 60, { alt: true }));
  expect(covered()).toBeLessThan(60);
  context.mask.cancel();
  const fresh = contextOf();
  const circle = ellipseTool.create(fresh);
  circle.down(sample(50, 50));
  circle.up(sample(90, 70, { shift: true }));
  let most = 0;
  fresh.mask.edit({ x: 0, y: 0, width: 200, height: 200 }, (tile, offset, _x, y, count) => {
    for (let i = 0; i < count; i++) if (tile[offset + i]! > 127) most = Math.max(most, y);
  });
  expect(most).toBe(89);
});

it('Never copy from paints its own plane whole pixels at a time, Alt takes away, and the selection stays', () => {
  const context = contextOf();
  const tool = createTools(context)['no-source'];
  const dab = (alt: boolean): number => {
    tool.down(sample(100, 100, { alt }));
    tool.up(sample(100, 100, { alt }));
    const whole = { x: 0, y: 0, width: 200, height: 200 };
    // The engine takes half covered pixels for covered ones.
    return context.noSource.read(whole).filter((value) => value >= 128).length;
  };
  expect(dab(false)).toBeGreaterThan(100);
  expect(dab(true)).toBe(0);
  expect(context.commitNoSource).toHaveBeenCalledTimes(2);
  expect(context.commit).not.toHaveBeenCalled();
  expect(context.mask.tile(0, 0)).toBeUndefined();
});

describe('the crop tool', () => {
  const bounds = { x: 0, y: 0, width: 200, height: 100 };
  const corner = { horizontal: 1, vertical: 1 } as const;

  it.each([
    ['an edge alone', { horizontal: -1, vertical: 0 }, { x: 30, y: 50 }, null, [30, 0, 170, 100]],
    ['never beyond the picture', corner, { x: 500, y: -20 }, null, [0, 0, 200, 80]],
    ['never to nothing', corner, { x: -500, y: -500 }, null, [0, 0, 1, 1]],
    ['a corner with its ratio', corner, { x: -100, y: -60 }, 1, [0, 0, 100, 100]],
    [
      'an edge with its ratio, around the middle',
      { horizontal: 0, vertical: 1 },
      { x: 0, y: -50 },
      1,
      [75, 0, 50, 50],
    ],
  ] as const)('resizes %s', (_, grip, by, ratio, [x, y, width, height]) => {
    expect(resizedFrame(bounds, grip, by, bounds, ratio)).toEqual({ x, y, width, height });
  });

  it('moves a frame as far as there is picture, and asks for a crop of it once it is finished', async () => {
    const context = contextOf();
    const { app } = context;
    const whole = context.bounds();
    const reshape = vi.spyOn(app.documents, 'reshape').mockResolvedValue();
    const tool = cropTool.create(context);
    const drag = (from: ReturnType<typeof sample>, to: ReturnType<typeof sample>): void => {
      tool.down(from);
      tool.move([to]);
      tool.up(to);
    };
    drag(sample(whole.width, whole.height), sample(whole.width - 40, whole.height - 30));
    drag(sample(20, 20), sample(1000, 25));
    const rect = { x: 40, y: 5, width: whole.width - 40, height: whole.height - 30 };
    expect(app.crop.rect).toEqual(rect);
    app.view.gesture!.finish();
    await vi.waitFor(() => expect(reshape).toHaveBeenCalledWith({ kind: 'crop', rect }));
    expect([app.crop.rect, app.view.gesture]).toEqual([null, null]);
  });

  it('shows what is set until the picture has changed; nothing else can be set or done to it until then', async () => {
    const context = contextOf();
    const { app } = context;
    let done = (): void => undefined;
    const changed = new Promise<void>((resolve) => (done = resolve));
    const reshape = vi.spyOn(app.documents, 'reshape').mockReturnValue(changed);
    app.crop.straighten(3);
    const applied = app.crop.apply();
    void app.crop.apply();
    void app.crop.rotate(90);
    const tool = cropTool.create(context);
    tool.down(sample(0, 0));
    tool.move([sample(50, 50)]);
    tool.cancel();
    expect([app.crop.applying, app.crop.degrees, app.view.gesture]).toEqual([true, 3, null]);
    expect(reshape.mock.calls).toEqual([[{ kind: 'straighten', degrees: 3, corners: 'cut' }]]);
    app.documents.show(summary({ id: 'another' }));
    expect([app.crop.applying, app.crop.degrees], 'another photo rests not').toEqual([false, 0]);
    app.documents.show(summary());
    done();
    await applied;
    expect([app.crop.applying, app.crop.degrees]).toEqual([false, 0]);
  });

  it('takes the largest frame of a ratio from the middle; Escape gives all back', () => {
    const { app } = contextOf();
    app.crop.choose('square', bounds);
    expect(app.crop.frame(bounds)).toEqual({ x: 50, y: 0, width: 100, height: 100 });
    app.view.gesture!.cancel();
    expect(app.crop.frame(bounds)).toEqual(bounds);
  });
});
