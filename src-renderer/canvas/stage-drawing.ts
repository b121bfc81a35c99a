import { rectGrow } from '#shared/geometry/rect.ts';
import type { App } from '#renderer/stores/app.svelte.ts';
import { activeTool, selectsNext } from '#renderer/stores/active-tool.ts';
import { BlendedLayer } from './layers/blended-layer.ts';
import { drawBranch } from './layers/branch-layer.ts';
import { drawExtension } from './layers/extend-layer.ts';
import type { Frame } from './layers/frame.ts';
import { KeepLayer } from './layers/keep-layer.ts';
import { drawCrossHair, drawSubject } from './layers/marker-layer.ts';
import { forbiddenFilm, MaskLayer } from './layers/mask-layer.ts';
import { OrderLayer } from './layers/order-layer.ts';
import { StepsLayer } from './layers/steps-layer.ts';
import type { RetouchStrokes } from './mask/retouch-strokes.ts';
import type { MaskTiles } from './mask/mask-tiles.ts';
import type { Cell } from './region-cells.ts';
import type { KeyboardPointer } from './stage-keyboard.ts';
import { comparedPicture, shownBounds, type StagePicture, stagePicture } from './stage-picture.ts';
import type { CanvasTool, PointerSample } from './tools/canvas-tool.ts';
import type { ToolName } from '#shared/text/actions.ts';
import { toDocument } from './viewport.ts';

const revealMs = 900;
const dimmedMask = 0.3;

export interface StageParts {
  readonly app: App;
  readonly mask: MaskTiles;
  readonly noSource: MaskTiles;
  readonly retouching: RetouchStrokes;
  readonly tools: () => Record<ToolName, CanvasTool>;
  readonly keyboard: () => KeyboardPointer;
  readonly pointer: () => PointerSample | null;
  /** The whole tokens of the region, for keep part. */
  readonly region: () => readonly Cell[];
  readonly redrawPhoto: () => void;
  readonly redrawTop: () => void;
}

/** What the three canvases of the stage show: the picture, the selection, and everything over both. */
export class StageDrawing {
  readonly maskLayer: MaskLayer;
  readonly noSourceLayer: MaskLayer;
  readonly retouchLayers: readonly MaskLayer[];
  private readonly photo: BlendedLayer;
  private readonly left: BlendedLayer;
  private readonly steps: StepsLayer;
  private readonly keep: KeepLayer;
  private readonly order = new OrderLayer();
  private revealStart = 0;

  constructor(private readonly parts: StageParts) {
    this.photo = new BlendedLayer(parts.redrawPhoto);
    this.left = new BlendedLayer(parts.redrawPhoto);
    this.steps = new StepsLayer(parts.redrawPhoto);
    this.keep = new KeepLayer(() => {
      parts.redrawPhoto();
      parts.redrawTop();
    });
    this.maskLayer = new MaskLayer(parts.mask);
    this.noSourceLayer = new MaskLayer(parts.noSource, forbiddenFilm);
    const { pen, waiting } = parts.retouching;
    this.retouchLayers = [new MaskLayer(pen), new MaskLayer(waiting)];
  }

  /** A new plan: its order builds up once. */
  restartReveal(): void {
    const { motion } = this.parts.app.preferences.value;
    const still = motion === 'none' || matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.revealStart = still ? -revealMs : performance.now();
  }

  drawPicture(frame: Frame): void {
    const { app } = this.parts;
    const { turns, view } = app;
    if (turns.mode !== 'compare' || view.showBefore || app.run.busy)
      return this.straightened(frame, (shown) => this.drawStagePicture(shown, this.photo, stagePicture(app)));
    const { compare } = turns;
    const [left, right] = panes(frame.size.width, compare.mode, compare.divider);
    drawInPane(frame, left, (part) =>
      this.drawStagePicture(part, this.left, comparedPicture(app, compare.leftId)),
    );
    drawInPane(frame, right, (part) =>
      this.drawStagePicture(part, this.photo, comparedPicture(app, compare.rightId)),
    );
  }

