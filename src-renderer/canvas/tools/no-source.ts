import Ban from '@lucide/svelte/icons/ban';
import { BrushTool } from './brush.ts';
import type { ToolDefinition } from './canvas-tool.ts';

export const noSourceTool: ToolDefinition = {
  name: 'no-source',
  key: 'KeyN',
  icon: Ban,
  // A pixel may be copied or not: there is no half of it.
  create: (context) =>
    new BrushTool(
      { ...context, mask: context.noSource },
      { mode: 'add', hardness: 1, erases: true, lift: () => context.commitNoSource() },
    ),
};
