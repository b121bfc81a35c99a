import sharp from 'sharp';

/** sharp 0.35.5: 16-bit samples of a PNG are written as 8 bit unless the output's colour space is named. */
const [width, height] = [4, 4];
const samples = Uint16Array.from({ length: width * height * 3 }, (_, index) => 257 * index + 1);
const raw = { width, height, channels: 3, depth: 'ushort' };

const written = async (pipeline) => (await sharp(await pipeline.png().toBuffer()).metadata()).depth;

const plain = await written(sharp(samples, { raw }));
const named = await written(sharp(samples, { raw }).toColourspace('rgb16'));
console.log(
  `sharp ${sharp.versions.sharp}: expected ushort; without a colour space ${plain}, with rgb16 ${named}`,
);
process.exitCode = plain === 'uchar' && named === 'ushort' ? 0 : 1;
