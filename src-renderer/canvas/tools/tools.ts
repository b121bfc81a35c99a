import type { ToolName } from '#renderer/stores/tools.svelte.ts';
import { BrushTool } from './brush.ts';
import type { CanvasTool, ToolContext } from './canvas-tool.ts';
import { EffortPenTool } from './effort-pen.ts';
import { ExtendTool } from './extend.ts';
import { HandTool } from './hand.ts';
import { KeepTool } from './keep.ts';
import { LassoTool } from './lasso.ts';
import { OrderPenTool } from './order-pen.ts';
import { PolygonTool } from './polygon.ts';
import { RectangleTool } from './rectangle.ts';
import { SubjectTool } from './subject.ts';

/** One of each tool. */
export function createTools(context: ToolContext): Record<ToolName, CanvasTool> {
  return {
    hand: new HandTool(context),
    brush: new BrushTool(context, 'add'),
    eraser: new BrushTool(context, 'subtract'),
    rectangle: new RectangleTool(context),
    lasso: new LassoTool(context),
    polygon: new PolygonTool(context),
    extend: new ExtendTool(context),
    subject: new SubjectTool(context),
    'order-pen': new OrderPenTool(context),
    'effort-pen': new EffortPenTool(context),
    keep: new KeepTool(context),
  };
}
