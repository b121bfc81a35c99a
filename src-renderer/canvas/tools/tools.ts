import type { ToolName } from '#shared/text/actions.ts';
import { brushTool, eraserTool } from './brush.ts';
import type { CanvasTool, ToolContext, ToolDefinition } from './canvas-tool.ts';
import { cropTool } from './crop.ts';
import { effortPenTool } from './effort-pen.ts';
import { ellipseTool } from './ellipse.ts';
import { extendTool } from './extend.ts';
import { handTool } from './hand.ts';
import { keepTool } from './keep.ts';
import { lassoTool } from './lasso.ts';
import { noSourceTool } from './no-source.ts';
import { orderPenTool } from './order-pen.ts';
import { polygonTool } from './polygon.ts';
import { rectangleTool } from './rectangle.ts';
import { healTool, restoreTool } from './retouch.ts';
import { subjectTool } from './subject.ts';

/** Every tool, as the bar shows them. */
export const toolDefinitions: readonly ToolDefinition[] = [
  handTool,
  healTool,
  restoreTool,
  brushTool,
  eraserTool,
  rectangleTool,
  ellipseTool,
  lassoTool,
  polygonTool,
  extendTool,
  cropTool,
  noSourceTool,
  subjectTool,
  orderPenTool,
  effortPenTool,
  keepTool,
];

/** One of each tool. */
export const createTools = (
  context: ToolContext,
  definitions: readonly ToolDefinition[] = toolDefinitions,
): Record<ToolName, CanvasTool> =>
  Object.fromEntries(definitions.map(({ name, create }) => [name, create(context)])) as Record<
    ToolName,
    CanvasTool
  >;
