import { clipboard } from 'electron';
import type { PictureSource } from '#main/pixels/pixel-operations.ts';

/** The clipboard's picture as raw pixels (encoding it here would block the window); null where it holds none. */
export function clipboardPicture(): PictureSource | null {
  const image = clipboard.readImage();
  if (image.isEmpty()) return null;
  const { width, height } = image.getSize(1);
  return { kind: 'bgra', width, height, data: image.toBitmap({ scaleFactor: 1 }) };
}
