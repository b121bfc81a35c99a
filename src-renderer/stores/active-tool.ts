import type { App } from './app.svelte.ts';
import { isReviewTool } from './turns.svelte.ts';
import type { ToolName } from '#shared/text/actions.ts';
import { text } from '#shared/text/text.ts';

/** What they do needs no other pixels: the next selection, and strokes that are healed later. */
const besideTools: readonly ToolName[] = [
  'heal',
  'brush',
  'eraser',
  'rectangle',
  'ellipse',
  'lasso',
  'polygon',
];

/** True for a tool that can be used beside a fill. */
export const isUsableBeside = (tool: ToolName): boolean => besideTools.includes(tool);

/** True while a fill runs or its turns wait: the next selection can be painted meanwhile. */
export const selectsNext = ({ run, turns }: App): boolean =>
  !run.editable && !run.replays && turns.kind === 'fill';

/** Why something that needs other pixels cannot be done now: a sentence; null = it can. */
export function conflictOf({ run, turns }: App): string | null {
  const { waits } = text.run;
  if (run.replays) return waits.replay;
  if (run.busy) return waits.running;
  if (turns.interrupted !== null) return waits.interrupted;
  return turns.waiting ? waits.turns : null;
}

/** True where a tool can be used now: beside a run or turns that wait only those that change no pixels. */
export function toolUsable(app: App, tool: ToolName): boolean {
  const { documents, run, turns } = app;
  if (documents.current === null) return false;
  if (tool === 'hand') return true;
  if (isUsableBeside(tool) && selectsNext(app)) return true;
  if (run.busy || turns.interrupted !== null) return false;
  // What can be kept is what the selection covers.
  if (tool === 'keep') return turns.shown !== null && !turns.selectionLeft;
  if (!turns.waiting) return true;
  return isReviewTool(tool) && turns.shown !== null && turns.request?.kind === 'fill';
}

/** The tool that pointer and keys use now. */
export function activeTool(app: App): ToolName {
  const { run, settings, tools, turns } = app;
  const { mode } = turns;
  if (mode === 'edit' || (run.busy && mode === 'look'))
    return isUsableBeside(tools.current) && toolUsable(app, tools.current) ? tools.current : 'hand';
  if (run.busy) return 'hand';
  if (turns.waiting) {
    const tool = mode === 'look' || mode === 'compare' ? 'hand' : mode;
    return toolUsable(app, tool) ? tool : 'hand';
  }
  return settings.mode === 'generate' ? 'hand' : tools.current;
}
