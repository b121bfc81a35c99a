import { z } from 'zod';
import type { DeviceChoice, DeviceState, GraphicsMemory } from '#shared/runs/device-choice.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { text } from '#shared/text/text.ts';
import { assumedMemoryBytes, type GraphicsCards, graphicsCards } from '#engine/inference/graphics-cards.ts';
import type { Inference, PackFiles } from '#engine/inference/inference.ts';
import type { RealDevice } from '#engine/inference/session-options.ts';
import { deviceMemoryBytes } from '#engine/packs/memory.ts';
import { version } from '../../../package.json';
import { MeasuredBook } from './speed-book.ts';

/** What of a run's settings decides where it is computed. */
export type DeviceSettings = Pick<RunSettings, 'device' | 'threads' | 'guidance' | 'contextGuidance'>;

const choiceSchema = z.object({
  device: z.string(),
  stepSeconds: z.record(z.string(), z.number()),
  dropped: z.array(
    z.object({
      device: z.string(),
      reason: z.enum(['slower', 'wrong', 'failed', 'unfinished']),
      detail: z.string(),
    }),
  ),
});

/** Measuring was broken off for the first time. */
const once = 'once';
const isFirstTry = ({ reason, detail }: DeviceChoice['dropped'][number]): boolean =>
  reason === 'unfinished' && detail === once;

const cpuAlone: DeviceChoice = { device: 'cpu', stepSeconds: {}, dropped: [] };

/** Which device computes: the one that was asked for, or the one that measuring found; kept in a file per pack, driver and version. */
export class DeviceChoices {
  private readonly book: MeasuredBook<DeviceChoice>;
  private cards: Promise<GraphicsCards> | null = null;

  /** @param file null = remembered by this process only */
  constructor(
    private readonly inference: Inference,
    file: string | null = null,
    private readonly readCards: () => Promise<GraphicsCards> = graphicsCards,
  ) {
    this.book = new MeasuredBook(file, choiceSchema);
  }

  /** The device for a run, and why it is not the one asked for, or why `auto` takes none but the CPU (null = nothing to say). */
  async deviceFor(
    pack: PackFiles,
    settings: DeviceSettings,
  ): Promise<{ readonly device: RealDevice; readonly note: string | null }> {
    const { device, note } = await this.wanted(pack, settings);
    if (device === 'cpu') return { device, note };
    const { bytes, isAssumed } = await this.memory();
    const needed = deviceMemoryBytes(pack.manifest, settings);
    if (needed <= bytes) return { device, note };
    const name = text.panels.deviceName(device);
    return { device: 'cpu', note: text.devices.memory(name, needed, bytes, isAssumed) };
  }

  /** What `auto` takes; null = it was not measured yet, or measuring was broken off once: whoever closes the app does so, too. */
  async known(pack: PackFiles, settings: DeviceSettings): Promise<DeviceChoice | null> {
    const kept = await this.kept(pack, settings);
    return kept?.dropped.some(isFirstTry) ? null : kept;
  }

  /** Keeps that a device is being measured: what is found where that takes this process down. */
  async keepUnfinished(
    pack: PackFiles,
    settings: DeviceSettings,
    found: DeviceChoice,
    device: RealDevice,
  ): Promise<void> {
    const kept = await this.kept(pack, settings);
    const detail = kept?.dropped.some((each) => each.device === device && isFirstTry(each)) ? 'again' : once;
    const unfinished = { device, reason: 'unfinished', detail } as const;
    await this.keep(pack, settings, { ...found, dropped: [...found.dropped, unfinished] });
  }

  /** Keeps a choice; null = it is forgotten. */
  async keep(pack: PackFiles, settings: DeviceSettings, choice: DeviceChoice | null): Promise<void> {
    await this.book.set(await this.key(pack, settings), choice);
  }

  /** What the app shows. */
  async stateOf(choice: DeviceChoice | null): Promise<DeviceState> {
    return { choice, graphics: this.inference.mayHaveGpu ? await this.memory() : null };
  }

  private async kept(pack: PackFiles, settings: DeviceSettings): Promise<DeviceChoice | null> {
    return this.inference.mayHaveGpu ? this.book.get(await this.key(pack, settings)) : cpuAlone;
  }

  private async wanted(
    pack: PackFiles,
    settings: DeviceSettings,
  ): Promise<{ readonly device: RealDevice; readonly note: string | null }> {
    if (settings.device !== 'auto') return { device: settings.device, note: null };
    const choice = await this.known(pack, settings);
    if (!choice) return { device: 'cpu', note: text.devices.notMeasured };
    const [dropped] = choice.dropped;
    const note =
      choice.device === 'cpu' && dropped
        ? text.devices.dropped[dropped.reason](text.panels.deviceName(dropped.device), dropped.detail)
        : null;
    return { device: choice.device as RealDevice, note };
  }

  private async memory(): Promise<GraphicsMemory> {
    const { name, memoryBytes } = await this.graphics();
    return { name, bytes: memoryBytes ?? assumedMemoryBytes, isAssumed: memoryBytes === null };
  }

  private graphics(): Promise<GraphicsCards> {
    return (this.cards ??= this.readCards());
  }

  private async key({ manifest }: PackFiles, { threads }: DeviceSettings): Promise<string> {
    const { driver } = await this.graphics();
    const weights = manifest.files.map(({ sha256 }) => sha256.slice(0, 8)).join('');
    return [manifest.id, weights, `${threads} threads`, driver, version, this.inference.runtimeVersion].join(
      ' | ',
    );
  }
}
