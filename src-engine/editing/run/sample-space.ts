import { solveMembrane } from '#engine/imaging/blend/membrane.ts';
import { toUnitFloats } from '#engine/imaging/exemplar/pyramid.ts';
import type { FloatImage } from '#engine/imaging/resample.ts';
import type { Scene } from '#engine/editing/scene.ts';

/** sRGB floats to the photo's own numbers over their full range: [n, 3] in [0, 1], grey repeated. */
export function toSampleSpace(scene: Scene, picture: FloatImage): FloatImage {
  const full = scene.photo.bitDepth === 16 ? 65535 : 255;
  const values = scene.colours.toSamples(picture.data);
  if (scene.photo.channels >= 3) {
    for (let i = 0; i < values.length; i++) values[i] = values[i]! / full;
    return { ...picture, data: values };
  }
  const data = new Float32Array(values.length * 3);
  for (let pixel = 0; pixel < values.length; pixel++)
    data.fill(values[pixel]! / full, pixel * 3, pixel * 3 + 3);
  return { ...picture, data };
}

/** Samples without alpha, [n, 3], grey repeated; the samples themselves where they are so already. */
export function colourSamples(samples: Uint8Array | Uint16Array, channels: number): Uint8Array | Uint16Array {
  if (channels === 3) return samples;
  const pixels = samples.length / channels;
  const data = samples instanceof Uint16Array ? new Uint16Array(pixels * 3) : new Uint8Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++)
    for (let c = 0; c < 3; c++) data[pixel * 3 + c] = samples[pixel * channels + (channels < 3 ? 0 : c)]!;
  return data;
}

/** The same in [0, 1]. */
export const normalisedSamples = (samples: Uint8Array | Uint16Array, channels: number): Float32Array =>
  toUnitFloats(colourSamples(samples, channels));

/** Whether a pixel of interleaved samples is fully transparent: its colours are whatever a program left there. */
export function transparencyOf(
  samples: Uint8Array | Uint16Array,
  channels: number,
): (pixel: number) => boolean {
  return channels % 2 === 0 ? (pixel) => samples[pixel * channels + channels - 1] === 0 : () => false;
}

/** [n, channels] sample values of the fill; alpha continues smoothly from what surrounds it. */
export function toSampleValues(
  scene: Scene,
  fill: FloatImage,
  samples: Uint8Array | Uint16Array,
  open: Uint8Array,
): Float32Array {
  const { channels, bitDepth } = scene.photo;
  const full = bitDepth === 16 ? 65535 : 255;
  const pixels = open.length;
  const values = new Float32Array(pixels * channels);
  const colours = channels < 3 ? 1 : 3;
  if (channels === 3) {
    for (let i = 0; i < values.length; i++) values[i] = fill.data[i]! * full;
    return values;
  }
  for (let pixel = 0; pixel < pixels; pixel++)
    for (let c = 0; c < colours; c++) values[pixel * channels + c] = fill.data[pixel * 3 + c]! * full;
  if (colours === channels) return values;
  const alpha = new Float32Array(pixels).fill(full);
  const unknown = new Uint8Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (open[pixel] === 0) alpha[pixel] = samples[pixel * channels + colours]!;
    else unknown[pixel] = 1;
  }
  if (unknown.includes(0))
    solveMembrane({
      width: fill.width,
      height: fill.height,
      channels: 1,
      values: alpha,
      unknown,
      laplacian: null,
    });
  for (let pixel = 0; pixel < pixels; pixel++) values[pixel * channels + colours] = alpha[pixel]!;
  return values;
}
