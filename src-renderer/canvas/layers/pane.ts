import { toDocument } from '#renderer/canvas/viewport.ts';
import type { Frame } from './frame.ts';

/** A vertical part of the canvas, device pixels from the left edge. */
export interface Pane {
  readonly from: number;
  readonly to: number;
  /** Device pixels by which the picture is moved to the right in it. */
  readonly shift: number;
}

/** The panes of a comparison: left and right of a divider (0 to 1), or side by side with the same middle. */
export function panes(width: number, mode: 'swipe' | 'side', divider: number): [Pane, Pane] {
  const at = Math.round(mode === 'side' ? width / 2 : width * divider);
  const shift = mode === 'side' ? Math.round(width / 4) : 0;
  return [
    { from: 0, to: at, shift: -shift },
    { from: at, to: width, shift },
  ];
}

/** Draws in one pane only. */
export function drawInPane(frame: Frame, { from, to, shift }: Pane, draw: (frame: Frame) => void): void {
  if (to <= from) return;
  const { context, size } = frame;
  const viewport = { ...frame.viewport, x: frame.viewport.x + shift };
  const start = toDocument(viewport, from, 0);
  const end = toDocument(viewport, to, size.height);
  const x = Math.floor(start.x);
  const y = Math.floor(start.y);
  const visible = { x, y, width: Math.ceil(end.x) - x, height: Math.ceil(end.y) - y };
  context.save();
  context.beginPath();
  context.rect(from, 0, to - from, size.height);
  context.clip();
  draw({ ...frame, viewport, visible });
  context.restore();
}
