/** `node parts.js keep|encode PHOTO SIDE OUTPUT`: reads a JPEG, exchanges a square in its middle, writes it as the file it was or anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { decodePhoto, encodePicture, keepJpeg, openStoredJpeg } from '#engine/imaging/codec/index.ts';

const [way, photo, sideText, output] = process.argv.slice(2);
const side = Number(sideText);
const bytes = readFileSync(photo);
const { image, metadata, orientation } = await decodePhoto(bytes, photo);
const { width, height, channels } = image;
const [left, top] = [(width - side) >> 1, (height - side) >> 1];
const data = image.data.slice();
const selected = new Uint8Array(width * height);
for (let y = top; y < top + side; y++) {
  const at = (y * width + left) * channels;
  data.copyWithin(at, at + side * channels, at + 2 * side * channels);
  selected.fill(255, y * width + left, y * width + left + side);
}
const after = { ...image, data };
const written =
  way === 'keep'
    ? await keepJpeg(openStoredJpeg(bytes, orientation), {
        ...{ before: image, after, selected, recipe: null },
        sides: { left: 0, top: 0, right: 0, bottom: 0 },
      })
    : await encodePicture(after, { format: 'jpeg', metadata, recipe: null, quality: null });
writeFileSync(output, written.bytes);
