import { existsSync, readdirSync } from 'node:fs';
import { cudaProblem, InferenceSession, listSupportedBackends, Tensor } from './onnx-runtime.ts';
import { text } from '#shared/text/text.ts';
import { pattern, probeModel, probeWidth } from './matrix-speed.ts';
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
  /** Why not, or what was measured, in the language that is spoken when it is read: a probe is kept for long. */
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
 * Rows that devices are probed with: enough that a software renderer is seen by its time, few enough for a start-up (about 1 GFLOP).
 * One that counts as a device needs seconds for as many, and its time is not judged.
 */
const probeRows = (allowSoftware: boolean): number => (allowSoftware ? 16 : 256);

/**
 * Runs a small graph on every device and compares it with the CPU's result: a missing one throws, silently runs on the
 * CPU, or is a software renderer hundreds of times too slow. Never throws.
 * @param allowSoftware a software renderer counts as a device
 */
export async function probeDevices(threads: number, allowSoftware: boolean): Promise<DeviceProbe[]> {
  const rows = probeRows(allowSoftware);
  let reference: ProbeRun | null = null;
  const probes: DeviceProbe[] = [];
  for (const device of allDevices.filter((each) => each !== 'cpu')) {
    if (obstacleOf(device, allowSoftware) !== null) {
      probes.push(unavailable(device, () => obstacleOf(device, allowSoftware) ?? ''));
      continue;
    }
    reference ??= await runProbe(rows, 'cpu', threads);
    probes.push(await probeOther(rows, device, threads, reference, allowSoftware));
  }
  const seconds = reference?.seconds ?? null;
  const note = (): string => (seconds === null ? text.devices.probe.always : describe(seconds));
  return [probe('cpu', true, note, seconds), ...probes];
}

/** Why a device is not worth probing, or null. */
function obstacleOf(device: RealDevice, allowSoftware: boolean): string | null {
  if (device === 'coreml') return text.devices.coreml;
  const isBuilt = listSupportedBackends().some(({ name }) => name === providerNames[device]);
  if (!isBuilt) return text.devices.probe.notBuilt;
  return absentReason(device, { allowSoftware }) ?? (device === 'cuda' && cudaProblem ? cudaProblem() : null);
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
    note: text.devices.probe.instead(wanted, probe?.note ?? text.devices.probe.notProbed),
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
    return unavailable(device, () => text.devices.probe.wrongNumbers(error.toPrecision(2)));
  if (!allowSoftware && run.seconds > slowestShare * cpu.seconds)
    return unavailable(device, () => text.devices.probe.slower(describe(run.seconds)));
  return probe(device, true, () => describe(run.seconds), run.seconds);
}

async function probeOther(
  rows: number,
  device: RealDevice,
  threads: number,
  cpu: ProbeRun,
  allowSoftware: boolean,
): Promise<DeviceProbe> {
  try {
    const run = await runProbe(rows, device, threads, slowestShare * cpu.seconds);
    return judgeProbe(device, run, cpu, allowSoftware);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return unavailable(device, () => readableReason(said));
  }
}

/**
 * The best of three runs after one to warm up (GPUs compile then). A software renderer is not waited for: a run of ten
 * times `patience` seconds is enough, and so is a first one of `longestStart`.
 */
async function runProbe(
  rows: number,
  device: RealDevice,
  threads: number,
  patience = Infinity,
): Promise<ProbeRun> {
  const session = await InferenceSession.create(
    probeModel(rows),
    sessionOptions(device, threadCount(threads)),
  );
  try {
    const left = new Tensor('float32', pattern(rows * probeWidth), [rows, probeWidth]);
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

const describe = (seconds: number): string => text.devices.probe.time(seconds * 1000);
const probe = (
  device: RealDevice,
  available: boolean,
  tell: () => string,
  seconds: number | null,
): DeviceProbe => ({
  device,
  available,
  get note() {
    return tell();
  },
  seconds,
});
const unavailable = (device: RealDevice, tell: () => string): DeviceProbe => probe(device, false, tell, null);

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
  if (device === 'cuda') return nvidia ? null : text.devices.probe.noNvidia;
  const rendering =
    existsSync('/dev/dri') && readdirSync('/dev/dri').some((name) => name.startsWith('render'));
  return nvidia || rendering ? null : text.devices.probe.noGpu;
}

/** ONNX Runtime's reasons in words a user can act on; no paths. */
export function readableReason(message: string): string {
  if (/WebGPU adapter/.test(message)) return text.devices.probe.noAdapter;
  // CUDA's own words stand between names of C++.
  const ofCuda = /CUDA failure \d+: [^;]*/.exec(message);
  if (ofCuda) return `${ofCuda[0].trim()}.`;
  if (/shared library|providers_/.test(message)) return text.devices.probe.noLibraries;
  return (
    (message.split('\n')[0] ?? '')
      .replace(/\S*[/\\]\S*/g, '')
      .trim()
      .slice(0, 200) || text.devices.probe.notStarted
  );
}
