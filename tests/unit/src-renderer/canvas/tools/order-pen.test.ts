import { describe, expect, it } from 'vitest';
import { orderPenTool } from '#renderer/canvas/tools/order-pen.ts';
import type { PointerSample } from '#renderer/canvas/tools/canvas-tool.ts';
import { RetouchStrokes } from '#renderer/canvas/mask/retouch-strokes.ts';
import { MaskTiles } from '#renderer/canvas/mask/mask-tiles.ts';
import { createApp } from '#renderer/stores/app.svelte.ts';
import { createFakeBridge, summary } from '#tests/fixtures/fake-bridge.ts';

const selection = { x: 100, y: 100, width: 240, height: 240 };

function setUp() {
  const app = createApp(createFakeBridge().bridge);
  app.documents.show(summary({ maskBounds: selection, maskPixels: 57_600 }));
  const pen = orderPenTool.create({
    app,
    mask: new MaskTiles(),
    noSource: new MaskTiles(),
    retouching: new RetouchStrokes(() => undefined),
    bounds: () => summary().bounds,
    inRegion: () => true,
    scale: () => 1,
    commit: () => {},
    commitNoSource: () => {},
    redraw: () => {},
  });
  const sample = (x: number, y: number): PointerSample => ({
    x,
    y,
    pressure: 1,
    tilt: 0,
    shift: false,
    alt: false,
  });
  const dab = (x: number, y: number): void => {
    pen.down(sample(x, y));
    pen.up(sample(x, y));
  };
  /** The grey value at a document point; 255 = never painted. */
  const greyAt = (x: number, y: number, area = selection): number => {
    const { width, height, grey } = app.settings.value.drawnOrder!;
    const column = Math.floor(((x - area.x) / area.width) * width);
    return grey[Math.floor(((y - area.y) / area.height) * height) * width + column]!;
  };
  return { app, pen, sample, dab, greyAt };
}

describe('the order pen', () => {
  it('goes on where it stopped after another tool was used', () => {
    const { app, pen, dab, greyAt } = setUp();
    dab(130, 130);
    dab(220, 220);
    pen.cancel();
    dab(310, 310);
    expect(app.settings.value.order).toBe('drawn');
    const greys = [greyAt(130, 130), greyAt(220, 220), greyAt(310, 310), greyAt(130, 310)];
    expect(greys).toEqual([0, 127, 254, 255]);
  });

  it('loses nothing but the stroke under way when it is cancelled', () => {
    const { app, pen, sample, dab, greyAt } = setUp();
    dab(130, 130);
    const { drawnOrder } = app.settings.value;
    pen.down(sample(220, 220));
    pen.cancel();
    expect(app.settings.value.drawnOrder).toBe(drawnOrder);
    dab(310, 310);
    expect(greyAt(220, 220)).toBe(255);
    expect([greyAt(130, 130), greyAt(310, 310)]).toEqual([0, 254]);
  });

  it('keeps every spot of the photo in its place when the selection gets other bounds', () => {
    const { app, dab, greyAt } = setUp();
    dab(130, 130);
    dab(310, 310);
    const wider = { x: 40, y: 100, width: 500, height: 240 };
    app.settings.refitPaintings(wider);
    expect([greyAt(130, 130, wider), greyAt(310, 310, wider)]).toEqual([0, 254]);
    expect([greyAt(500, 310, wider), greyAt(60, 130, wider)]).toEqual([255, 255]);
  });

  it('starts afresh once nothing is selected, the order is taken back, or another picture is open', () => {
    const { app, dab, greyAt } = setUp();
    const forget = [
      () => app.settings.refitPaintings(null),
      () => app.settings.forgetOrder(),
      () => app.settings.forgetPicture(),
    ];
    for (const forgetting of forget) {
      dab(130, 130);
      forgetting();
      expect(app.settings.value.drawnOrder).toBeNull();
      dab(310, 310);
      expect(greyAt(130, 130)).toBe(255);
    }
  });
});
