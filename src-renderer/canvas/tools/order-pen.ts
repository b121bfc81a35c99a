import Route from '@lucide/svelte/icons/route';
import { orderColour } from '#renderer/canvas/layers/order-layer.ts';
import { type Frame, memoryContext, onCanvas } from '#renderer/canvas/layers/frame.ts';
import { strokeOutline } from '#renderer/canvas/layers/outline.ts';
import { OrderPicture } from '#renderer/stores/painted-pictures.ts';
import type { CanvasTool, PointerSample, ToolContext, ToolDefinition } from './canvas-tool.ts';

export const orderPenTool: ToolDefinition = {
  name: 'order-pen',
  key: 'KeyO',
  icon: Route,
  create: (context) => new OrderPenTool(context),
};

/** Draws the order: what is painted first is filled first. */
class OrderPenTool implements CanvasTool {
  readonly cursor = 'crosshair';
  /** What the stroke under way is painted on. */
  private picture: OrderPicture | null = null;
  private last: PointerSample | null = null;
  private canvas: OffscreenCanvas | null = null;

  get hidesOrder(): boolean {
    return this.picture !== null;
  }

  constructor(private readonly context: ToolContext) {}

  down(sample: PointerSample): void {
    const area = this.area();
    const { orderPicture } = this.context.app.settings;
    this.picture = orderPicture?.covers(area) === true ? orderPicture.copy() : new OrderPicture(area);
    this.last = null;
    this.move([sample]);
  }

  move(samples: readonly PointerSample[]): void {
    const { picture } = this;
    if (picture === null) return;
    const radius = this.radius();
    for (const sample of samples) {
      const from = this.last ?? sample;
      const steps = Math.max(1, Math.ceil(Math.hypot(sample.x - from.x, sample.y - from.y) / (radius / 3)));
      for (let step = 1; step <= steps; step++)
        picture.touch(
          from.x + ((sample.x - from.x) * step) / steps,
          from.y + ((sample.y - from.y) * step) / steps,
          radius,
        );
      this.last = sample;
    }
    this.context.redraw();
  }

  up(): void {
    if (this.picture === null) return;
    this.context.app.settings.drawOrder(this.picture);
    this.cancel();
  }

  cancel(): void {
    this.picture = null;
    this.context.redraw();
  }

  draw(frame: Frame, pointer: PointerSample | null): void {
    const { picture } = this;
    if (picture !== null) {
      if (this.canvas?.width !== picture.width || this.canvas.height !== picture.height)
        this.canvas = new OffscreenCanvas(picture.width, picture.height);
      const image = new ImageData(picture.width, picture.height);
      for (let cell = 0; cell < picture.width * picture.height; cell++) {
        const place = picture.place(cell);
        if (place !== null) image.data.set([...orderColour(place), 190], cell * 4);
      }
      memoryContext(this.canvas).putImageData(image, 0, 0);
      const area = onCanvas(frame, picture.area);
      frame.context.drawImage(this.canvas, area.x, area.y, area.width, area.height);
    }
    if (pointer === null) return;
    const { context, viewport } = frame;
    const x = pointer.x * viewport.scale + viewport.x;
    const y = pointer.y * viewport.scale + viewport.y;
    strokeOutline(frame, () => context.arc(x, y, this.radius() * viewport.scale, 0, 2 * Math.PI), false);
  }

  /** The order is drawn over the selection, or over the whole picture while nothing is selected. */
  private area = () => this.context.app.documents.current?.maskBounds ?? this.context.bounds();

  /** A pen that suits the area: a twelfth of its longer side. */
  private radius(): number {
    const { width, height } = this.area();
    return Math.max(1, Math.max(width, height) / 24);
  }
}
