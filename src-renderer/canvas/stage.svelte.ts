import { untrack } from 'svelte';
import { text } from '../../src-shared/text/text';
import type { App } from '../stores/app.svelte';
import { drawExtension } from './layers/extend-layer';
import type { Frame } from './layers/frame';
import { drawCrossHair, drawSubject } from './layers/marker-layer';
import { MaskLayer } from './layers/mask-layer';
import { OrderLayer } from './layers/order-layer';
import { PhotoLayer, type PhotoView } from './layers/photo-layer';
import { PreviewLayer } from './layers/preview-layer';
import { MaskSync } from './mask/mask-sync';
import { MaskTiles } from './mask/mask-tiles';
import { KeyboardPointer } from './stage-keyboard';
import { listenToPointer } from './stage-pointer';
import { StageSurfaces } from './stage-surface';
import type { CanvasTool, PointerSample } from './tools/canvas-tool';
import { createTools } from './tools/tools';

const revealMs = 900;
const empty = { x: 0, y: 0, width: 0, height: 0 };

/** The picture with everything over it, living in one element. Call inside an effect; returns what ends it. */
export function createStage(element: HTMLDivElement, app: App): () => void {
  const { documents, preferences, run, settings, tools, view } = app;
  const surfaces = new StageSurfaces(element.appendChild(document.createElement('div')));
  let pointer: PointerSample | null = null;
  let revealStart = 0;

  const photo = new PhotoLayer(() => photoSurface.redraw());
  const previews = new PreviewLayer(() => topSurface.redraw());
  const order = new OrderLayer();
  const mask = new MaskTiles((rect) => {
    maskLayer.invalidate(rect);
    maskSurface.redraw();
  });
  const maskLayer = new MaskLayer(mask);
  const sync = new MaskSync(
    app.bridge,
    mask,
    (summary) => documents.show(summary),
    (error) => app.notices.error(error),
  );

  const photoView = (): PhotoView => ({
    document: documents.current,
    result: run.result,
    variant: run.variant,
    before: view.showBefore,
  });
  const photoSurface = surfaces.add((frame) => photo.draw(frame, photoView()));
  const maskSurface = surfaces.add((frame) => {
    const hidden = run.state === 'reviewing' || view.showBefore || settings.mode !== 'fill';
    if (documents.current !== null && !hidden) maskLayer.draw(frame, documents.current.bounds, 1);
  });
  const topSurface = surfaces.add((frame) => drawTop(frame));

  const canvasTools = createTools({
    app,
    mask,
    bounds: () => documents.current?.bounds ?? empty,
    scale: () => view.viewport.scale,
    commit: (action) => {
      const rect = mask.end();
      if (rect !== null && documents.current !== null)
        sync.commit(documents.current.id, rect, text.undoLabels[action]);
    },
    redraw: () => topSurface.redraw(),
  });
  const editable = (): boolean => !run.busy && run.state !== 'reviewing';
  const chosenTool = (): CanvasTool => {
    if (keyboard.panning || !editable() || settings.mode === 'generate') return canvasTools.hand;
    return canvasTools[tools.current];
  };
  const keyboard = new KeyboardPointer(app, element, chosenTool, () => {
    showCursor();
    topSurface.redraw();
  });

  function drawTop(frame: Frame): void {
    if (documents.current === null) return;
    const waiting = editable();
    if (!view.showBefore && run.busy) previews.draw(frame);
    if (!view.showBefore && run.busy && run.previews.length === 0 && settings.mode === 'extend')
      drawExtension(frame, documents.current.bounds, settings.extendedBounds(documents.current.bounds));
    if (!waiting || view.showBefore || settings.mode === 'generate') return;
    const tool = canvasTools[tools.current];
    const plan = preferences.value.showOrder && !mask.active && tool.hidesOrder !== true ? run.plan : null;
    if (plan !== null && settings.mode === 'fill')
      order.draw(frame, plan, documents.current.bounds, reveal());
    if (settings.mode === 'extend' && tools.current !== 'extend')
      drawExtension(frame, documents.current.bounds, settings.extendedBounds(documents.current.bounds));
    const { subject, order: orderName } = settings.value;
    if (orderName === 'from-subject' && subject !== null) drawSubject(frame, subject);
    const crossHair = keyboard.at;
    const shown = crossHair === null ? pointer : { ...crossHair, pressure: 1, shift: false, alt: false };
    if (!keyboard.panning) tool.draw?.(frame, shown);
    if (plan !== null && settings.mode === 'extend')
      order.draw(frame, plan, settings.extendedBounds(documents.current.bounds), reveal());
    if (crossHair !== null) drawCrossHair(frame, crossHair, keyboard.down);
  }

  /** How much of the order shows: it builds up once whenever it changed. */
  function reveal(): number {
    const passed = Math.min(1, (performance.now() - revealStart) / revealMs);
    if (passed < 1) requestAnimationFrame(() => topSurface.redraw());
    return passed;
  }

  function showCursor(): void {
    const { cursor } = chosenTool();
    element.style.cursor =
      typeof cursor === 'string' ? cursor : pointer === null ? 'default' : cursor(pointer);
  }

  const stopPointer = listenToPointer({
    app,
    element,
    hand: canvasTools.hand,
    tool: chosenTool,
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
    view.resize(size, documents.current?.bounds ?? null);
  });
  observer.observe(element);

  let shownId: string | null = null;
  $effect(() => {
    const { current } = documents;
    if (current === null || current.id !== shownId) {
      shownId = current?.id ?? null;
      if (current !== null) view.fit(current.bounds);
    }
    sync.follow(current);
  });
  $effect(() => surfaces.look(view.viewport));
  // What is shown grows and shrinks with an extension, its result, its undo: it stays fitted unless the user moved it.
  const shownBounds = $derived(run.result?.bounds ?? documents.current?.bounds ?? empty);
  const outline = $derived(`${shownBounds.x} ${shownBounds.y} ${shownBounds.width} ${shownBounds.height}`);
  $effect(() => {
    if (outline !== '0 0 0 0') untrack(() => view.refit(shownBounds));
  });
  $effect(() => previews.follow(run.previews));
  $effect(() => {
    if (run.plan !== null) {
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      revealStart = still ? -revealMs : performance.now();
    }
  });
  let lastTool = tools.current;
  $effect(() => {
    const { current } = tools;
    if (lastTool !== current) canvasTools[lastTool].cancel();
    lastTool = current;
  });
  $effect(() => {
    // Everything that is drawn and not told to a surface by itself.
    void [documents.current, run.state, run.result, run.variant, run.plan, run.previews, view.showBefore];
    void [
      settings.mode,
      settings.value,
      settings.extendBy,
      preferences.value,
      tools.current,
      app.theme.shown,
    ];
    showCursor();
    surfaces.redraw();
  });

  return () => {
    stopPointer();
    stopKeyboard();
    observer.disconnect();
    photo.destroy();
    previews.destroy();
    surfaces.destroy();
  };
}
