import { type ActionId, type ToolName, undoLabels } from '#shared/text/actions.ts';
import { text } from '#shared/text/text.ts';
import type { ToolDefinition } from '#renderer/canvas/tools/canvas-tool.ts';
import { toolDefinitions } from '#renderer/canvas/tools/tools.ts';
import type { App } from '#renderer/stores/app.svelte.ts';
import { conflictOf, isUsableBeside, selectsNext, toolUsable } from '#renderer/stores/active-tool.ts';
import type { RunMode } from '#renderer/stores/settings.svelte.ts';
import { isReviewTool } from '#renderer/stores/turns.svelte.ts';
import type { Action } from './action.ts';

/** Choosing a tool also shows the part of the panel it belongs to. */
export function chooseTool(app: App, tool: ToolName): void {
  const { settings, tools } = app;
  if (app.turns.waiting) chooseReviewTool(app, tool);
  else tools.current = tool;
  if (tool === 'subject') settings.change({ order: 'from-subject' });
  if (tool === 'order-pen') settings.change({ order: 'drawn' });
  if (app.turns.waiting) return;
  if (tool === 'extend') setMode(app, 'extend');
  else if (tool === 'no-source' && settings.mode === 'extend') return;
  else if (tool !== 'hand' && settings.mode !== 'fill') setMode(app, 'fill');
}

/** While turns wait: choosing the tool in use again puts it away. */
function chooseReviewTool({ run, tools, turns }: App, tool: ToolName): void {
  if (isUsableBeside(tool) || (tool === 'hand' && run.busy)) {
    const putsAway = turns.mode === 'edit' && tools.current === tool;
    tools.current = tool;
    return turns.setMode(putsAway || tool === 'hand' ? 'look' : 'edit');
  }
  const mode = isReviewTool(tool) ? tool : 'look';
  turns.setMode(turns.mode === mode ? 'look' : mode);
}

/** Choosing a panel also takes up a tool that fits it. */
export function chooseMode(app: App, mode: RunMode): void {
  setMode(app, mode);
  if (mode === 'extend') app.tools.current = 'extend';
  else if (app.tools.current === 'extend') app.tools.current = 'brush';
}

function setMode({ documents, settings, view }: App, mode: RunMode): void {
  settings.mode = mode;
  const bounds = documents.current?.bounds;
  if (bounds) view.refit(mode === 'extend' ? settings.frameWithRoom(bounds) : bounds);
}

/** Tools and the selection. */
export function toolActions(app: App, definitions: readonly ToolDefinition[] = toolDefinitions): Action[] {
  const { crop, documents, opacity, run, tools, turns } = app;
  const editable = (): boolean => documents.current !== null && run.editable;
  const selecting = (): boolean => editable() || selectsNext(app);
  const conflict = (): string | null => (documents.current === null ? null : conflictOf(app));
  const brushing = (): boolean => selecting() || (documents.current !== null && !run.busy);
  const selected = (): boolean => selecting() && documents.selected;
  const operation = (
    id: ActionId,
    keys: string[],
    operate: () => void,
    enabled: () => boolean = selected,
  ): Action => ({ id, group: 'selection', keys, run: operate, enabled, conflict });
  return [
    ...definitions.map(({ name, key }): Action => ({
      id: `tool-${name}`,
      group: 'tools',
      keys: [key],
      run: () => chooseTool(app, name),
      enabled: () => toolUsable(app, name),
      conflict: () => (name === 'keep' && turns.selectionLeft ? text.run.waits.nextSelection : conflict()),
    })),
    {
      id: 'rotate-left',
      group: 'edit',
      keys: ['$mod+BracketLeft'],
      run: () => void crop.rotate(270),
      enabled: editable,
      conflict,
    },
    {
      id: 'rotate-right',
      group: 'edit',
      keys: ['$mod+BracketRight'],
      run: () => void crop.rotate(90),
      enabled: editable,
      conflict,
    },
    {
      id: 'fill-opacity',
      group: 'edit',
      keys: ['$mod+Shift+KeyF'],
      run: () => (opacity.open = true),
      enabled: () => opacity.available,
      conflict: () => whyNoOpacity(app),
    },
    {
      id: 'brush-smaller',
      group: 'tools',
      keys: ['BracketLeft'],
      run: () => tools.stepBrushSize(-1),
      enabled: brushing,
    },
    {
      id: 'brush-larger',
      group: 'tools',
      keys: ['BracketRight'],
      run: () => tools.stepBrushSize(1),
      enabled: brushing,
    },
    {
      id: 'brush-softer',
      group: 'tools',
      keys: ['Shift+BracketLeft'],
      run: () => tools.stepBrushHardness(-1),
      enabled: selecting,
    },
    {
      id: 'brush-harder',
      group: 'tools',
      keys: ['Shift+BracketRight'],
      run: () => tools.stepBrushHardness(1),
      enabled: selecting,
    },
    operation('select-all', ['$mod+KeyA'], () => void documents.operate('select-all'), selecting),
    operation('clear-mask', ['$mod+KeyD', 'Delete'], () => void documents.operate('clear')),
    operation(
      'invert-mask',
      ['$mod+KeyI', '$mod+Shift+KeyI'],
      () => void documents.operate('invert'),
      selecting,
    ),
    operation('grow-mask', ['Shift+KeyG'], () => void documents.operate('grow', tools.amount)),
    operation('shrink-mask', ['Shift+KeyS'], () => void documents.operate('shrink', tools.amount)),
    operation('feather-mask', ['Shift+KeyF'], () => void documents.operate('feather', tools.amount)),
    operation(
      'clear-no-source',
      ['Shift+KeyN'],
      () => void documents.clearNoSource(),
      () => editable() && documents.current!.noSourceBounds !== null,
    ),
    operation('load-mask', ['$mod+Shift+KeyO'], () => void documents.loadMask(), editable),
    operation('save-mask', ['$mod+Alt+KeyS'], () => void documents.saveMask()),
  ];
}

/** Why there is no opacity to choose; null = nothing is open. */
function whyNoOpacity(app: App): string | null {
  const { documents, turns } = app;
  if (documents.current === null) return null;
  const { nothingBefore } = text.window.opacity;
  if (turns.shown !== null) return nothingBefore;
  const conflict = conflictOf(app);
  if (conflict !== null) return conflict;
  const { undoLabel } = documents.current;
  const isNew = undoLabel === undoLabels.extend || undoLabel === undoLabels.generate;
  return isNew ? nothingBefore : text.refusals.noFillToFade;
}
