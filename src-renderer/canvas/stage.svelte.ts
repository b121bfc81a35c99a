import { tick, untrack } from 'svelte';
import type { MaskPlane } from '#shared/contract/mask.ts';
import { undoLabels } from '#shared/text/actions.ts';
import type { App } from '#renderer/stores/app.svelte.ts';
import { activeTool, selectsNext } from '#renderer/stores/active-tool.ts';
import { RetouchStrokes } from './mask/retouch-strokes.ts';
import { MaskSync } from './mask/mask-sync.ts';
import { MaskTiles } from './mask/mask-tiles.ts';
import { RegionCells } from './region-cells.ts';
import { StageDrawing } from './stage-drawing.ts';
import { KeyboardPointer } from './stage-keyboard.ts';
import { shownBounds } from './stage-picture.ts';
import { listenToPointer } from './stage-pointer.ts';
import { StageSurfaces, watchScreen } from './stage-surface.svelte.ts';
import type { CanvasTool, PointerSample } from './tools/canvas-tool.ts';
import { createTools } from './tools/tools.ts';

const empty = { x: 0, y: 0, width: 0, height: 0 };

/** The picture with everything over it, living in one element. Call inside an effect; returns what ends it. */
export function createStage(element: HTMLDivElement, app: App): () => void {
  const { documents, plan, run, settings, tools, turns, view } = app;
  const surfaces = new StageSurfaces(element.appendChild(document.createElement('div')));
  let pointer: PointerSample | null = null;

  const mask = new MaskTiles(
    (rect) => {
      drawing.maskLayer.invalidate(rect);
      maskSurface.redraw();
    },
    () => documents.current?.maskIsTaken === true && !documents.gestures.sending,
  );
  const retouching = new RetouchStrokes((rect) => {
    for (const layer of drawing.retouchLayers) layer.invalidate(rect);
    maskSurface.redraw();
  });
  const noSource = new MaskTiles((rect) => {
    drawing.noSourceLayer.invalidate(rect);
    maskSurface.redraw();
  });
  const syncOf = (tiles: MaskTiles, plane: MaskPlane): MaskSync =>
    new MaskSync(
      app.bridge,
      tiles,
      plane,
      (summary) => documents.take(summary),
      (error) => app.notices.error(error),
    );
  const sync = syncOf(mask, 'selection');
  const noSourceSync = syncOf(noSource, 'no-source');
  const cells = new RegionCells(app, mask);
  const drawing = new StageDrawing({
    app,
    mask,
    noSource,
    retouching,
    tools: () => canvasTools,
    keyboard: () => keyboard,
    pointer: () => pointer,
    region: () => cells.cells,
    redrawPhoto: () => photoSurface.redraw(),
    redrawTop: () => topSurface.redraw(),
  });
  const canvasTools = createTools({
    app,
    mask,
    noSource,
    retouching,
    bounds: () => documents.current?.bounds ?? empty,
    inRegion: (row, column) => cells.has(row, column),
    scale: () => view.viewport.scale,
    commit: (action) => {
      const rect = mask.end();
      if (rect !== null && documents.current !== null)
        documents.gestures.add(sync.commit(documents.current.id, rect, undoLabels[action]));
    },
    commitNoSource: () => {
      const rect = noSource.end();
      if (rect === null || documents.current === null) return;
      const sent = noSourceSync.commit(documents.current.id, rect, undoLabels['no-source']);
      documents.gestures.addPixels(sent);
    },
    redraw: () => topSurface.redraw(),
  });
  const chosenTool = (): CanvasTool => canvasTools[keyboard.panning ? 'hand' : activeTool(app)];
  /** Whoever paints beside a run can still paint when it ends. */
  const pressed = (): void => {
    if (selectsNext(app) && activeTool(app) === tools.current && tools.current !== 'hand')
      turns.setMode('edit');
  };
  const keyboard = new KeyboardPointer(app, element, chosenTool, pressed, () => {
    showCursor();
    topSurface.redraw();
  });
  // What is added is drawn at once: a photo that was open before the window is drawn with tools and pointer.
  const photoSurface = surfaces.add((frame) => drawing.drawPicture(frame));
  const maskSurface = surfaces.add((frame) => drawing.drawMask(frame));
  const topSurface = surfaces.add((frame) => drawing.drawTop(frame));

  function showCursor(): void {
    const { cursor } = chosenTool();
    element.style.cursor =
      typeof cursor === 'string' ? cursor : pointer === null ? 'default' : cursor(pointer);
  }

  /** After an undo: until main has answered, effects have told the tiles, and these are loaded. */
  const afterChange = async (): Promise<boolean> => {
    const id = documents.current?.id;
    await documents.changing;
    await tick();
    await Promise.all([sync.loaded, noSourceSync.loaded]);
    return documents.current?.id === id;
  };
  const isCurrent = (): boolean =>
    documents.changing === null && sync.loaded === null && noSourceSync.loaded === null;

  const stopPointer = listenToPointer({
    app,
    element,
    hand: canvasTools.hand,
    current: () => (isCurrent() ? null : afterChange()),
    tool: chosenTool,
    pressed,
    hover: (sample) => {
      pointer = sample;
      keyboard.yield();
      view.pointer = sample === null ? null : { x: Math.floor(sample.x), y: Math.floor(sample.y) };
      showCursor();
      topSurface.redraw();
    },
  });
  const stopKeyboard = keyboard.listen();
  const observer = new ResizeObserver(() => {
    const size = { width: element.clientWidth, height: element.clientHeight };
    surfaces.resize(size);
    view.resize(size, shownBounds(app));
  });
  observer.observe(element);
  const stopScreen = watchScreen(element, () => surfaces.sharpen());

  let shownId: string | null = null;
  $effect(() => {
    const { current } = documents;
    if (current === null || current.id !== shownId) {
      shownId = current?.id ?? null;
      view.pointer = null;
      untrack(() => canvasTools[activeTool(app)].cancel());
      retouching.clear();
    }
    sync.follow(current);
    noSourceSync.follow(current);
  });
  $effect(() => {
    if (run.editable) untrack(() => app.retouch.decided());
  });
  $effect(() => surfaces.look(view.viewport));
  // What is shown grows and shrinks with an extension, its result, its undo: it stays fitted unless the user moved it.
  const region = $derived(run.busy || turns.waiting ? turns.tree : null);
  const bounds = $derived(region?.bounds ?? documents.current?.bounds ?? empty);
  const outline = $derived(`${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`);
  $effect(() => {
    if (outline !== '0 0 0 0') untrack(() => view.refit(bounds));
  });
  $effect(() => {
    const side = turns.mode === 'compare' && turns.compare.mode === 'side';
    untrack(() => view.setColumns(side ? 2 : 1, bounds));
  });
  $effect(() => {
    if (plan.value !== null) drawing.restartReveal();
  });
  const maskArea = $derived(documents.current?.maskBounds ?? null);
  $effect(() => {
    const area = maskArea;
    // Coverage is all that a turn waits with: the selection goes when one is accepted, and what was painted with it.
    untrack(() => settings.refitPaintings(area));
  });
  let lastTool = activeTool(app);
  $effect(() => {
    const current = activeTool(app);
    if (lastTool !== current) canvasTools[lastTool].cancel();
    lastTool = current;
  });
  $effect(showCursor);
  $effect(() => {
    // Colours come from the style sheet, which no drawing can follow.
    void app.theme.shown;
    surfaces.redraw();
  });

  return () => {
    stopPointer();
    stopKeyboard();
    observer.disconnect();
    stopScreen();
    drawing.destroy();
    surfaces.destroy();
  };
}
