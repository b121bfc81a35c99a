import type { ScheduleWeights } from './schedule.ts';

/** Steps as equal as whole tokens allow. */
export const uniform: ScheduleWeights = (steps) => new Array<number>(steps).fill(1);
