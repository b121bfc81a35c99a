import SquareDashed from '@lucide/svelte/icons/square-dashed';
import { onCanvas } from '#renderer/canvas/layers/frame.ts';
import { strokeOutline } from '#renderer/canvas/layers/outline.ts';
import { fillRect } from '#renderer/canvas/mask/shapes.ts';
import { BoxTool } from './box.ts';
import type { ToolDefinition } from './canvas-tool.ts';

/** Adds a rectangle to the selection; Alt takes it away, Shift makes it a square. */
export const rectangleTool: ToolDefinition = {
  name: 'rectangle',
  key: 'KeyR',
  icon: SquareDashed,
  create: (context) =>
    new BoxTool(context, {
      fill(box, mode) {
        fillRect(context.mask, context.bounds(), box, mode);
        context.commit('rectangle');
      },
      outline(frame, box) {
        const area = onCanvas(frame, box);
        strokeOutline(frame, () => frame.context.rect(area.x, area.y, area.width, area.height));
      },
    }),
};
