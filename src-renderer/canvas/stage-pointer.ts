import type { App } from '#renderer/stores/app.svelte.ts';
import type { CanvasTool, PointerSample } from './tools/canvas-tool.ts';
import { toDocument } from './viewport.ts';

/** One notch of a wheel, about 100 pixels, zooms by this factor; no single event zooms further, with Ctrl neither. */
const notchZoom = 1.25;
const wheelZoom = Math.log(notchZoom) / 100;
/** A pinch on a touchpad arrives as small steps of a wheel with Ctrl. */
const pinchZoom = 0.01;
const doubleClickMs = 350;
/** Who has used a pen lately paints with it, and touches to move the picture. */
const penUserMs = 5 * 60_000;
/** A touch this soon after the pen was near is the palm of the hand that holds it. */
const palmMs = 500;
const buttons = { left: 0, middle: 1, right: 2, penEraser: 5 };
/** Dragging this far to the right makes a brush e times as large. */
const brushDragPixels = 120;
const eraserPressed = 32;

/** What the pointer code needs of the stage. */
export interface PointerHost {
  readonly app: App;
  readonly element: HTMLElement;
  /** The tool for a press: the hand while Space is held. */
  readonly tool: () => CanvasTool;
  readonly hand: CanvasTool;
  /**
   * Resolves once the canvas holds the document as main has it, with whether that is still shown; null = it is held. Tools act on it
   * then, in order.
   */
  readonly current: () => Promise<boolean> | null;
  /** A tool's press begins. */
  readonly pressed: () => void;
  readonly hover: (sample: PointerSample | null) => void;
}

/** What a press does. A drag in the window's pixels leaves the pointer's ring where the press began. */
type Pressed = Pick<CanvasTool, 'move' | 'up' | 'cancel'> & { readonly drag?: (x: number) => void };

/** A press under way: it belongs to the pointer that began it, whatever else moves meanwhile. */
interface Press {
  readonly pointerId: number;
  readonly isTouch: boolean;
  readonly tool: Pressed;
  last: PointerSample;
}

