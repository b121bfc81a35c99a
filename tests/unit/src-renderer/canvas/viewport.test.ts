import { describe, expect, it } from 'vitest';
import { fitted, maxScale, minScale, toDocument, visibleRect, zoomedAt } from '#renderer/canvas/viewport.ts';

const size = { width: 1000, height: 600 };

describe('viewport', () => {
  it('keeps the document point under the pointer in place while zooming', () => {
    const viewport = { scale: 0.4, x: 37, y: -20 };
    const before = toDocument(viewport, 321, 123);
    const after = toDocument(zoomedAt(viewport, 321, 123, 3.3), 321, 123);
    expect(after.x).toBeCloseTo(before.x, 9);
    expect(after.y).toBeCloseTo(before.y, 9);
  });

  it('stops zooming at its limits', () => {
    expect(zoomedAt({ scale: 1, x: 0, y: 0 }, 0, 0, 1e9).scale).toBe(maxScale);
    expect(zoomedAt({ scale: 1, x: 0, y: 0 }, 0, 0, 0).scale).toBe(minScale);
  });

  it('fits all of a picture in the middle, whatever its origin', () => {
    const bounds = { x: -500, y: -100, width: 8000, height: 4000 };
    const viewport = fitted(bounds, size);
    const shown = visibleRect(viewport, size);
    expect(shown.x).toBeLessThan(bounds.x);
    expect(shown.x + shown.width).toBeGreaterThan(bounds.x + bounds.width);
    expect((bounds.x + bounds.width / 2) * viewport.scale + viewport.x).toBeCloseTo(size.width / 2);
    expect((bounds.y + bounds.height / 2) * viewport.scale + viewport.y).toBeCloseTo(size.height / 2);
  });

  it('never enlarges a small picture to fit it', () => {
    expect(fitted({ x: 0, y: 0, width: 1, height: 1 }, size).scale).toBe(1);
  });

  it('survives a picture of 8000 x 20 pixels', () => {
    expect(fitted({ x: 0, y: 0, width: 8000, height: 20 }, size).scale).toBeGreaterThan(minScale);
  });
});
