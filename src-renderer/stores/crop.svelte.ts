import { type Rect, rectsEqual } from '#shared/geometry/rect.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { SettingsStore } from './settings.svelte.ts';
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

  constructor(
    private readonly documents: DocumentsStore,
    private readonly settings: SettingsStore,
    private readonly view: ViewStore,
  ) {}

  frame = (bounds: Rect): Rect => this.rect ?? bounds;

  /** Width / height that the frame keeps; null = any. */
  ratio({ width, height }: Rect): number | null {
    return this.aspect === 'photo' ? width / height : cropAspects[this.aspect];
  }

  set(rect: Rect, bounds: Rect): void {
    if (rectsEqual(rect, bounds)) return this.clearFrame();
    this.rect = rect;
    this.view.gesture = { finish: () => void this.apply(), cancel: () => this.reset() };
  }

  /** Back to all of the picture, and to any ratio. */
  reset(): void {
    this.clearFrame();
    this.aspect = 'free';
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
    const { rect } = this;
    this.reset();
    if (rect !== null) await this.documents.reshape({ kind: 'crop', rect });
  }

  /** Clockwise. What was drawn on the picture for the next fill means nothing on a rotated one. */
  async rotate(degrees: 90 | 270): Promise<void> {
    this.reset();
    this.settings.forgetPicture();
    await this.documents.reshape({ kind: 'rotate', degrees });
  }

  private clearFrame(): void {
    if (this.rect !== null) this.view.gesture = null;
    this.rect = null;
  }
}