/** Turns pointer, wheel and pinch events into calls of tools and the view, until the returned function is called. */
export function listenToPointer(host: PointerHost): () => void {
  const { app, element, hand, hover } = host;
  let press: Press | null = null;
  let lastPress = { time: 0, x: 0, y: 0 };
  let penSeen = -Infinity;
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
    const isPen = event.pointerType === 'pen';
    const pressure = isPen ? event.pressure : 1;
    const tilt = isPen ? 1 - event.altitudeAngle / (Math.PI / 2) : 0;
    const erases = event.button === buttons.penEraser || (event.buttons & eraserPressed) !== 0;
    return { ...at, pressure, tilt, shift: event.shiftKey, alt: event.altKey || erases };
  };
  /** Ends the press where it was last seen: what was done stays and can be undone. */
  const end = (): void => {
    const ended = press;
    press = null;
    ended?.tool.up(ended.last);
  };
  const abandon = (): void => {
    const abandoned = press;
    press = null;
    abandoned?.tool.cancel();
  };
  const touched = (event: PointerEvent): boolean => {
    const isPalm = press?.isTouch === false || event.timeStamp - penSeen < palmMs;
    if (isPalm) return false;
    touches.set(event.pointerId, place(event));
    if (touches.size === 2) abandon();
    return touches.size === 1;
  };
  const toolFor = (event: PointerEvent): CanvasTool => {
    const moves = event.pointerType === 'touch' && event.timeStamp - penSeen < penUserMs;
    return event.button === buttons.middle || moves ? hand : host.tool();
  };

  const down = (event: PointerEvent): void => {
    if (app.documents.current === null) return;
    const isTouch = event.pointerType === 'touch';
    if (isTouch && !touched(event)) return;
    if (event.pointerType === 'pen') {
      penSeen = event.timeStamp;
      // The palm came down before the pen.
      if (press?.isTouch) abandon();
      touches.clear();
    }
    if (press !== null || !Object.values(buttons).includes(event.button)) return;
    const { x, y } = place(event);
    const sizes = event.altKey && (event.button === buttons.right || event.ctrlKey);
    if (event.button === buttons.right && !sizes) return;
    element.setPointerCapture(event.pointerId);
    if (sizes) {
      press = { pointerId: event.pointerId, isTouch, tool: brushSizer(app, x), last: sampleOf(event) };
      return;
    }
    const again =
      event.timeStamp - lastPress.time < doubleClickMs && Math.hypot(x - lastPress.x, y - lastPress.y) < 6;
    lastPress = { time: event.timeStamp, x, y };
    const tool = toolFor(event);
    if (again && tool.doubleClick !== undefined) return tool.doubleClick();
    const sample = sampleOf(event);
    const ready = tool === hand ? null : host.current();
    const acting = ready === null ? tool : postponed(tool, ready);
    press = { pointerId: event.pointerId, isTouch, tool: acting, last: sample };
    if (tool !== hand) host.pressed();
    acting.down(sample);
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
  /** True for a pointer that has no part in the press: not the one that presses, or a palm. */
  const isIgnored = (event: PointerEvent): boolean =>
    (press !== null && press.pointerId !== event.pointerId) ||
    (event.pointerType === 'touch' && !touches.has(event.pointerId));
  const move = (event: PointerEvent): void => {
    if (event.pointerType === 'pen') penSeen = event.timeStamp;
    if (touches.size === 2 && touches.has(event.pointerId)) return pinch(event);
    if (isIgnored(event)) return;
    if (press?.tool.drag) return press.tool.drag(place(event).x);
    const sample = sampleOf(event);
    hover(sample);
    if (press === null) return;
    press.last = sample;
    const events = event.getCoalescedEvents();
    press.tool.move(events.length > 1 ? events.map(sampleOf) : [sample]);
  };
  const up = (event: PointerEvent): void => {
    touches.delete(event.pointerId);
    if (press?.pointerId !== event.pointerId) return;
    press.last = sampleOf(event);
    end();
  };
  const lost = (event: PointerEvent): void => {
    touches.delete(event.pointerId);
    if (press?.pointerId === event.pointerId) end();
  };
  const leave = (event: PointerEvent): void => {
    if (press === null || press.pointerId === event.pointerId) hover(null);
  };
  const wheel = (event: WheelEvent): void => {
    if (app.documents.current === null) return;
    event.preventDefault();
    const { x, y } = place(event);
    const pixels = event.deltaMode === 1 ? 16 : 1;
    if (event.shiftKey && !event.ctrlKey) return app.view.pan(-(event.deltaX || event.deltaY) * pixels, 0);
    const factor = Math.exp(-event.deltaY * pixels * (event.ctrlKey ? pinchZoom : wheelZoom));
    app.view.zoomAt(x, y, Math.min(notchZoom, Math.max(1 / notchZoom, factor)));
  };

  /** The drag that sizes a brush asks for no menu, and neither does what happens during another press. */
  const menu = (event: MouseEvent): void => {
    if (event.altKey || press !== null) event.preventDefault();
  };

  const listeners = {
    pointerdown: down,
    pointermove: move,
    pointerup: up,
    pointercancel: lost,
    lostpointercapture: lost,
    pointerleave: leave,
    contextmenu: menu,
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

/**
 * The press of a tool that is carried out once `ready` resolves: what was drawn meanwhile is drawn then, all at once, and never on
 * another document.
 */
function postponed(tool: CanvasTool, ready: Promise<boolean>): Pressed & Pick<CanvasTool, 'down'> {
  let waiting: (() => void)[] | null = [];
  void ready.then((isShown) => {
    if (!isShown) return;
    const calls = waiting!;
    waiting = null;
    for (const call of calls) call();
  });
  const soon = (call: () => void): void => (waiting === null ? call() : void waiting.push(call));
  return {
    down: (sample) => soon(() => tool.down(sample)),
    move: (samples) => soon(() => tool.move(samples)),
    up: (sample) => soon(() => tool.up(sample)),
    cancel: () => (waiting === null ? tool.cancel() : void waiting.splice(0)),
  };
}

/** Makes the brush larger to the right and smaller to the left of where the press began. */
function brushSizer({ tools }: App, from: number): Pressed {
  const size = tools.brushSize;
  return {
    drag: (x) => tools.setBrushSize(size * Math.exp((x - from) / brushDragPixels)),
    move: () => {},
    up: () => {},
    cancel: () => tools.setBrushSize(size),
  };
}
