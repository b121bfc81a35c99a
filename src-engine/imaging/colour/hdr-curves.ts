import { pressTo } from './tone-map.ts';

/** Light of high dynamic range: 1 = the white of printed paper, 203 cd/m2 (ITU-R BT.2408, table 1). */

const whiteLuminance = 203;
/** What such pictures are graded for; light above it is shown as it. */
const peakLuminance = 1000;

/** SMPTE ST 2084 (ITU-R BT.2100, table 4). */
export function lightOfPq(value: number): number {
  const [m1, m2, c1, c2, c3] = [
    2610 / 16384,
    (2523 / 4096) * 128,
    3424 / 4096,
    (2413 / 4096) * 32,
    (2392 / 4096) * 32,
  ];
  const root = value ** (1 / m2);
  return ((Math.max(0, root - c1) / (c2 - c3 * root)) ** (1 / m1) * 10_000) / whiteLuminance;
}

/** Hybrid log-gamma on a screen of 1000 cd/m2 (ITU-R BT.2100, table 5), its gamma of 1.2 on each channel. */
export function lightOfHlg(value: number): number {
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  const scene = value <= 0.5 ? value ** 2 / 3 : (Math.exp((value - c) / a) + b) / 12;
  return (scene ** 1.2 * peakLuminance) / whiteLuminance;
}

/** Such light as a screen shows it, from 0 to 1. */
export const shownLight = pressTo(peakLuminance / whiteLuminance);
