/** Sides in pixels. */
interface Sides {
  readonly width: number;
  readonly height: number;
}

/**
 * How large a picture is once it was rotated about its middle by a few degrees: the largest rectangle that lies wholly in it, or,
 * with its corners kept, the smallest one around it.
 */
export function straightenedSize(
  { width, height }: Sides,
  { degrees, corners }: { readonly degrees: number; readonly corners: 'cut' | 'keep' },
): Sides {
  const angle = (Math.abs(degrees) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  if (corners === 'keep')
    return { width: Math.ceil(width * cos + height * sin), height: Math.ceil(width * sin + height * cos) };
  const [long, short] = width >= height ? [width, height] : [height, width];
  // Of a long picture the rectangle's two corners touch its long sides, of others all four touch a side.
  const isLong = short <= 2 * sin * cos * long;
  const inside = isLong
    ? { along: short / 2 / sin, across: short / 2 / cos }
    : {
        along: (long * cos - short * sin) / (cos * cos - sin * sin),
        across: (short * cos - long * sin) / (cos * cos - sin * sin),
      };
  const side = (length: number): number => Math.max(1, Math.floor(length));
  return width >= height
    ? { width: side(inside.along), height: side(inside.across) }
    : { width: side(inside.across), height: side(inside.along) };
}
