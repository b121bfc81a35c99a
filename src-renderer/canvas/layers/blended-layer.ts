import { type Frame, memoryContext, onCanvas } from './frame.ts';
import { PhotoLayer, type PhotoView } from './photo-layer.ts';

/** A picture with another one laid over it in part. */
export interface BlendedView {
  readonly photo: PhotoView;
  /** Null = nothing lies over it. */
  readonly over: { readonly photo: PhotoView; readonly alpha: number } | null;
}

/** Pictures, one of them shown through another where a fill's opacity is chosen. Nothing flashes while that begins and ends. */
export class BlendedLayer {
  private readonly plain: PhotoLayer;
  private readonly below: PhotoLayer;
  private readonly above: PhotoLayer;
  private sheet: OffscreenCanvas | null = null;
  /** What was blended, until the picture that took its place is all there. */
  private held: BlendedView | null = null;

  constructor(onLoad: () => void) {
    this.plain = new PhotoLayer(onLoad);
    this.below = new PhotoLayer(onLoad);
    this.above = new PhotoLayer(onLoad);
  }

  /** True where nothing of it is still on its way. */
  draw(frame: Frame, view: BlendedView): boolean {
    const { photo, over } = view;
    if (over !== null) {
      const isComplete = this.blend(frame, photo, over);
      // What was there stays until both are.
      if (!isComplete && this.held === null) this.plain.draw(frame, this.plainOf(view));
      if (isComplete) this.held = view;
      return isComplete;
    }
    if (this.held === null || this.held.photo.document?.id !== photo.document?.id) {
      this.forget();
      return this.plain.draw(frame, photo);
    }
    const isComplete = this.plain.draw({ ...frame, context: this.paper(frame) }, photo);
    if (isComplete) {
      this.forget();
      return this.plain.draw(frame, photo);
    }
    this.blend(frame, this.held.photo, this.held.over!);
    return false;
  }

  destroy(): void {
    this.plain.destroy();
    this.forget();
  }

  private blend(
    frame: Frame,
    photo: PhotoView,
    { photo: over, alpha }: NonNullable<BlendedView['over']>,
  ): boolean {
    const paper = this.paper(frame);
    const isAbove = this.above.draw({ ...frame, context: paper }, over);
    const isBelow = this.below.draw(frame, photo);
    const { context } = frame;
    const area = onCanvas(frame, over.bounds!);
    context.save();
    context.beginPath();
    context.rect(area.x, area.y, area.width, area.height);
    context.clip();
    context.globalAlpha = alpha;
    context.drawImage(paper.canvas, 0, 0);
    context.restore();
    return isAbove && isBelow;
  }

  /** What shows where nothing is blended: all of the fill. */
  private plainOf({ photo, over }: BlendedView): PhotoView {
    return over!.photo.turnId === null ? { ...photo, part: null } : over!.photo;
  }

  private paper({ size }: Frame): OffscreenCanvasRenderingContext2D & CanvasRenderingContext2D {
    const { width, height } = size;
    if (this.sheet?.width !== width || this.sheet.height !== height)
      this.sheet = new OffscreenCanvas(width, height);
    const context = memoryContext(this.sheet);
    context.clearRect(0, 0, width, height);
    return context as ReturnType<BlendedLayer['paper']>;
  }

  private forget(): void {
    this.held = null;
    this.sheet = null;
    this.below.destroy();
    this.above.destroy();
  }
}
