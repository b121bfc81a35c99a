import { blockLength, resizeFrame } from './frame.ts';
import type { Sides } from './orientation.ts';
import type { JpegPicture } from './read-jpeg.ts';

/** Whether blocks can stay blocks: whole MCUs are added, or cut off, at the left and the top. @param sides of the stored picture */
export const fitsGrid = ({ frame }: JpegPicture, { left, top }: Sides): boolean =>
  left % frame.mcuWidth === 0 && top % frame.mcuHeight === 0;

/** The picture with sides added, or cut off: its blocks lie elsewhere, what is new is mid-grey. @param sides that `fitsGrid` */
export function addSides(picture: JpegPicture, { left, top, right, bottom }: Sides): JpegPicture {
  const { frame } = picture;
  const resized = resizeFrame(frame, left + frame.width + right, top + frame.height + bottom);
  const columns = left / frame.mcuWidth;
  const rows = top / frame.mcuHeight;
  const coefficients = resized.components.map(({ horizontal, vertical, storedAcross, storedDown }, index) => {
    const old = frame.components[index]!;
    const result = new Int16Array(storedAcross * storedDown * blockLength);
    const firstColumn = Math.max(0, columns * horizontal);
    const endColumn = Math.min(storedAcross, columns * horizontal + old.storedAcross);
    const firstRow = Math.max(0, rows * vertical);
    const endRow = Math.min(storedDown, rows * vertical + old.storedDown);
    for (let row = firstRow; row < endRow; row++) {
      const from =
        ((row - rows * vertical) * old.storedAcross + firstColumn - columns * horizontal) * blockLength;
      const blocks = picture.coefficients[index]!.subarray(
        from,
        from + (endColumn - firstColumn) * blockLength,
      );
      result.set(blocks, (row * storedAcross + firstColumn) * blockLength);
    }
    return result;
  });
  return { ...picture, frame: resized, coefficients };
}