  drawMask(frame: Frame): void {
    const { documents, run, settings, tools, view } = this.parts.app;
    if (documents.current === null || view.showBefore || settings.mode === 'generate') return;
    const { bounds } = documents.current;
    if (!run.editable) return this.drawNextMask(frame);
    this.straightened(frame, (shown) => {
      this.noSourceLayer.draw(shown, bounds, tools.current === 'no-source' ? 1 : dimmedMask);
      if (settings.mode !== 'fill') return;
      this.maskLayer.draw(shown, bounds, tools.current === 'effort-pen' ? dimmedMask : 1);
      for (const layer of this.retouchLayers) layer.draw(shown, bounds, 1);
    });
  }

  /** Beside a fill and its turns: what is selected for the next one, and strokes that are healed later. */
  private drawNextMask(frame: Frame): void {
    const { app, mask } = this.parts;
    const { bounds, maskIsTaken } = app.documents.current!;
    if (!selectsNext(app)) return;
    if (!maskIsTaken || mask.active || app.documents.gestures.sending) this.maskLayer.draw(frame, bounds, 1);
    for (const layer of this.retouchLayers) layer.draw(frame, bounds, 1);
  }

  drawTop(frame: Frame): void {
    const { app } = this.parts;
    const { documents, run, settings, view } = app;
    if (documents.current === null || view.showBefore) return;
    const { bounds } = documents.current;
    if (run.busy) {
      const begun = app.turns.tree !== null || run.made.steps.length > 0;
      if (!begun && settings.mode === 'extend') drawExtension(frame, bounds, settings.extendedBounds(bounds));
      const tool = activeTool(app);
      if (tool !== 'hand') this.drawTool(frame, this.parts.tools()[tool]);
      return;
    }
    if (app.turns.waiting) this.drawReview(frame);
    else if (settings.mode !== 'generate') this.drawEditing(frame);
  }

  destroy(): void {
    for (const layer of [this.photo, this.left, this.steps, this.keep]) layer.destroy();
  }

  /** Draws rotated about the picture's middle while the angle to straighten it by is chosen. */
  private straightened(frame: Frame, draw: (frame: Frame) => void): void {
    const { crop, documents, view } = this.parts.app;
    if (crop.degrees === 0 || documents.current === null || view.showBefore) return draw(frame);
    const { context, viewport, visible } = frame;
    const { x, y, width, height } = documents.current.bounds;
    const middle = {
      x: (x + width / 2) * viewport.scale + viewport.x,
      y: (y + height / 2) * viewport.scale + viewport.y,
    };
    context.save();
    context.translate(middle.x, middle.y);
    context.rotate((crop.degrees * Math.PI) / 180);
    context.translate(-middle.x, -middle.y);
    // At most half a side more than is seen comes from beside it.
    draw({ ...frame, visible: rectGrow(visible, Math.ceil(Math.max(visible.width, visible.height) / 2)) });
    context.restore();
  }

  private drawStagePicture(frame: Frame, layer: BlendedLayer, picture: StagePicture): void {
    const { app } = this.parts;
    const { document, turnId, original } = picture.photo;
    const isComplete = layer.draw(frame, picture);
    if (isComplete && document !== null) app.documents.drawn(document.id);
    if (isComplete && document !== null && turnId === null && !original && picture.over === null)
      this.parts.retouching.shown(document.pixelRevision);
    if (picture.kept.length > 0)
      this.keep.draw(frame, this.keepView(picture.kept, app.turns.tree!.tokenSpan, false));
    this.steps.draw(frame, picture.steps);
    const { plan } = app;
    const bounds = shownBounds(app);
    const ready = plan.from?.kind === 'step' && plan.from.turnId === app.turns.shownId;
    if (picture.branch !== null && plan.value !== null && ready && bounds !== null)
      drawBranch(frame, plan.value, picture.branch, bounds);
  }

