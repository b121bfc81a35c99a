/** Relative weights of `steps` AR steps, in order; positive or zero, not all zero. */
export type ScheduleWeights = (steps: number) => readonly number[];
