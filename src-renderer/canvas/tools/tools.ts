import type { ToolName } from '../../stores/tools.svelte';
import { BrushTool } from './brush';
import type { CanvasTool, ToolContext } from './canvas-tool';
import { EffortPenTool } from './effort-pen';
import { ExtendTool } from './extend';
import { HandTool } from './hand';
import { KeepTool } from './keep';
import { LassoTool } from './lasso';
import { OrderPenTool } from './order-pen';
import { PolygonTool } from './polygon';
import { RectangleTool } from './rectangle';
import { SubjectTool } from './subject';

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
