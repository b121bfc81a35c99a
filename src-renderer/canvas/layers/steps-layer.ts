import type { OverlaidPicture } from '#shared/runs/turns.ts';
import { type Frame, onCanvas } from './frame.ts';
import { PictureCache } from './picture-cache.ts';

/** Window-sized pictures, a quarter of a megabyte each and less. */
const keptPictures = 256;

/** Moments of a run, laid over the photo: committed tokens as they come, or as they came. */
export class StepsLayer {
  private readonly pictures: PictureCache;

  constructor(onLoad: () => void) {
    this.pictures = new PictureCache(onLoad, keptPictures);
  }

  /** Draws pictures over each other, the first one lowest. */
  draw(frame: Frame, pictures: readonly OverlaidPicture[]): void {
    const { context } = frame;
    context.save();
    for (const { url, rect, width } of pictures) {
      const bitmap = url === null ? null : this.pictures.get(url);
      if (bitmap == null) continue;
      const area = onCanvas(frame, rect);
      context.imageSmoothingEnabled = area.width < width * 8;
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, area.x, area.y, area.width, area.height);
    }
    context.restore();
  }

  destroy(): void {
    this.pictures.destroy();
  }
}
