import { existsSync, readdirSync } from 'node:fs';
import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import { text } from '#shared/text/text.ts';
import { pattern, probeModel, probeRows, probeWidth } from './matrix-speed.ts';
import { largestError } from './output-check.ts';
import { relativeError } from '#engine/packs/precision.ts';
import {
  autoDevices,
  providerNames,
  sessionOptions,
  threadCount,
  type RealDevice,
} from './session-options.ts';

/** What probing found out about one device. */
export interface DeviceProbe {
  readonly device: RealDevice;
  readonly available: boolean;
  /** Why not, or what was measured. */
  readonly note: string;
  /** Seconds of the probe graph; null where it did not run. */
  readonly seconds: number | null;
}

const allDevices = Object.keys(providerNames) as RealDevice[];
/** A device that is this much slower than the CPU is a software renderer, whatever it calls itself. */
const slowestShare = 2;
/** Seconds that compiling may take. */
const longestStart = 5;

/**
 * Runs a small graph on every device and compares it with the CPU's result: a missing one throws, silently runs on the
 * CPU, or is a software renderer hundreds of times too slow. Never throws.
 * @param allowSoftware a software renderer counts as a device
 */
export async function probeDevices(threads: number, allowSoftware: boolean): Promise<DeviceProbe[]> {
  const model = probeModel();
  let reference: ProbeRun | null = null;
  const probes: DeviceProbe[] = [];
  for (const device of allDevices.filter((each) => each !== 'cpu')) {
    const absent = obstacleOf(device, allowSoftware);
    if (absent) {
      probes.push(unavailable(device, absent));
      continue;
    }
    reference ??= await runProbe(model, 'cpu', threads);
    probes.push(await probeOther(model, device, threads, reference, allowSoftware));
  }
  const note = reference ? describe(reference.seconds) : 'Always there.';
  return [{ device: 'cpu', available: true, note, seconds: reference?.seconds ?? null }, ...probes];
}

/** Why a device is not worth probing, or null. */
function obstacleOf(device: RealDevice, allowSoftware: boolean): string | null {
  if (device === 'coreml') return text.devices.coreml;
  const isBuilt = listSupportedBackends().some(({ name }) => name === providerNames[device]);
  return isBuilt ? absentReason(device, { allowSoftware }) : 'This build of Tessera does not contain it.';
}

/** False where this machine surely has no device that `auto` could take. */
export const mayHaveGpu = (allowSoftware: boolean): boolean =>
  autoDevices.some((device) => obstacleOf(device, allowSoftware) === null);

/** The device to use for the one that was asked for, and why it is not that one (null where it is). */
export function chooseDevice(
  wanted: RealDevice,
  probes: readonly DeviceProbe[],
): { device: RealDevice; note: string | null } {
  const probe = probes.find((entry) => entry.device === wanted);
  if (wanted === 'cpu' || probe?.available) return { device: wanted, note: null };
  return {
    device: 'cpu',
    note: `${wanted} cannot be used: ${probe?.note ?? 'it was not probed.'} The CPU was used instead.`,
  };
}

/** What a device computed, and how fast. */
export interface ProbeRun {
  readonly output: Float32Array;
  readonly seconds: number;
}

/** Whether a device that ran the probe may be used: right numbers, and not a software renderer. */
export function judgeProbe(
  device: RealDevice,
  run: ProbeRun,
  cpu: ProbeRun,
  allowSoftware = false,
): DeviceProbe {
  const error = relativeError(run.output, cpu.output);
  if (!(error <= largestError))
    return unavailable(device, `It computes wrong numbers (relative error ${error.toPrecision(2)}).`);
  if (!allowSoftware && run.seconds > slowestShare * cpu.seconds) {
    const time = describe(run.seconds);
    return unavailable(device, `It is slower than the CPU (${time}): probably a software renderer.`);
  }
  return { device, available: true, note: describe(run.seconds), seconds: run.seconds };
}

async function probeOther(
  model: Uint8Array,
  device: RealDevice,
  threads: number,
  cpu: ProbeRun,
  allowSoftware: boolean,
): Promise<DeviceProbe> {
  try {
    const run = await runProbe(model, device, threads, slowestShare * cpu.seconds);
    return judgeProbe(device, run, cpu, allowSoftware);
  } catch (error) {
    return unavailable(device, readableReason(error instanceof Error ? error.message : String(error)));
  }
}

/**
 * The best of three runs after one to warm up (GPUs compile then). A software renderer is not waited for: a run of ten
 * times `patience` seconds is enough, and so is a first one of `longestStart`.
 */
async function runProbe(
  model: Uint8Array,
  device: RealDevice,
  threads: number,
  patience = Infinity,
): Promise<ProbeRun> {
  const session = await InferenceSession.create(model, sessionOptions(device, threadCount(threads)));
  try {
    const left = new Tensor('float32', pattern(probeRows * probeWidth), [probeRows, probeWidth]);
    let output = new Float32Array(0);
    let best = Infinity;
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const start = performance.now();
      output = (await session.run({ left }))['product']!.data as Float32Array<ArrayBuffer>;
      const seconds = (performance.now() - start) / 1000;
      best = Math.min(best, seconds);
      if (seconds > (attempt === 0 ? longestStart : 10 * patience)) break;
    }
    return { output, seconds: best };
  } finally {
    await session.release();
  }
}

const describe = (seconds: number): string => `${(seconds * 1000).toFixed(1)} ms for the probe`;
const unavailable = (device: RealDevice, note: string): DeviceProbe => ({
  device,
  available: false,
  note,
  seconds: null,
});

/**
 * Why a device is not even worth trying, or null. On Linux without a device node every GPU provider fails, noisily on
 * stderr, and a software Vulkan driver may end the process.
 */
export function absentReason(
  device: RealDevice,
  {
    allowSoftware = false,
    platform = process.platform,
  }: { allowSoftware?: boolean; platform?: NodeJS.Platform } = {},
): string | null {
  if (platform !== 'linux' || device === 'cpu' || (allowSoftware && device === 'webgpu')) return null;
  const nvidia = existsSync('/dev/nvidia0') || existsSync('/dev/dxg');
  if (device === 'cuda')
    return nvidia ? null : 'This machine has no NVIDIA GPU, or its driver is not loaded.';
  const rendering =
    existsSync('/dev/dri') && readdirSync('/dev/dri').some((name) => name.startsWith('render'));
  return nvidia || rendering ? null : 'This machine has no GPU, or its driver is not loaded.';
}

/** ONNX Runtime's reasons in words a user can act on; no paths. */
export function readableReason(message: string): string {
  if (/WebGPU adapter/.test(message)) return 'No GPU with a usable driver was found.';
  if (/shared library|providers_/.test(message)) return 'Its libraries are not installed.';
  return (
    (message.split('\n')[0] ?? '')
      .replace(/\S*[/\\]\S*/g, '')
      .trim()
      .slice(0, 200) || 'It could not be started.'
  );
}
