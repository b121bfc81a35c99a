import sharp from 'sharp';

/** sharp 0.35.5: `quality` of a PNG turns on a palette of at most 256 colours, although PNG is lossless. */
const [width, height] = [64, 64];
const samples = Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * 7919) % 251);
const raw = { width, height, channels: 3 };

const differs = async (options) => {
  const back = await sharp(await sharp(samples, { raw }).png(options).toBuffer())
    .removeAlpha()
    .raw()
    .toBuffer();
  return !back.equals(Buffer.from(samples));
};

const [plain, withQuality] = [await differs({}), await differs({ quality: 95 })];
console.log(
  `sharp ${sharp.versions.sharp}: expected no change; plain changed ${plain}, with quality changed ${withQuality}`,
);
process.exitCode = !plain && withQuality ? 0 : 1;
