import { plainEffort } from '#renderer/stores/effort-picture.ts';

const less = [64, 156, 255] as const;
const more = [255, 138, 0] as const;
const most = [255, 64, 24] as const;
const lightest = 96;
const strongest = 205;

/** The heat of a grey value of painted effort. [red, green, blue, alpha], 0 to 255 */
export function effortColour(grey: number): [number, number, number, number] {
  const distance = (grey - plainEffort) / (grey > plainEffort ? 255 - plainEffort : plainEffort);
  const amount = Math.abs(distance);
  const alpha = amount === 0 ? 0 : Math.round(lightest + (strongest - lightest) * amount);
  if (distance <= 0) return [...less, alpha];
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(more[channel] + (most[channel] - more[channel]) * Math.max(0, amount * 2 - 1));
  return [mix(0), mix(1), mix(2), alpha];
}
