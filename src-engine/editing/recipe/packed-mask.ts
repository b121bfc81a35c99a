import { text } from '#shared/text/text.ts';
import { deflateSync, inflateSync } from 'node:zlib';
import { z } from 'zod';
import { TesseraError } from '#shared/errors.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { rectSchema } from '#shared/geometry/schemas.ts';
import type { CoverageSource } from '#engine/editing/sources.ts';

/** Bytes, deflated, base64. */
export const packedSchema = z.string().max(400_000_000);

/** Coverage of `rect`. */
export const maskSchema = z.object({ rect: rectSchema, coverage: packedSchema });
type PackedMask = z.infer<typeof maskSchema>;

const maxMask = 1 << 28;

/** @throws TesseraError recipe-mismatch where it is damaged, or not of this length */
export function unpack(base64: string, length: number, part: 'mask' | 'kept'): Uint8Array {
  let data: Uint8Array;
  try {
    data = inflateSync(Buffer.from(base64, 'base64'), { maxOutputLength: maxMask });
  } catch (error) {
    throw new TesseraError('recipe-mismatch', text.recipes.damagedPart[part], { cause: error });
  }
  if (data.length !== length) throw new TesseraError('recipe-mismatch', text.recipes.wrongSize[part]);
  return data;
}

/** Packs a mask's coverage within `rect`. */
export async function packMask(mask: CoverageSource, rect: Rect): Promise<PackedMask> {
  return { rect, coverage: deflateSync(await mask.read(rect)).toString('base64') };
}

/** A packed mask as a source over `bounds`. @throws TesseraError recipe-mismatch where it is damaged */
export function unpackMask({ rect, coverage }: PackedMask, bounds: Rect): CoverageSource {
  const data = unpack(coverage, rect.width * rect.height, 'mask');
  return {
    bounds,
    read: (wanted) => {
      const result = new Uint8Array(wanted.width * wanted.height);
      const left = Math.max(wanted.x, rect.x);
      const right = Math.min(wanted.x + wanted.width, rect.x + rect.width);
      for (
        let y = Math.max(wanted.y, rect.y);
        left < right && y < Math.min(wanted.y + wanted.height, rect.y + rect.height);
        y++
      ) {
        const from = (y - rect.y) * rect.width + left - rect.x;
        result.set(data.subarray(from, from + right - left), (y - wanted.y) * wanted.width + left - wanted.x);
      }
      return Promise.resolve(result);
    },
  };
}
