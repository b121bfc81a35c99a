/** Octaves of spatial frequency, cycles per pixel: periods of 2 to 4, 4 to 8 and 8 to 16 pixels. */
const bands = [
  [1 / 4, 1 / 2],
  [1 / 8, 1 / 4],
  [1 / 16, 1 / 8],
] as const;
const tile = 32;
const cosines = Float64Array.from({ length: tile }, (_, n) => Math.cos((2 * Math.PI * n) / tile));
const sines = Float64Array.from({ length: tile }, (_, n) => -Math.sin((2 * Math.PI * n) / tile));

/** Mean power per band over Hann-windowed tiles (half overlapping, mean taken out) that lie wholly in `area` [height, width]. */
function bandPowers(light: Float64Array, area: Uint8Array, width: number, height: number): number[] {
  const sums = bands.map(() => 0);
  let tiles = 0;
  for (let top = 0; top + tile <= height; top += tile / 2) {
    for (let left = 0; left + tile <= width; left += tile / 2) {
      const part = tileAt(light, area, width, left, top);
      if (part === null) continue;
      tiles++;
      addPowers(part, sums);
    }
  }
  return sums.map((sum) => sum / tiles);
}

function tileAt(
  light: Float64Array,
  area: Uint8Array,
  width: number,
  left: number,
  top: number,
): Float64Array | null {
  const part = new Float64Array(tile * tile);
  let mean = 0;
  for (let y = 0; y < tile; y++)
    for (let x = 0; x < tile; x++) {
      const at = (top + y) * width + left + x;
      if (area[at] === 0) return null;
      part[y * tile + x] = light[at]!;
      mean += light[at]! / tile ** 2;
    }
  const hann = (n: number): number => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (tile - 1));
  return part.map((value, i) => (value - mean) * hann(i % tile) * hann(Math.floor(i / tile)));
}

/** Adds the mean power of each band of one tile (discrete Fourier transform, rows then columns). */
function addPowers(part: Float64Array, sums: number[]): void {
  const real = new Float64Array(tile * tile);
  const imaginary = new Float64Array(tile * tile);
  for (let y = 0; y < tile; y++)
    for (let u = 0; u < tile; u++)
      for (let x = 0; x < tile; x++) {
        const phase = (u * x) % tile;
        real[y * tile + u] = real[y * tile + u]! + part[y * tile + x]! * cosines[phase]!;
        imaginary[y * tile + u] = imaginary[y * tile + u]! + part[y * tile + x]! * sines[phase]!;
      }
  const totals = bands.map(() => ({ sum: 0, count: 0 }));
  for (let v = 0; v < tile; v++)
    for (let u = 0; u < tile; u++) {
      const frequency = Math.hypot(Math.min(u, tile - u), Math.min(v, tile - v)) / tile;
      const band = bands.findIndex(([low, high]) => frequency >= low && frequency < high);
      if (band < 0) continue;
      let re = 0;
      let im = 0;
      for (let y = 0; y < tile; y++) {
        const cos = cosines[(v * y) % tile]!;
        const sin = sines[(v * y) % tile]!;
        re += real[y * tile + u]! * cos - imaginary[y * tile + u]! * sin;
        im += real[y * tile + u]! * sin + imaginary[y * tile + u]! * cos;
      }
      totals[band]!.sum += re * re + im * im;
      totals[band]!.count++;
    }
  totals.forEach(({ sum, count }, band) => (sums[band] = sums[band]! + sum / count));
}

/**
 * Amplitude of each octave (finest first) inside the hole over that of everything around it: 1 = as sharp as around, less = blurred.
 * The measure of training/evaluate/native_measures.py.
 * @param pixels [height, width, 3] @param hole [height, width], above 0 = inside
 */
export function spectrumRatios(
  pixels: ArrayLike<number>,
  hole: Uint8Array,
  width: number,
  height: number,
): number[] {
  const light = new Float64Array(hole.length);
  for (let i = 0; i < hole.length; i++)
    light[i] = 0.299 * pixels[i * 3]! + 0.587 * pixels[i * 3 + 1]! + 0.114 * pixels[i * 3 + 2]!;
  const inside = bandPowers(light, hole, width, height);
  const around = bandPowers(
    light,
    hole.map((value) => (value > 0 ? 0 : 1)),
    width,
    height,
  );
  return inside.map((power, band) => Math.sqrt(power / around[band]!));
}
