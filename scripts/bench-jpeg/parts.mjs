/**
 * `node parts.js keep|encode PHOTO SIDE OUTPUT`: reads a JPEG, exchanges a square in its middle, writes it as the file it was or anew.
 * Prints the CPU seconds of reading and writing, of all threads, without the start of the process and the exchange.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { decodePhoto, encodePicture, keepJpeg, openStoredJpeg } from '#engine/imaging/codec/index.ts';

const [way, photo, sideText, output] = process.argv.slice(2);
const side = Number(sideText);
const seconds = () =>
  Object.values(process.cpuUsage()).reduce((sum, microseconds) => sum + microseconds / 1e6, 0);
const start = seconds();
const bytes = readFileSync(photo);
const { image, metadata, orientation } = await decodePhoto(bytes, photo);
const read = seconds() - start;
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
const changed = seconds();
const written =
  way === 'keep'
    ? await keepJpeg(openStoredJpeg(bytes, orientation), {
        ...{ before: image, after, selected, recipe: null },
        sides: { left: 0, top: 0, right: 0, bottom: 0 },
      })
    : await encodePicture(after, { format: 'jpeg', metadata, recipe: null, quality: null });
writeFileSync(output, written.bytes);
console.log(read + seconds() - changed);
