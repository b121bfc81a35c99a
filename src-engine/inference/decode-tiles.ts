/** A picture's latents, [rows, columns, channels]. */
export interface LatentPlane {
  readonly latent: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Picture pixels per latent position. */
  readonly factor: number;
}

/** Decodes [height, width, channels] latents to [height * factor, width * factor, 3]. */
export type DecodeTile = (tile: Float32Array, height: number, width: number) => Promise<Float32Array>;

/** Latent positions per tile edge: larger planes are decoded in tiles, so that memory stays bounded. */
const tileEdge = 64;
/** Latent positions that neighbouring tiles share; the picture is faded from one to the other across them. */
const overlap = 16;

/**
 * Decodes a plane of any size. One piece where it fits a tile, which is exact; otherwise overlapping tiles, weighted by
 * distance from their edges (an autoencoder with attention sees less context in a tile, hence the fading).
 */
export async function decodeInTiles(
  plane: LatentPlane,
  decode: DecodeTile,
  edge = tileEdge,
  shared = overlap,
): Promise<Float32Array> {
  const { rows, columns, factor } = plane;
  if (rows <= edge && columns <= edge) return decode(plane.latent, rows, columns);
  const picture = new Float32Array(rows * columns * factor * factor * 3);
  const weights = new Float32Array(rows * columns * factor * factor);
  for (const top of tileStarts(rows, edge, shared)) {
    for (const left of tileStarts(columns, edge, shared)) {
      const height = Math.min(edge, rows - top);
      const width = Math.min(edge, columns - left);
      const decoded = await decode(cutTile(plane, top, left, height, width), height, width);
      addTile(plane, { top, left, height, width }, shared, decoded, picture, weights);
    }
  }
  for (let pixel = 0; pixel < weights.length; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const at = pixel * 3 + channel;
      picture[at] = picture[at]! / weights[pixel]!;
    }
  }
  return picture;
}

/** First positions of tiles that cover `length`, neighbours sharing at least `shared`. */
function tileStarts(length: number, edge: number, shared: number): number[] {
  if (length <= edge) return [0];
  const count = Math.ceil((length - shared) / (edge - shared));
  return Array.from({ length: count }, (_, index) => Math.round(((length - edge) * index) / (count - 1)));
}

function cutTile(plane: LatentPlane, top: number, left: number, height: number, width: number): Float32Array {
  const { latent, columns, channels } = plane;
  const tile = new Float32Array(height * width * channels);
  for (let row = 0; row < height; row += 1) {
    const start = ((top + row) * columns + left) * channels;
    tile.set(latent.subarray(start, start + width * channels), row * width * channels);
  }
  return tile;
}

function addTile(
  { columns, factor }: LatentPlane,
  tile: { top: number; left: number; height: number; width: number },
  shared: number,
  decoded: Float32Array,
  picture: Float32Array,
  weights: Float32Array,
): void {
  const [height, width] = [tile.height * factor, tile.width * factor];
  const ramp = (position: number, length: number) =>
    Math.min(position + 0.5, length - position - 0.5, shared * factor);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const weight = ramp(row, height) * ramp(column, width);
      const pixel = (tile.top * factor + row) * columns * factor + tile.left * factor + column;
      weights[pixel] = weights[pixel]! + weight;
      for (let channel = 0; channel < 3; channel += 1) {
        const at = pixel * 3 + channel;
        picture[at] = picture[at]! + weight * decoded[(row * width + column) * 3 + channel]!;
      }
    }
  }
}
