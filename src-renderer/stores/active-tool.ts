import type { App } from './app.svelte.ts';
import type { ToolName } from '#shared/text/actions.ts';

const settingsTools: readonly ToolName[] = ['subject', 'order-pen', 'effort-pen'];

/** True where a tool can be used now: while turns wait only those that change no selection and no pixels. */
export function toolUsable({ documents, run, turns }: App, tool: ToolName): boolean {
  if (documents.current === null) return false;
  if (tool === 'hand') return true;
  if (run.busy || turns.interrupted !== null) return false;
  if (tool === 'keep') return turns.shown !== null;
  if (!turns.waiting) return true;
  return settingsTools.includes(tool) && turns.shown !== null && turns.request?.kind === 'fill';
}

/** The tool that pointer and keys use now. */
export function activeTool(app: App): ToolName {
  const { run, settings, tools, turns } = app;
  if (run.busy) return 'hand';
  if (turns.waiting) {
    const { mode } = turns;
    const tool = mode === 'look' || mode === 'compare' ? 'hand' : mode;
    return toolUsable(app, tool) ? tool : 'hand';
  }
  return settings.mode === 'generate' ? 'hand' : tools.current;
}
