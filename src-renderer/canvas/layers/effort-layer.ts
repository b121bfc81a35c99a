import { type EffortPicture, plainEffort } from '#renderer/stores/painted-pictures.ts';
import { type Frame, memoryContext, onCanvas } from './frame.ts';

const less = [64, 156, 255] as const;
const more = [255, 138, 0] as const;
const most = [255, 64, 24] as const;
const lightest = 96;
const strongest = 205;

/** The heat of a grey value of painted effort. [red, green, blue, alpha], 0 to 255 */
export function effortColour(grey: number): [number, number, number, number] {
  const distance = (grey - plainEffort) / (grey > plainEffort ? 255 - plainEffort : plainEffort);
  const amount = Math.abs(distance);
  const alpha = amount === 0 ? 0 : Math.round(lightest + (strongest - lightest) * amount);
  if (distance <= 0) return [...less, alpha];
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(more[channel] + (most[channel] - more[channel]) * Math.max(0, amount * 2 - 1));
  return [mix(0), mix(1), mix(2), alpha];
}

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
