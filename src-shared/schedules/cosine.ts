import type { ScheduleWeights } from './schedule.ts';

/** Small steps while little is known, large ones later: the share done after step s of S is 1 - cos(pi s / 2S). */
export const cosine: ScheduleWeights = (steps) =>
  Array.from(
    { length: steps },
    (_, step) => Math.cos((Math.PI * step) / (2 * steps)) - Math.cos((Math.PI * (step + 1)) / (2 * steps)),
  );
