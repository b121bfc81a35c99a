import Bandage from '@lucide/svelte/icons/bandage';
import Restore from '@lucide/svelte/icons/rotate-ccw-clock';
import type { Retouching } from '#renderer/stores/retouch.svelte.ts';
import { type BrushKind, BrushTool } from './brush.ts';
import type { ToolContext, ToolDefinition } from './canvas-tool.ts';

export const healTool: ToolDefinition = {
  name: 'heal',
  key: 'KeyJ',
  icon: Bandage,
  startsGroup: true,
  // A blemish has a border: what a soft brush half covers would stay half visible.
  create: (context) => retouchBrush(context, 'heal', { hardness: 1 }),
};

export const restoreTool: ToolDefinition = {
  name: 'restore',
  key: 'KeyY',
  icon: Restore,
  create: (context) => retouchBrush(context, 'restore'),
};

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
