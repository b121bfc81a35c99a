import type { DropReason } from '#shared/runs/device-choice.ts';
import { byteSize, tenth } from './formats.ts';

/** Which device computes, and why. */
export const devices = {
  step: (device: string, seconds: number) => `${device}: ${tenth(1000 * seconds)} ms per step`,
  /** @param name null = it has none here */
  graphics: (name: string | null, bytes: number, isAssumed: boolean) =>
    isAssumed
      ? `${name ?? 'Graphics card'}: ${byteSize(bytes)} of memory are assumed, since the system does not tell`
      : `${name ?? 'Graphics card'}: ${byteSize(bytes)} of memory`,
  none: 'No graphics card that can be used was found: the CPU computes.',
  notMeasured: 'The CPU computes: the graphics card was not measured with this model yet.',
  /** @param detail what the runtime said, in English; '' = nothing */
  dropped: {
    slower: (device: string) => `${device} is not clearly faster than the CPU with this model.`,
    wrong: (device: string) => `${device} is not used: it computes wrong numbers with this model.`,
    failed: (device: string, detail: string) =>
      `${device} is not used: it failed with this model. ${detail}`.trim(),
    unfinished: (device: string) =>
      `${device} is not used: measuring it was broken off. Clear the caches in the preferences to have it measured again.`,
  } satisfies Record<DropReason, (device: string, detail: string) => string>,
  memory: (device: string, needed: number, there: number, isAssumed: boolean) =>
    `The CPU computes: on ${device} the model needs about ${byteSize(needed)}, and the graphics card has ${byteSize(there)}${isAssumed ? ' (assumed, since the system does not tell)' : ''}.`,
  coreml:
    'CoreML cannot compute with inputs of size zero, which every run begins with. Choose WebGPU: it uses the same graphics card.',
} as const;
