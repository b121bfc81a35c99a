import type { DeviceChoice, DeviceState, DropReason } from '#shared/runs/device-choice.ts';
import type { Inference, OpenedPack, PackFiles } from '#engine/inference/inference.ts';
import { assertRunFits, checkRunMemory, type RunMemory, type RunNeeds } from '#engine/packs/memory.ts';
import { largestError } from '#engine/inference/output-check.ts';
import { relativeError } from '#engine/packs/precision.ts';
import { autoDevices, type RealDevice } from '#engine/inference/session-options.ts';
import type { PackManifest } from '#engine/packs/manifest.ts';
import { tokenPositions, type Network } from '#engine/sampler/network.ts';
import { gridTokenCount } from '#shared/geometry/token-grid.ts';
import { calibrate, timeNetwork } from './calibrate.ts';
import { DeviceChoices, type DeviceSettings } from './device-choices.ts';
import { type RunSpeed, samplingSeconds, typicalSpeed } from './run-speed.ts';
import type { SpeedBook } from './speed-book.ts';

/** A pack ready for a run, and how fast this machine runs it. */
export interface ReadyPack {
  readonly opened: OpenedPack;
  readonly speed: RunSpeed;
  /** Seconds for opening it, 0 where it was open. */
  readonly loadSeconds: number;
}

/** What a pack is opened for. */
type PackUse = DeviceSettings & RunNeeds;

/** Opens packs for runs: refuses what does not fit into memory before it is loaded, and measures what was never measured here. */
export class PackOpener {
  private users = 0;

  constructor(
    private readonly inference: Inference,
    private readonly speeds: SpeedBook,
    private readonly choices: DeviceChoices = new DeviceChoices(inference),
    private readonly now: () => number = () => performance.now() / 1000,
  ) {}

  /**
   * What a run with these settings needs and whether that is free. Lets go of other packs where only that makes room.
   * @param pack null = the run needs none
   */
  async memory(pack: PackFiles | null, settings: PackUse): Promise<RunMemory> {
    if (pack === null) return checkRunMemory(null, settings, { loaded: true });
    const settled = await this.settled(pack, settings);
    const check = (): RunMemory =>
      checkRunMemory(pack.manifest, settings, { loaded: this.inference.isOpen(pack, settled) });
    const memory = check();
    if (memory.problem === null || this.users > 0) return memory;
    await this.inference.releaseOthers(pack, settled);
    return check();
  }

  /** The speed where it is known; where it isn't and nothing runs, the pack is opened and timed. Null while something runs. */
  async speed(pack: PackFiles, settings: DeviceSettings): Promise<RunSpeed | null> {
    const known = await this.speeds.get(speedKey(pack, await this.settled(pack, settings)));
    if (known || this.users > 0) return known;
    return this.use(pack, settings, ({ speed }) => Promise.resolve(speed));
  }

  /**
   * Opens a pack and keeps it open while `work` runs; other packs are released unless they are in use.
   * @throws TesseraError memory-insufficient before anything is loaded, pack-invalid; whatever `work` throws
   */
  async use<Result>(
    pack: PackFiles,
    settings: PackUse,
    work: (ready: ReadyPack) => Promise<Result>,
  ): Promise<Result> {
    const settled = await this.settled(pack, settings);
    const alone = this.users === 0;
    this.users++;
    try {
      if (alone) await this.inference.releaseOthers(pack, settled);
      const loaded = this.inference.isOpen(pack, settled);
      assertRunFits(pack.manifest, settings, { loaded });
      const started = this.now();
      const opened = await this.inference.open(pack, settled);
      const loadSeconds = this.now() - started;
      const key = speedKey(pack, settled);
      let speed = await this.speeds.get(key);
      if (!speed) {
        speed = await calibrate(opened, this.now);
        await this.speeds.set(key, speed);
      }
      const deviceInUse = (): ReturnType<OpenedPack['deviceInUse']> => {
        const { device, note } = opened.deviceInUse();
        return { device, note: note ?? settled.note };
      };
      return await work({ opened: { ...opened, deviceInUse }, speed, loadSeconds });
    } finally {
      this.users--;
    }
  }

  /** As `use` where the pack is needed; else nothing is opened, and `work` gets none. @throws TesseraError memory-insufficient */
  async useIf<Result>(
    needed: boolean,
    pack: PackFiles,
    settings: PackUse,
    work: (ready: Omit<ReadyPack, 'opened'> & { readonly opened: OpenedPack | null }) => Promise<Result>,
  ): Promise<Result> {
    if (needed) return this.use(pack, settings, work);
    assertRunFits(null, settings, { loaded: true });
    return work({ opened: null, speed: typicalSpeed, loadSeconds: 0 });
  }

  /** Remembers what a run taught. */
  async learn(pack: PackFiles, settings: DeviceSettings, speed: RunSpeed): Promise<void> {
    await this.speeds.set(speedKey(pack, await this.settled(pack, settings)), speed);
  }

