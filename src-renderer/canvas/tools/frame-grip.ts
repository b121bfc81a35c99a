import type { Rect } from '#shared/geometry/rect.ts';
import { handlePlaces } from '#renderer/canvas/layers/extend-layer.ts';

/** CSS pixels around an edge or corner that still grab it. */
const reach = 12;
const cursors = ['nwse', 'ns', 'nesw', 'ew', 'nwse', 'ns', 'nesw', 'ew'] as const;

/** The edge or corner of a frame that is held. */
export interface Grip {
  /** -1 = left or top, 1 = right or bottom, 0 = not on that axis. */
  readonly horizontal: -1 | 0 | 1;
  readonly vertical: -1 | 0 | 1;
}

/** The edge or corner of a frame at a document point; null = none. @param scale CSS pixels per document pixel */
export function gripAt(
  { x, y }: { readonly x: number; readonly y: number },
  frame: Rect,
  scale: number,
): Grip | null {
  const near = reach / scale;
  if (x < frame.x - near || x > frame.x + frame.width + near) return null;
  if (y < frame.y - near || y > frame.y + frame.height + near) return null;
  const side = (at: number, from: number, to: number): -1 | 0 | 1 =>
    Math.abs(at - from) <= near ? -1 : Math.abs(at - to) <= near ? 1 : 0;
  const horizontal = side(x, frame.x, frame.x + frame.width);
  const vertical = side(y, frame.y, frame.y + frame.height);
  return horizontal === 0 && vertical === 0 ? null : { horizontal, vertical };
}

/** The CSS cursor over it. */
export function gripCursor({ horizontal, vertical }: Grip): string {
  const place = handlePlaces.findIndex(([x, y]) => x === (horizontal + 1) / 2 && y === (vertical + 1) / 2);
  return `${cursors[place]}-resize`;
}
