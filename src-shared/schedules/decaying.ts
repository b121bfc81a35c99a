import type { ScheduleWeights } from './schedule.ts';

/** How many times heavier the first step is than the last. */
const firstToLast = 8;

/** Large steps first (layout at once), then geometrically smaller ones (detail with care). */
export const decaying: ScheduleWeights = (steps) =>
  Array.from({ length: steps }, (_, step) => firstToLast ** (-step / Math.max(1, steps - 1)));