  /** While turns wait: what is kept, and the tools that choose settings of the next turn. */
  private drawReview(frame: Frame): void {
    const { app, tools } = this.parts;
    const { turns, plan } = app;
    const name = activeTool(app);
    const bounds = shownBounds(app);
    if (name === 'keep') this.keep.draw(frame, this.keepView(turns.keep.cells, turns.keep.span, true));
    const ordering = name === 'subject' || name === 'order-pen';
    if (ordering && plan.value !== null && bounds !== null)
      if (tools()[name].hidesOrder !== true) this.order.draw(frame, plan.value, bounds, this.reveal());
    if (name !== 'hand') this.drawTool(frame, tools()[name]);
  }

  private drawEditing(frame: Frame): void {
    const { app, mask, tools } = this.parts;
    const { documents, plan, settings } = app;
    const { bounds } = documents.current!;
    const tool = tools()[activeTool(app)];
    const extended = settings.extendedBounds(bounds);
    const hidden = !this.showsOrder || mask.active || tool.hidesOrder === true;
    const shown = hidden ? null : plan.value;
    if (shown !== null && settings.mode === 'fill') this.order.draw(frame, shown, bounds, this.reveal());
    if (settings.mode === 'extend' && app.tools.current !== 'extend') drawExtension(frame, bounds, extended);
    this.drawTool(frame, tool);
    if (shown !== null && settings.mode === 'extend') this.order.draw(frame, shown, extended, this.reveal());
  }

  /** The order shows where that was chosen, and while its controls or tools are used. */
  private get showsOrder(): boolean {
    const { preferences, view } = this.parts.app;
    const tool = activeTool(this.parts.app);
    return preferences.value.orderOverlay || view.orderPeek || tool === 'subject' || tool === 'order-pen';
  }

  private drawTool(frame: Frame, tool: CanvasTool): void {
    const { app, keyboard, pointer } = this.parts;
    const { subject, order } = app.settings.value;
    if (order === 'from-subject' && subject !== null) drawSubject(frame, subject);
    const crossHair = keyboard().at;
    const shown =
      crossHair === null ? pointer() : { ...crossHair, pressure: 1, tilt: 0, shift: false, alt: false };
    if (!keyboard().panning) tool.draw?.(frame, shown);
    if (crossHair !== null) drawCrossHair(frame, crossHair, keyboard().down);
  }

  private keepView(cells: StagePicture['kept'], span: number, marks: boolean) {
    const { app, region } = this.parts;
    const { shownId, byId } = app.turns;
    const bounds = shownBounds(app)!;
    return { cells, span, shownId, turnOf: byId, region: region(), bounds, marks };
  }

  /** How much of the order shows: it builds up once whenever it changed. */
  private reveal(): number {
    const passed = Math.min(1, (performance.now() - this.revealStart) / revealMs);
    if (passed < 1) requestAnimationFrame(() => this.parts.redrawTop());
    return passed;
  }
}

/** A vertical part of the canvas, device pixels from the left edge. */
interface Pane {
  readonly from: number;
  readonly to: number;
  /** Device pixels by which the picture is moved to the right in it. */
  readonly shift: number;
}

/** The panes of a comparison: left and right of a divider (0 to 1), or side by side with the same middle. */
export function panes(width: number, mode: 'swipe' | 'side', divider: number): [Pane, Pane] {
  const at = Math.round(mode === 'side' ? width / 2 : width * divider);
  const shift = mode === 'side' ? Math.round(width / 4) : 0;
  return [
    { from: 0, to: at, shift: -shift },
    { from: at, to: width, shift },
  ];
}

/** Draws in one pane only. */
function drawInPane(frame: Frame, { from, to, shift }: Pane, draw: (frame: Frame) => void): void {
  if (to <= from) return;
  const { context, size } = frame;
  const viewport = { ...frame.viewport, x: frame.viewport.x + shift };
  const start = toDocument(viewport, from, 0);
  const end = toDocument(viewport, to, size.height);
  const x = Math.floor(start.x);
  const y = Math.floor(start.y);
  const visible = { x, y, width: Math.ceil(end.x) - x, height: Math.ceil(end.y) - y };
  context.save();
  context.beginPath();
  context.rect(from, 0, to - from, size.height);
  context.clip();
  draw({ ...frame, viewport, visible });
  context.restore();
}
