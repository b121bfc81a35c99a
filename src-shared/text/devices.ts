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
  /** What probing each device found. */
  probe: {
    always: 'Always there.',
    time: (milliseconds: number) => `${milliseconds.toFixed(1)} ms for the probe`,
    notBuilt: 'This build of Tessera does not contain it.',
    /** @param error relative, as the runtime's own numbers are written */
    wrongNumbers: (error: string) => `It computes wrong numbers (relative error ${error}).`,
    slower: (time: string) => `It is slower than the CPU (${time}): probably a software renderer.`,
    noNvidia: 'This machine has no NVIDIA GPU, or its driver is not loaded.',
    noGpu: 'This machine has no GPU, or its driver is not loaded.',
    noAdapter: 'No GPU with a usable driver was found.',
    noLibraries: 'Its libraries are not installed: TESSERA_CUDA_LIBRARIES names a folder that has them.',
    notStarted: 'It could not be started.',
    notProbed: 'it was not probed.',
    instead: (device: string, note: string) => `${device} cannot be used: ${note} The CPU was used instead.`,
  },
  /** @param reason what the runtime said, in English */
  modelPart: (part: string, device: string, reason: string) =>
    `The model's part "${part}" could not be opened on ${device}: ${reason} Your picture is unchanged. Check the pack, or choose another one.`,
  /** What a network gave instead of a result. */
  noResult: {
    constant:
      'The model computed the same number everywhere, so there is no result. Your picture is unchanged. Check the pack (tessera pack check), or choose another pack or device.',
    notFinite:
      'The model computed not-a-number or infinite values, so there is no result. Your picture is unchanged. Check the pack (tessera pack check), or choose another pack or device.',
  },
  memory: (device: string, needed: number, there: number, isAssumed: boolean) =>
    `The CPU computes: on ${device} the model needs about ${byteSize(needed)}, and the graphics card has ${byteSize(there)}${isAssumed ? ' (assumed, since the system does not tell)' : ''}.`,
  /** @param reason what the runtime said, in English */
  lost: (device: string, reason: string) =>
    `${device} failed during the run, and the CPU took over. ${reason}`,
  /** Why libraries for CUDA are not used that were placed for it. */
  cuda: {
    noFolder: (folder: string) => `The folder for its libraries, ${folder}, does not exist.`,
    lacks: (library: string, version: string) =>
      `The folder for its libraries lacks ${library}, which the GPU package of ONNX Runtime ${version} has.`,
    otherVersion: (version: string) =>
      `The folder for its libraries has those of another version of ONNX Runtime than ${version}.`,
    damaged: (library: string) =>
      `${library} in the folder for its libraries is damaged, or not of ONNX Runtime.`,
    needs: (library: string) =>
      `${library} can be loaded neither from the folder for its libraries nor from the system.`,
    driver: (library: string) => `The NVIDIA driver cannot be loaded (${library}).`,
  },
  coreml:
    'CoreML cannot compute with inputs of size zero, which every run begins with. Choose WebGPU: it uses the same graphics card.',
} as const;
