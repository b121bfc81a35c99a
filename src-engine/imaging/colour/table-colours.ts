import type { ColourCube } from './colour-cube.ts';
import { InverseCube } from './inverse-cube.ts';
import { luma, type SampleColours, type SampleFormat } from './sample-colours.ts';

const full = 65535;

/** Of a photo whose profile says by tables what colours mean. @param cube the profile's colours in sRGB */
export function tableColours({ channels, bitDepth }: SampleFormat, cube: ColourCube): SampleColours {
  const scale = bitDepth === 16 ? 1 : 257;
  const { places } = cube;
  const inverse = new InverseCube(cube);
  return {
    toNetwork(samples) {
      const result = new Float32Array((samples.length / channels) * 3);
      const look = new Float64Array(12);
      const placeAt = (at: number): number => places[samples[at]! * scale]!;
      for (let from = 0, to = 0; from < samples.length; from += channels, to += 3) {
        cube.look(placeAt(from), placeAt(from + 1), placeAt(from + 2), look);
        for (let c = 0; c < 3; c++) result[to + c] = (look[c]! * 2) / 255 - 1;
      }
      return result;
    },
    toSamples(values) {
      const result = new Float32Array(values.length);
      const place = new Float64Array(3);
      const byteAt = (at: number): number => Math.min(255, Math.max(0, (values[at]! + 1) * 127.5));
      for (let i = 0; i < values.length; i += 3) {
        inverse.find(byteAt(i), byteAt(i + 1), byteAt(i + 2), place);
        for (let c = 0; c < 3; c++) result[i + c] = valueAt(places, place[c]!) / scale;
      }
      return result;
    },
  };
}

/** Of a grey photo whose profile has a table. @param shown [values there are, 3]: each grey in sRGB, 16 bit */
export function greyTableColours({ channels, bitDepth }: SampleFormat, shown: Uint16Array): SampleColours {
  const scale = bitDepth === 16 ? 1 : 257;
  const colours = Float32Array.from(shown, (value) => (value * 2) / full - 1);
  // Rising, so that each brightness lies at one place, as long as the profile is none that turns greys over.
  const brightness = luma(colours);
  const rises = brightness.at(-1)! >= brightness[0]!;
  const places = Float32Array.from(brightness, (value) => (rises ? value : -value));
  for (let i = 1; i < places.length; i++) places[i] = Math.max(places[i]!, places[i - 1]!);
  const step = full / (places.length - 1);
  return {
    toNetwork(samples) {
      const result = new Float32Array((samples.length / channels) * 3);
      for (let from = 0, to = 0; from < samples.length; from += channels, to += 3)
        result.set(colours.subarray(3 * samples[from]!, 3 * samples[from]! + 3), to);
      return result;
    },
    toSamples: (values) =>
      luma(values).map((value) => (valueAt(places, rises ? value : -value) * step) / scale),
  };
}

/** Where a rising table has a value, between its entries too. */
function valueAt(table: Float32Array, value: number): number {
  let [low, high] = [0, table.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (table[middle]! <= value) low = middle;
    else high = middle;
  }
  const [from, to] = [table[low]!, table[high]!];
  return to > from ? low + Math.min(1, Math.max(0, (value - from) / (to - from))) : low;
}
