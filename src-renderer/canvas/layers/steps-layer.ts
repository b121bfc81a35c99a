import type { TurnStep } from '../../../src-shared/runs/turns';
import { type Frame, onCanvas } from './frame';
import { PictureCache } from './picture-cache';

/** Window-sized pictures, a quarter of a megabyte each and less. */
const keptPictures = 256;

/** Moments of a run, laid over the photo: committed tokens as they come, or as they came. */
export class StepsLayer {
  private readonly pictures: PictureCache;

  constructor(onLoad: () => void) {
    this.pictures = new PictureCache(onLoad, keptPictures);
  }

  /** Draws pictures over each other, the first one lowest. */
  draw(frame: Frame, steps: readonly TurnStep[]): void {
    const { context } = frame;
    context.save();
    for (const step of steps) {
      const bitmap = step.url === null ? null : this.pictures.get(step.url);
      if (bitmap == null) continue;
      const area = onCanvas(frame, step.rect);
      context.imageSmoothingEnabled = area.width < step.width * 8;
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, area.x, area.y, area.width, area.height);
    }
    context.restore();
  }

  destroy(): void {
    this.pictures.destroy();
  }
}
