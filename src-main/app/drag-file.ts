import { nativeImage, type WebContents } from 'electron';
import type { DisplayPicture } from '#main/pixels/pixel-operations.ts';

/** The system drags a file out of a window, with a small picture at the pointer. Returns once it is dropped, or at once. */
export function dragFile(contents: WebContents, file: string, { width, height, rgba }: DisplayPicture): void {
  // Electron takes blue first, and colours that are multiplied by alpha.
  const bitmap = Buffer.alloc(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3]!;
    for (let channel = 0; channel < 3; channel++)
      bitmap[at + channel] = Math.round((rgba[at + 2 - channel]! * alpha) / 255);
    bitmap[at + 3] = alpha;
  }
  contents.startDrag({ file, icon: nativeImage.createFromBitmap(bitmap, { width, height }) });
}
