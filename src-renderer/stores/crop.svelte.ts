import { type Rect, rectsEqual } from '#shared/geometry/rect.ts';
import { straightenedSize } from '#shared/geometry/straightened-size.ts';
import { type Reshape, type Straighten, straightenLimits } from '#shared/runs/run-request.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { SettingsStore } from './settings.svelte.ts';
import type { Tab } from './tab.svelte.ts';
import type { ViewStore } from './view.svelte.ts';

/** Width / height; 'free' = any, 'photo' = as the picture. */
export const cropAspects = {
  free: null,
  photo: null,
  square: 1,
  classic: 3 / 2,
  wide: 16 / 9,
  portrait: 4 / 5,
} as const;
export type CropAspect = keyof typeof cropAspects;

/** The frame of the crop tool until it is used, and what changes a picture's outline. */
export class CropStore {
  aspect = $state<CropAspect>('free');
  /** Null = all of the picture. */
  rect = $state.raw<Rect | null>(null);
  /** By how much the picture is to be straightened, clockwise; 0 = it is not. The frame is then what becomes of it. */
  degrees = $state(0);
  /** What becomes of the corners that are empty then. */
  corners = $state<Straighten['corners']>('cut');
  /** The next line that is drawn is to be level, or upright. */
  drawsHorizon = $state(false);
  /** Which picture is being changed now. */
  private changing = $state.raw<Tab | null>(null);

  constructor(
    private readonly documents: DocumentsStore,
    private readonly settings: SettingsStore,
    private readonly view: ViewStore,
  ) {}

  /** The picture is being changed: the frame stays as it was set until then, and nothing else can be set. */
  get applying(): boolean {
    return this.changing !== null && this.changing === this.documents.shown;
  }

  frame(bounds: Rect): Rect {
    if (this.degrees === 0) return this.rect ?? bounds;
    const { width, height } = straightenedSize(bounds, this);
    const x = bounds.x + (bounds.width - width) / 2;
    return { x, y: bounds.y + (bounds.height - height) / 2, width, height };
  }

  /** Width / height that the frame keeps; null = any. */
  ratio({ width, height }: Rect): number | null {
    return this.aspect === 'photo' ? width / height : cropAspects[this.aspect];
  }

  set(rect: Rect, bounds: Rect): void {
    if (rectsEqual(rect, bounds)) return this.clearFrame();
    this.degrees = 0;
    this.rect = rect;
    this.takeKeys();
  }

  /** Takes an angle, as far and as fine as there are; the frame follows from it. */
  straighten(degrees: number): void {
    const { most, step } = straightenLimits;
    const steps = Math.round(Math.min(most, Math.max(-most, degrees)) / step);
    this.clearFrame();
    this.aspect = 'free';
    this.degrees = steps / Math.round(1 / step);
    if (steps !== 0) this.takeKeys();
  }

  /** Straightens so that a line which was drawn over the picture, as it is shown, becomes level, or upright where it is steep. */
  levelAlong(right: number, down: number): void {
    this.drawsHorizon = false;
    if (Math.hypot(right, down) < 1) return;
    const slope = (Math.atan2(down, right) * 180) / Math.PI;
    this.straighten(this.degrees - (slope - 90 * Math.round(slope / 90)));
  }

  /** Back to all of the picture, upright as it is, and to any ratio. */
  reset(): void {
    this.clearFrame();
    this.aspect = 'free';
    this.corners = 'cut';
    this.drawsHorizon = false;
  }

  /** Takes an aspect ratio; the frame becomes the largest of it, in the middle. */
  choose(aspect: CropAspect, bounds: Rect): void {
    this.aspect = aspect;
    const ratio = this.ratio(bounds);
    if (ratio === null) return;
    const width = Math.max(1, Math.round(Math.min(bounds.width, bounds.height * ratio)));
    const height = Math.max(1, Math.round(Math.min(bounds.height, bounds.width / ratio)));
    const x = bounds.x + Math.round((bounds.width - width) / 2);
    const y = bounds.y + Math.round((bounds.height - height) / 2);
    this.set({ x, y, width, height }, bounds);
  }

  async apply(): Promise<void> {
    const { rect, degrees, corners } = this;
    if (degrees !== 0) {
      this.settings.forgetPicture();
      this.settings.tellPaintings();
      await this.reshape({ kind: 'straighten', degrees, corners });
    } else if (rect !== null) await this.reshape({ kind: 'crop', rect });
  }

  /** Clockwise. What was drawn on the picture for the next fill means nothing on a rotated one. */
  async rotate(degrees: 90 | 270): Promise<void> {
    if (this.applying) return;
    this.reset();
    this.settings.forgetPicture();
    this.settings.tellPaintings();
    await this.reshape({ kind: 'rotate', degrees });
  }

  /** What is set shows until the picture has changed; where another photo is shown by then, it has its own frame. */
  private async reshape(reshape: Reshape): Promise<void> {
    const { shown } = this.documents;
    if (this.applying || shown === null) return;
    this.changing = shown;
    this.view.gesture = null;
    await this.documents.reshape(reshape);
    if (this.changing === shown) this.changing = null;
    if (this.documents.shown === shown) this.reset();
  }

  /** Enter takes what is set, Escape gives it up. */
  private takeKeys(): void {
    this.view.gesture = { finish: () => void this.apply(), cancel: () => this.reset() };
  }

  private clearFrame(): void {
    if (this.rect !== null || this.degrees !== 0) this.view.gesture = null;
    this.rect = null;
    this.degrees = 0;
  }
}
