import { z } from 'zod';
import {
  clampSchema,
  type DiffusionStep,
  type NoiseLevel,
  type NoiseScheduleFamily,
} from './noise-schedule.ts';

const schema = z.object({
  kind: z.literal('rectified-flow'),
  /** Smallest divisor of the velocity, so that it stays finite near t = 1: (prediction - z) / max(1 - t, velocityFloor). */
  velocityFloor: z.number().gt(0).max(1),
  clamp: clampSchema,
});

/**
 * Rectified flow with sample prediction: z_t = t x + (1 - t) noise, t from 0 (noise) to 1 (clean), Euler steps over
 * evenly spaced t. No noise is added on the way. `startTime` is t itself; all `count` steps are spread over [startTime, 1].
 */
export const rectifiedFlow: NoiseScheduleFamily<typeof schema> = {
  schema,
  create: ({ velocityFloor, clamp }) => ({
    clamp,
    // Any number would do.
    maxSteps: 1000,
    stepsFrom: (startTime, count) => count * (1 - startTime),
    steps: (count, startTime) =>
      Array.from({ length: count }, (_, index): DiffusionStep => {
        const time = timeOf(index, count, startTime);
        const next = timeOf(index + 1, count, startTime);
        // x += (next - t) * (prediction - x) / max(1 - t, floor)
        const share = (next - time) / Math.max(1 - time, velocityFloor);
        return {
          networkTime: time,
          before: levelAt(time),
          after: levelAt(next),
          noiseMoment: null,
          advance(x, prediction) {
            for (let i = 0; i < x.length; i += 1) x[i] = x[i]! + share * (prediction[i]! - x[i]!);
          },
        };
      }),
  }),
};

const timeOf = (index: number, count: number, startTime: number): number =>
  index === count ? 1 : startTime + ((1 - startTime) * index) / count;
const levelAt = (time: number): NoiseLevel => ({ signal: time, noise: 1 - time });
