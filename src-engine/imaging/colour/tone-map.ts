/** Light up to this stays as it is; all above shares what is left. */
const shoulder = 0.6;
const full = 65_535;

/**
 * Linear light, where 1 is white, as samples of 16 bit sRGB. Where nothing is brighter than white, that is the curve of sRGB and
 * nothing else. Else what lies above 0.6 is pressed together, so that the brightest becomes white; all channels of a pixel by the
 * same factor, so that hues stay. The same light always gives the same samples.
 * @param light [pixels, channels]: 1 or 3 colours, negative and undefined values count as none
 */
export function toneMap(light: Float32Array, channels: 1 | 3): Uint16Array {
  let brightest = 0;
  for (const value of light) if (value > brightest && value < Infinity) brightest = value;
  const pressed = pressTo(brightest);
  const samples = new Uint16Array(light.length);
  for (let at = 0; at < light.length; at += channels) {
    let largest = 0;
    for (let c = 0; c < channels; c++) if (light[at + c]! > largest) largest = light[at + c]!;
    const factor = largest > 0 && largest < Infinity ? pressed(largest) / largest : 1;
    for (let c = 0; c < channels; c++) samples[at + c] = Math.round(full * encoded(light[at + c]! * factor));
  }
  return samples;
}

/** Light as it is up to 0.6, and all above pressed together so that the brightest becomes 1. */
export function pressTo(brightest: number): (light: number) => number {
  const most = (brightest - shoulder) / (1 - shoulder);
  return (light) => {
    if (brightest <= 1 || light <= shoulder) return light;
    const over = (Math.min(light, brightest) - shoulder) / (1 - shoulder);
    return shoulder + ((1 - shoulder) * over * (1 + over / most ** 2)) / (1 + over);
  };
}

/** The curve of sRGB (IEC 61966-2-1), from 0 to 1. */
function encoded(light: number): number {
  if (!(light > 0)) return 0;
  if (light >= 1) return 1;
  return light <= 0.003_130_8 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
}
