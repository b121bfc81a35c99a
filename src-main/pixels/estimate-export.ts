import { stat } from 'node:fs/promises';
import { convertPicture, encodePicture, keepsSamples } from '#engine/imaging/codec/index.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import { readPixels } from '#engine/tiles/snapshot.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { pictureFormat } from '#shared/pictures/picture-formats.ts';
import { reasonAgainstStored } from './export-picture.ts';
import type { EstimateRequest } from './pixel-operations.ts';
import type { ExportEstimate } from '#shared/contract/documents.ts';
import { sizeOf } from '#shared/pictures/output-size.ts';

/** Up to so many pixels are encoded whole. */
const wholePixels = 4_000_000;
/** More are estimated from so many squares across and down, together about as many pixels. */
const squares = 3;

/** About how large an export would be: what is large is encoded in part, and its share taken for all. */
export async function estimateExport(request: EstimateRequest): Promise<ExportEstimate> {
  const { pixels, format, quality, conversion, stored } = request;
  const { bounds } = pixels;
  const size = sizeOf(conversion.size, bounds);
  const keeps = stored !== null && format === 'jpeg' && keepsSamples(pixels, bounds, conversion);
  const notKept = keeps ? await reasonAgainstStored(request, stored) : null;
  if (keeps && notKept === null && quality === null)
    return { ...size, notKept, bytes: (await stat(stored).catch(() => null))?.size ?? null };
  // Layers hold more than the picture, and JPEG XL takes seconds.
  if (pictureFormat(format).written?.layers || format === 'jxl') return { ...size, notKept, bytes: null };
  const share = Math.min(1, Math.sqrt(wholePixels / (bounds.width * bounds.height)));
  const parts: SampleImage[] = [];
  for (const rect of spread(bounds, share === 1 ? 1 : squares, share)) {
    const { channels, bitDepth, iccProfile } = pixels;
    const data = await readPixels(pixels, rect);
    const part = { width: rect.width, height: rect.height, channels, bitDepth, data, iccProfile };
    const scaled = {
      amount: (100 * Math.max(size.width, size.height)) / Math.max(bounds.width, bounds.height),
      unit: 'percent',
    } as const;
    parts.push(
      (await convertPicture(part, { ...conversion, size: conversion.size === null ? null : scaled })).image,
    );
  }
  const sample = beside(parts);
  const { bytes } = await encodePicture(sample, { format, quality, metadata: null, recipe: null });
  const whole = (size.width * size.height) / (sample.width * sample.height);
  return { ...size, notKept, bytes: Math.round(bytes.byteLength * whole) };
}

/** Rectangles of that share of the sides in all, evenly over a picture: `count` across and down. */
function spread(bounds: Rect, count: number, share: number): Rect[] {
  const width = Math.max(1, Math.floor((bounds.width * share) / count));
  const height = Math.max(1, Math.floor((bounds.height * share) / count));
  const places = (length: number, part: number): number[] =>
    Array.from({ length: count }, (_, index) => Math.floor((length - part) * ((index + 0.5) / count)));
  return places(bounds.height, height).flatMap((y) =>
    places(bounds.width, width).map((x) => ({ x: bounds.x + x, y: bounds.y + y, width, height })),
  );
}

/** Pictures of one size as one, in a square of them. */
function beside(parts: readonly SampleImage[]): SampleImage {
  const [first] = parts;
  const across = Math.sqrt(parts.length);
  const { width, height, channels, bitDepth, iccProfile } = first!;
  const all = { x: 0, y: 0, width: width * across, height: height * across };
  const length = all.width * all.height * channels;
  const data = bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length);
  parts.forEach((part, index) => {
    const at = { x: (index % across) * width, y: Math.floor(index / across) * height, width, height };
    copyCommonPixels(part.data, at, data, all, channels);
  });
  return { width: all.width, height: all.height, channels, bitDepth, data, iccProfile };
}
