import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from '../set-up/run.mjs';

/** Uniform numbers in [0, 1), the same every time (mulberry32). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  };
}

/** Writes photo.jpg (12 MP), crop.png (4 MP of it) and the masks over them into a folder. */
export async function makeInputs(folder) {
  const photo = join(root, 'assets/samples/summit-sunset.jpg');
  copyFileSync(photo, join(folder, 'photo.jpg'));
  const { width, height } = await sharp(photo).metadata();
  const crop = { left: (width - 2448) >> 1, top: height - 1632, width: 2448, height: 1632 };
  await sharp(photo).extract(crop).png().toFile(join(folder, 'crop.png'));

  const mask = (size, draw) => {
    const data = new Uint8Array(size.width * size.height);
    const disc = (x, y, radius) => {
      for (let v = Math.max(0, Math.ceil(y - radius)); v <= Math.min(size.height - 1, y + radius); v++)
        for (let u = Math.max(0, Math.ceil(x - radius)); u <= Math.min(size.width - 1, x + radius); u++)
          if ((u - x) ** 2 + (v - y) ** 2 <= radius ** 2) data[v * size.width + u] = 255;
    };
    draw(disc, data);
    return (name) =>
      sharp(data, { raw: { width: size.width, height: size.height, channels: 1 } })
        .png()
        .toFile(join(folder, name));
  };
  const line = (disc, { x, y, angle, length, bend }) => {
    for (let step = 0; step < length * 2; step++) {
      disc(x, y, 1.5);
      x += Math.cos(angle) / 2;
      y += Math.sin(angle) / 2;
      angle += bend() / 20;
    }
  };
  const random = randomFrom(7);
  await mask(crop, (disc) => {
    for (let n = 0; n < 100; n++)
      line(disc, {
        x: random() * crop.width,
        y: random() * crop.height,
        angle: random() * 2 * Math.PI,
        length: 80 + 320 * random(),
        bend: () => random() - 0.5,
      });
  })('scratches.png');
  await mask(crop, (disc) =>
    line(disc, { x: 800, y: 700, angle: Math.atan2(3, 4), length: 500, bend: () => 0 }),
  )('scratch.png');
  await mask({ width, height }, (disc) => {
    for (const [x, y] of [
      [900, 700],
      [2400, 500],
      [3100, 1900],
    ])
      disc(x, y, 18);
  })('spots.png');
  const square = (left, top, edge) =>
    mask({ width, height }, (_, data) => {
      for (let y = top; y < top + edge; y++) data.fill(255, y * width + left, y * width + left + edge);
    });
  await square(1900, 1500, 300)('hole.png');
  await square(1500, 1300, 1000)('large.png');
}

/** Writes large.jpg (24 MP, two of the sample photo side by side with the grain of a camera, quality 90) and large-hole.png, a square of 300 px over it. */
export async function makeLargeJpeg(folder, optimiseCoding) {
  const sample = join(root, 'assets/samples/summit-sunset.jpg');
  const { data, info } = await sharp([sample, sample], { join: { across: 2 } })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const random = randomFrom(24);
  for (let i = 0; i < data.length; i++)
    data[i] = Math.min(255, Math.max(0, data[i] + 12 * (random() + random() + random() - 1.5)));
  const path = join(folder, 'large.jpg');
  await sharp(data, { raw: { width, height, channels } }).jpeg({ quality: 90, optimiseCoding }).toFile(path);
  const square = { width: 300, height: 300, channels: 3, background: 'white' };
  await sharp({ create: { width, height, channels: 3, background: 'black' } })
    .composite([{ input: { create: square }, left: (width - 300) >> 1, top: (height - 300) >> 1 }])
    .png()
    .toFile(join(folder, 'large-hole.png'));
  return { pixels: width * height, bytes: statSync(path).size };
}
