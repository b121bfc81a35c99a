import type { EffortPicture } from '#renderer/stores/effort-picture.ts';
import { plainEffort } from '#renderer/stores/effort-picture.ts';
import { effortColour } from './effort-colours.ts';
import { type Frame, memoryContext, onCanvas } from './frame.ts';

/** Painted effort as heat: warm = more, cold = less, nothing where the dial decides. */
export class EffortLayer {
  private picture: EffortPicture | null = null;
  private canvas: OffscreenCanvas | null = null;

  draw(frame: Frame, picture: EffortPicture, fresh: boolean): void {
    if (picture !== this.picture || fresh) this.paint(picture);
    const area = onCanvas(frame, picture.area);
    frame.context.save();
    frame.context.imageSmoothingEnabled = true;
    frame.context.drawImage(this.canvas!, area.x, area.y, area.width, area.height);
    frame.context.restore();
  }

  private paint(picture: EffortPicture): void {
    this.picture = picture;
    this.canvas = new OffscreenCanvas(picture.width, picture.height);
    const image = new ImageData(picture.width, picture.height);
    picture.grey.forEach((grey, cell) => {
      if (grey !== plainEffort) image.data.set(effortColour(grey), cell * 4);
    });
    memoryContext(this.canvas).putImageData(image, 0, 0);
  }
}