  /**
   * What `auto` takes for a pack and what the app shows of it: as it is kept, else measured now, unless something runs.
   * @param signal aborted where a run waits: nothing is measured any more, and nothing kept
   * @param check of the pack's files, before they are opened
   */
  async chooseDevice(
    pack: PackFiles,
    settings: DeviceSettings,
    signal: AbortSignal,
    check: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<DeviceState> {
    const known = await this.choices.known(pack, settings);
    if (known || this.users > 0 || signal.aborted) return this.choices.stateOf(known);
    await check();
    const onCpu = { ...settings, device: 'cpu' } as const;
    let choice: DeviceChoice | null = null;
    try {
      choice = await this.use(pack, onCpu, ({ opened, speed }) =>
        this.measure(pack, settings, opened, speed, signal),
      );
    } finally {
      await this.choices.keep(pack, settings, choice);
    }
    return this.choices.stateOf(choice);
  }

  private async measure(
    pack: PackFiles,
    settings: DeviceSettings,
    cpu: OpenedPack,
    cpuSpeed: RunSpeed,
    signal: AbortSignal,
  ): Promise<DeviceChoice | null> {
    const cpuSeconds = stepSeconds(pack.manifest, cpuSpeed);
    const timed: Record<string, number> = { cpu: cpuSeconds };
    const dropped: DeviceChoice['dropped'][number][] = [];
    let best: RealDevice = 'cpu';
    const found = (): DeviceChoice => ({ device: best, stepSeconds: timed, dropped: [...dropped] });
    const drop = (device: RealDevice, reason: DropReason, detail = ''): void =>
      void dropped.push({ device, reason, detail });
    for (const { device, available } of await this.inference.devices(settings.threads)) {
      if (!available || !autoDevices.includes(device)) continue;
      if (signal.aborted) return null;
      const onDevice = { ...settings, device };
      // It needs more memory than there is.
      if ((await this.choices.deviceFor(pack, onDevice)).device !== device) continue;
      // A driver may take this process down with it: whoever reads this then leaves the device alone.
      await this.choices.keepUnfinished(pack, settings, found(), device);
      const opened = await this.inference.open(pack, onDevice);
      const error = await this.errorOf(pack, opened, cpu, settings.threads);
      const deadline = this.now() + longestMeasuring;
      const network = await timeNetwork(opened, this.now, () => signal.aborted || this.now() > deadline);
      if (signal.aborted) return null;
      const inUse = opened.deviceInUse();
      const step = stepSeconds(pack.manifest, network);
      if (inUse.device !== device) drop(device, 'failed', inUse.note ?? '');
      else if (!(error <= largestError)) drop(device, 'wrong');
      else {
        timed[device] = step;
        await this.speeds.set(speedKey(pack, onDevice), { ...cpuSpeed, ...network });
        if (step * minGain > cpuSeconds) drop(device, 'slower');
        else if (step < timed[best]!) best = device;
      }
    }
    return found();
  }

  /** The relative error of a device's prediction against the CPU's. */
  private async errorOf(
    pack: PackFiles,
    opened: OpenedPack,
    cpu: OpenedPack,
    threads: number,
  ): Promise<number> {
    let expected = new Float32Array(0);
    const compute = async (network: Network): Promise<void> => {
      expected = await predictOnce(network, pack.manifest);
    };
    if (pack.manifest.precision === 'int8') await this.inference.reference(pack, threads, compute);
    else await compute(cpu.network);
    return relativeError(await predictOnce(opened.network, pack.manifest), expected);
  }

  private async settled<Settings extends DeviceSettings>(
    pack: PackFiles,
    settings: Settings,
  ): Promise<Settings & { readonly device: RealDevice; readonly note: string | null }> {
    return { ...settings, ...(await this.choices.deviceFor(pack, settings)) };
  }
}

/** `auto` leaves the CPU only for a clear gain. */
const minGain = 1.5;
/** Seconds that timing a device may take. */
const longestMeasuring = 3;

/** A step of as many tokens as runs have on average. */
function stepSeconds(
  { window, defaults }: PackManifest,
  speed: Pick<RunSpeed, 'perCall' | 'perEvaluation'>,
): number {
  const evaluations = gridTokenCount(window) / defaults.efforts.balanced.arSteps;
  return samplingSeconds({ calls: 1, evaluations }, { ...typicalSpeed, ...speed });
}

/** A prediction of a quarter of the window behind another quarter. */
async function predictOnce(
  network: Network,
  { window, nullLabel }: PackManifest,
): Promise<Float32Array<ArrayBuffer>> {
  const count = Math.max(1, gridTokenCount(window) >> 2);
  const tokens = Int32Array.from({ length: count }, (_, token) => token);
  const numbers = Float32Array.from({ length: count * network.channels }, (_, index) => Math.sin(index));
  const positions = tokenPositions(window, tokens);
  const condition = await network.encodeCondition(Int32Array.of(nullLabel));
  const cache = await network.append(condition, numbers, positions);
  const prediction = await network.predict(cache, numbers, positions, 0.5);
  for (const each of [condition, cache]) each.release();
  return prediction.slice();
}

const speedKey = ({ manifest }: PackFiles, { device, threads }: DeviceSettings): string =>
  `${manifest.id} ${manifest.precision} ${device} ${threads}`;
