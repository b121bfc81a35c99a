import type { App } from '#renderer/stores/app.svelte.ts';
import type { CanvasTool, PointerSample } from './tools/canvas-tool.ts';
import { toDocument } from './viewport.ts';

const wheelZoom = 0.0015;
const pinchZoom = 0.01;
const doubleClickMs = 350;

/** What the pointer code needs of the stage. */
export interface PointerHost {
  readonly app: App;
  readonly element: HTMLElement;
  /** The tool for a press: the hand while Space is held. */
  readonly tool: () => CanvasTool;
  readonly hand: CanvasTool;
  readonly hover: (sample: PointerSample | null) => void;
}

/** Turns pointer, wheel and pinch events into calls of tools and the view, until the returned function is called. */
export function listenToPointer(host: PointerHost): () => void {
  const { app, element, hand, hover } = host;
  let pressed: CanvasTool | null = null;
  let lastPress = { time: 0, x: 0, y: 0 };
  const touches = new Map<number, { x: number; y: number }>();

  const place = (event: MouseEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    const x = event.clientX - box.left;
    const { compare, mode } = app.turns;
    // Side by side each half shows the picture moved by a quarter of the canvas.
    const shift = mode === 'compare' && compare.mode === 'side' ? box.width / 4 : 0;
    return { x: x < box.width / 2 ? x + shift : x - shift, y: event.clientY - box.top };
  };
  const sampleOf = (event: PointerEvent): PointerSample => {
    const { x, y } = place(event);
    const at = toDocument(app.view.viewport, x, y);
    const pressure = event.pointerType === 'pen' ? event.pressure : 1;
    return { ...at, pressure, shift: event.shiftKey, alt: event.altKey };
  };

  const down = (event: PointerEvent): void => {
    if (app.documents.current === null) return;
    element.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') {
      touches.set(event.pointerId, place(event));
      if (touches.size === 2) {
        pressed?.cancel();
        pressed = null;
      }
      if (touches.size > 1) return;
    }
    if (event.button !== 0 && event.button !== 1) return;
    const { x, y } = place(event);
    const again =
      event.timeStamp - lastPress.time < doubleClickMs && Math.hypot(x - lastPress.x, y - lastPress.y) < 6;
    lastPress = { time: event.timeStamp, x, y };
    const tool = event.button === 1 ? hand : host.tool();
    if (again && tool.doubleClick !== undefined) return tool.doubleClick();
    pressed = tool;
    tool.down(sampleOf(event));
  };
  const pinch = (event: PointerEvent): void => {
    const moved = place(event);
    const old = touches.get(event.pointerId)!;
    const other = [...touches].find(([id]) => id !== event.pointerId)![1];
    const before = Math.hypot(old.x - other.x, old.y - other.y);
    const after = Math.hypot(moved.x - other.x, moved.y - other.y);
    touches.set(event.pointerId, moved);
    app.view.pan((moved.x - old.x) / 2, (moved.y - old.y) / 2);
    if (before > 0) app.view.zoomAt((moved.x + other.x) / 2, (moved.y + other.y) / 2, after / before);
  };
  const move = (event: PointerEvent): void => {
    if (touches.size === 2 && touches.has(event.pointerId)) return pinch(event);
    const sample = sampleOf(event);
    hover(sample);
    if (pressed === null) return;
    const events = event.getCoalescedEvents();
    pressed.move(events.length > 1 ? events.map(sampleOf) : [sample]);
  };
  const up = (event: PointerEvent): void => {
    touches.delete(event.pointerId);
    const tool = pressed;
    pressed = null;
    tool?.up(sampleOf(event));
  };
  const cancel = (event: PointerEvent): void => {
    touches.delete(event.pointerId);
    pressed?.cancel();
    pressed = null;
  };
  const leave = (): void => hover(null);
  const wheel = (event: WheelEvent): void => {
    if (app.documents.current === null) return;
    event.preventDefault();
    const { x, y } = place(event);
    const pixels = event.deltaMode === 1 ? 16 : 1;
    if (event.shiftKey && !event.ctrlKey) app.view.pan(-(event.deltaX || event.deltaY) * pixels, 0);
    else app.view.zoomAt(x, y, Math.exp(-event.deltaY * pixels * (event.ctrlKey ? pinchZoom : wheelZoom)));
  };

  const listeners = {
    pointerdown: down,
    pointermove: move,
    pointerup: up,
    pointercancel: cancel,
    pointerleave: leave,
  };
  for (const [name, listener] of Object.entries(listeners))
    element.addEventListener(name, listener as EventListener);
  element.addEventListener('wheel', wheel, { passive: false });
  return () => {
    for (const [name, listener] of Object.entries(listeners))
      element.removeEventListener(name, listener as EventListener);
    element.removeEventListener('wheel', wheel);
  };
}
