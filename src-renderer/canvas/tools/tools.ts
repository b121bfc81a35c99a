import type { Retouching } from '#renderer/stores/retouch.svelte.ts';
import type { ToolName } from '#renderer/stores/tools.svelte.ts';
import type { BrushMode } from '#renderer/canvas/mask/dab.ts';
import { type BrushKind, BrushTool } from './brush.ts';
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
  const commit = (did: BrushMode): void => context.commit(did === 'add' ? 'brush' : 'eraser');
  return {
    hand: new HandTool(context),
    // A blemish has a border: what a soft brush half covers would stay half visible.
    heal: retouchBrush(context, 'heal', { hardness: 1 }),
    restore: retouchBrush(context, 'restore'),
    brush: new BrushTool(context, { mode: 'add', erases: true, lift: commit }),
    eraser: new BrushTool(context, { mode: 'subtract', lift: commit }),
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

/** A brush whose stroke becomes pixels at once and never touches the selection. */
function retouchBrush(
  context: ToolContext,
  how: Retouching,
  kind: Pick<BrushKind, 'hardness'> = {},
): BrushTool {
  const { app, retouching } = context;
  const lift = (): void => {
    const { current } = app.documents;
    if (current === null) return;
    retouching.lift((rect, coverage) => app.retouch.make(how, current.id, rect, coverage));
  };
  return new BrushTool({ ...context, mask: retouching.pen }, { mode: 'add', ...kind, lift });
}
