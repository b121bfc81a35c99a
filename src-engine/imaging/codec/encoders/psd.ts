import { english } from '#shared/text/english.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { changedLayer, type Layer } from '../changed-layer.ts';
import { psdDecoder, resource, resourceIds } from '../decoders/psd.ts';
import type { PhotoMetadata } from '../metadata.ts';
import { resourcesOfPicture } from '../photoshop-data.ts';
import type { PictureEncoder } from '../picture-encoder.ts';

/**
 * Photoshop documents of 8 bit, grey and RGB: the photo as a layer, what was made above it, and the flattened picture
 * (Adobe Photoshop File Formats Specification, sections "File Header" to "Image Data"). Rows are packed by PackBits.
 */
export const psdEncoder: PictureEncoder = {
  format: 'psd',
  encode(image, metadata, below) {
    const made = below && changedLayer(image, below);
    // From the bottom.
    const layers: [name: string, layer: Layer][] =
      below && made
        ? [
            [english.pictures.layers.photo, { image: below.photo, left: below.left, top: below.top }],
            [english.pictures.layers.made, made],
          ]
        : [[english.pictures.layers.photo, { image, left: 0, top: 0 }]];
    return Promise.resolve(
      new Uint8Array(
        Buffer.concat([
          header(image),
          u32(0),
          block(resourcesOf(image, metadata)),
          block([block(layerInfo(image, layers), 2), u32(0)]),
          compositeOf(image),
        ]),
      ),
    );
  },
  readXmp(bytes) {
    if (!psdDecoder.sniff(bytes, '')) return Promise.resolve(null);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const at = 30 + view.getUint32(26);
    const xmp = resource(bytes.subarray(at + 4, at + 4 + view.getUint32(at)), resourceIds.xmp);
    return Promise.resolve(xmp && new TextDecoder().decode(xmp));
  },
};

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
function i32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
const ascii = (characters: string): Buffer => Buffer.from(characters, 'latin1');

/** Length and contents, padded to a multiple of `multiple` bytes. */
function block(parts: readonly Uint8Array[], multiple = 1): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const padding = (multiple - (length % multiple)) % multiple;
  return Buffer.concat([u32(length + padding), ...parts, Buffer.alloc(padding)]);
}

const coloursOf = ({ channels }: SampleImage): 1 | 3 => (channels < 3 ? 1 : 3);
const hasAlpha = ({ channels }: SampleImage): boolean => channels === 2 || channels === 4;

const header = (image: SampleImage): Buffer =>
  Buffer.concat([
    ascii('8BPS'),
    u16(1),
    Buffer.alloc(6),
    u16(image.channels),
    u32(image.height),
    u32(image.width),
    u16(8),
    u16(coloursOf(image) === 1 ? 1 : 3),
  ]);

function resourcesOf(
  { iccProfile }: SampleImage,
  { exif, xmp, resolution, photoshop }: PhotoMetadata,
): Uint8Array[] {
  const perInch = { inch: 1, centimetre: 2.54, metre: 0.0254, none: 0 };
  const factor = resolution ? perInch[resolution.unit] : 0;
  const resources: [id: number, data: Uint8Array | null][] = [
    [
      resourceIds.resolution,
      // Pixels per inch as 16.16 fixed point, the unit they are shown in (1 = inch), and that of the side (1 = inch).
      factor > 0 && resolution
        ? Buffer.concat([
            u32(Math.round(resolution.x * factor * 65536)),
            u16(1),
            u16(1),
            u32(Math.round(resolution.y * factor * 65536)),
            u16(1),
            u16(1),
          ])
        : null,
    ],
    [resourceIds.profile, iccProfile],
    [resourceIds.exif, exif],
    [resourceIds.xmp, xmp === null ? null : new TextEncoder().encode(xmp)],
  ];
  const own = resources.flatMap(([id, data]) => {
    if (!data) return [];
    // An empty name is two zeros; the length that is said leaves padding out.
    const padding = Buffer.alloc(data.length % 2);
    return [Buffer.concat([ascii('8BIM'), u16(id), u16(0), u32(data.length), data, padding])];
  });
  const others = photoshop && resourcesOfPicture(photoshop);
  return others ? [...own, others] : own;
}

/** The records of all layers, then their channels. A negative count says that the composite's extra plane is its alpha. */
function layerInfo(image: SampleImage, layers: readonly (readonly [string, Layer])[]): Buffer[] {
  const channels = layers.map(([, { image: samples }]) => channelsOf(samples));
  const records = layers.map(([name, { image: samples, left, top }], index) =>
    Buffer.concat([
      ...[top, left, top + samples.height, left + samples.width].map(i32),
      u16(channels[index]!.length),
      ...channels[index]!.map(({ id, data }) => Buffer.concat([u16(id & 0xffff), u32(data.length)])),
      ascii('8BIMnorm'),
      // Opacity, clipping, flags, filler.
      Buffer.from([255, 0, 0, 0]),
      block([u32(0), u32(0), pascalName(name)]),
    ]),
  );
  return [
    u16((hasAlpha(image) ? -layers.length : layers.length) & 0xffff),
    ...records,
    ...channels.flat().map(({ data }) => data),
  ];
}

/** A short name with its length before it, padded to a multiple of 4. */
function pascalName(name: string): Buffer {
  const characters = ascii(name);
  const length = 1 + characters.length;
  return Buffer.concat([Buffer.from([characters.length]), characters, Buffer.alloc((4 - (length % 4)) % 4)]);
}

/** A layer's channels: -1 is alpha, then colours from 0. */
function channelsOf(image: SampleImage): { readonly id: number; readonly data: Buffer }[] {
  const colours = coloursOf(image);
  const planes = Array.from({ length: colours }, (_, id) => ({ id, plane: id }));
  if (hasAlpha(image)) planes.unshift({ id: -1, plane: colours });
  return planes.map(({ id, plane }) => {
    const rows = packedRows(image, plane);
    return { id, data: Buffer.concat([u16(1), ...rows.map(({ length }) => u16(length)), ...rows]) };
  });
}

/** All rows of all planes, with one compression for all of them. */
function compositeOf(image: SampleImage): Buffer {
  const rows = Array.from({ length: image.channels }, (_, plane) => packedRows(image, plane)).flat();
  return Buffer.concat([u16(1), ...rows.map(({ length }) => u16(length)), ...rows]);
}

function packedRows({ width, height, channels, data }: SampleImage, plane: number): Buffer[] {
  const row = new Uint8Array(width);
  return Array.from({ length: height }, (_, y) => {
    for (let x = 0; x < width; x++) row[x] = data[(y * width + x) * channels + plane]!;
    return packBits(row);
  });
}

/** TIFF 6.0 section 9: runs of three and more equal bytes, and what stands between them. */
export function packBits(row: Uint8Array): Buffer {
  const packed: number[] = [];
  let from = 0;
  const flush = (to: number): void => {
    for (; from < to; from = Math.min(to, from + 128)) {
      const length = Math.min(128, to - from);
      packed.push(length - 1);
      for (let i = 0; i < length; i++) packed.push(row[from + i]!);
    }
  };
  for (let at = 0; at < row.length;) {
    let end = at + 1;
    while (end < row.length && end - at < 128 && row[end] === row[at]) end++;
    if (end - at > 2) {
      flush(at);
      packed.push(257 - (end - at), row[at]!);
      from = end;
    }
    at = end;
  }
  flush(row.length);
  return Buffer.from(packed);
}
