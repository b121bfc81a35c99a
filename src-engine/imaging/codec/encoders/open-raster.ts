import { ZipFile } from 'yazl';
import { english } from '#shared/text/english.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { changedLayer } from '../changed-layer.ts';
import { flattenedPng, isOpenRaster } from '../decoders/open-raster.ts';
import { getSharp, ownBytes } from '../load-sharp.ts';
import { noMetadata, type PhotoMetadata } from '../metadata.ts';
import type { PictureEncoder } from '../picture-encoder.ts';
import { encodeWithSharp } from './with-sharp.ts';

/** Side of the preview that the format asks for, in pixels. */
const thumbnailSide = 256;
const inchesPerUnit = { inch: 1, centimetre: 2.54, metre: 0.0254 } as const;

/** OpenRaster 0.0.5: a zip of PNGs, layers from the top, and the whole picture beside them, which carries all metadata. */
export const openRasterEncoder: PictureEncoder = {
  format: 'ora',
  async encode(image, metadata, below) {
    const merged = await pngOf(image, metadata);
    const layers: {
      readonly name: string;
      readonly png: Uint8Array;
      readonly x: number;
      readonly y: number;
    }[] = [];
    const made = below && changedLayer(image, below);
    if (below && made) {
      layers.push({
        name: english.pictures.layers.made,
        png: await pngOf(made.image),
        x: made.left,
        y: made.top,
      });
      const photo = await pngOf(below.photo);
      layers.push({ name: english.pictures.layers.photo, png: photo, x: below.left, y: below.top });
    } else layers.push({ name: english.pictures.layers.photo, png: await pngOf(image), x: 0, y: 0 });

    const zip = new ZipFile();
    const add = (path: string, bytes: Uint8Array): void =>
      zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), path, {
        mtime: new Date(1980, 0, 1),
        forceDosTimestamp: true,
        compress: false,
      });
    // It stands first, so that a file says at a fixed place what it is.
    add('mimetype', new TextEncoder().encode('image/openraster'));
    add('stack.xml', new TextEncoder().encode(stackOf(image, metadata, layers)));
    for (const [index, { png }] of layers.entries()) add(`data/layer${index}.png`, png);
    add('mergedimage.png', merged);
    add('Thumbnails/thumbnail.png', await thumbnailOf(merged));
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
    return new Uint8Array(Buffer.concat(chunks));
  },
  async readXmp(bytes) {
    if (!isOpenRaster(bytes)) return null;
    const header = await getSharp()(await flattenedPng(bytes), { limitInputPixels: false }).metadata();
    return header.xmpAsString ?? null;
  },
};

const pngOf = (image: SampleImage, metadata: PhotoMetadata = noMetadata): Promise<Uint8Array> =>
  encodeWithSharp(image, { format: 'png', quality: null, metadata, recipe: null });

function stackOf(
  { width, height }: SampleImage,
  { resolution }: PhotoMetadata,
  layers: readonly { readonly name: string; readonly x: number; readonly y: number }[],
): string {
  const perInch = ({ x, y, unit }: NonNullable<typeof resolution>): string =>
    unit === 'none'
      ? ''
      : ` xres="${Math.round(x * inchesPerUnit[unit])}" yres="${Math.round(y * inchesPerUnit[unit])}"`;
  const elements = layers.map(
    ({ name, x, y }, index) => `<layer name="${name}" src="data/layer${index}.png" x="${x}" y="${y}"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<image version="0.0.5" w="${width}" h="${height}"${resolution ? perInch(resolution) : ''}><stack>${elements.join('')}</stack></image>
`;
}

async function thumbnailOf(png: Uint8Array): Promise<Uint8Array> {
  const size = {
    width: thumbnailSide,
    height: thumbnailSide,
    fit: 'inside',
    withoutEnlargement: true,
  } as const;
  return ownBytes(await getSharp()(png, { limitInputPixels: false }).resize(size).png().toBuffer());
}
