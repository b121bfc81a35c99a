/** Half the side of a patch, pixels. */
export const patchRadius = 5;

interface Offset {
  readonly x: number;
  readonly y: number;
}

/**
 * The pixels of a patch as steps from its centre, nearest first: a disc. Everything that is kept per patch pixel is in this
 * sequence; behind the centre come pairs that lie opposite each other.
 */
export const patchOffsets: readonly Offset[] = disc(patchRadius);
export const patchPixels = patchOffsets.length;
/** Pairs of opposite pixels. */
export const patchPairs = (patchPixels - 1) / 2;

function disc(radius: number): Offset[] {
  const half: Offset[] = [];
  for (let y = 0; y <= radius; y++)
    for (let x = y > 0 ? -radius : 1; x <= radius; x++)
      if (x * x + y * y <= radius * (radius + 1)) half.push({ x, y });
  half.sort((a, b) => a.x ** 2 + a.y ** 2 - b.x ** 2 - b.y ** 2);
  return [
    { x: 0, y: 0 },
    ...half.flatMap(({ x, y }) => [
      { x, y },
      { x: -x, y: -y },
    ]),
  ];
}
