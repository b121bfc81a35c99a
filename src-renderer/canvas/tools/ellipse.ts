import Circle from '@lucide/svelte/icons/circle-dashed';
import type { Rect } from '#shared/geometry/rect.ts';
import { onCanvas } from '#renderer/canvas/layers/frame.ts';
import { strokeOutline } from '#renderer/canvas/layers/outline.ts';
import { fillPolygon, type Point } from '#renderer/canvas/mask/shapes.ts';
import { BoxTool } from './box.ts';
import type { ToolDefinition } from './canvas-tool.ts';

/** Adds an ellipse to the selection; Alt takes it away, Shift makes it a circle. */
export const ellipseTool: ToolDefinition = {
  name: 'ellipse',
  key: 'KeyM',
  icon: Circle,
  create: (context) =>
    new BoxTool(context, {
      fill(box, mode) {
        fillPolygon(context.mask, context.bounds(), ellipsePoints(box), mode);
        context.commit('ellipse');
      },
      outline(frame, box) {
        const { x, y, width, height } = onCanvas(frame, box);
        strokeOutline(frame, () =>
          frame.context.ellipse(x + width / 2, y + height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI),
        );
      },
    }),
};

/** Corners of a polygon that lies nowhere more than a sixteenth of a pixel off the ellipse inside a box. */
export function ellipsePoints({ x, y, width, height }: Rect): Point[] {
  // A chord over an angle a of a circle of radius r lies r (1 - cos(a / 2)), about r a^2 / 8, inside.
  const radius = Math.max(width, height) / 2;
  const corners = Math.max(16, Math.ceil((2 * Math.PI) / Math.sqrt(0.5 / radius)));
  return Array.from({ length: corners }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / corners;
    return {
      x: x + (width / 2) * (1 + Math.cos(angle)),
      y: y + (height / 2) * (1 + Math.sin(angle)),
    };
  });
}
