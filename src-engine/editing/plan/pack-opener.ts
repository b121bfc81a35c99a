import type { RunSettings } from '#shared/runs/run-settings.ts';
import type { Inference, OpenedPack, PackFiles } from '#engine/inference/inference.ts';
import { assertRunFits, checkRunMemory, type RunMemory } from '#engine/packs/memory.ts';
import { calibrate } from './calibrate.ts';
import { type RunSpeed, typicalSpeed } from './run-speed.ts';
import type { SpeedBook } from './speed-book.ts';

type OpenSettings = Pick<RunSettings, 'device' | 'threads' | 'guidance' | 'contextGuidance'>;

/** A pack ready for a run, and how fast this machine runs it. */
export interface ReadyPack {
  readonly opened: OpenedPack;
  readonly speed: RunSpeed;
  /** Seconds for opening it, 0 where it was open. */
  readonly loadSeconds: number;
}

const seconds = (): number => performance.now() / 1000;

/** Opens packs for runs: refuses what does not fit into memory before it is loaded, and measures what was never measured here. */
export class PackOpener {
  private users = 0;

  constructor(
    private readonly inference: Inference,
    private readonly speeds: SpeedBook,
  ) {}

  /** What a run with these settings needs and whether that is free. Lets go of other packs where only that makes room. */
  async memory(pack: PackFiles, settings: OpenSettings): Promise<RunMemory> {
    const check = (): RunMemory =>
      checkRunMemory(pack.manifest, settings, { loaded: this.inference.isOpen(pack, settings) });
    const memory = check();
    if (memory.problem === null || this.users > 0) return memory;
    await this.inference.releaseOthers(pack, settings);
    return check();
  }

  /** The speed where it is known; where it isn't and nothing runs, the pack is opened and timed. Null while something runs. */
  async speed(pack: PackFiles, settings: OpenSettings): Promise<RunSpeed | null> {
    const known = await this.speeds.get(speedKey(pack, settings));
    if (known || this.users > 0) return known;
    return this.use(pack, settings, ({ speed }) => Promise.resolve(speed));
  }

  /**
   * Opens a pack and keeps it open while `work` runs; other packs are released unless they are in use.
   * @throws TesseraError memory-insufficient before anything is loaded, pack-invalid; whatever `work` throws
   */
  async use<Result>(
    pack: PackFiles,
    settings: OpenSettings,
    work: (ready: ReadyPack) => Promise<Result>,
  ): Promise<Result> {
    const alone = this.users === 0;
    this.users++;
    try {
      if (alone) await this.inference.releaseOthers(pack, settings);
      const loaded = this.inference.isOpen(pack, settings);
      assertRunFits(pack.manifest, settings, { loaded });
      const started = seconds();
      const opened = await this.inference.open(pack, settings);
      const loadSeconds = seconds() - started;
      const key = speedKey(pack, settings);
      let speed = await this.speeds.get(key);
      if (!speed) {
        speed = await calibrate(opened, seconds);
        await this.speeds.set(key, speed);
      }
      return await work({ opened, speed, loadSeconds });
    } finally {
      this.users--;
    }
  }

  /** As `use` where the pack is needed; else nothing is opened, and `work` gets none. */
  useIf<Result>(
    needed: boolean,
    pack: PackFiles,
    settings: OpenSettings,
    work: (ready: Omit<ReadyPack, 'opened'> & { readonly opened: OpenedPack | null }) => Promise<Result>,
  ): Promise<Result> {
    return needed
      ? this.use(pack, settings, work)
      : work({ opened: null, speed: typicalSpeed, loadSeconds: 0 });
  }

  /** Remembers what a run taught. */
  learn(pack: PackFiles, settings: OpenSettings, speed: RunSpeed): Promise<void> {
    return this.speeds.set(speedKey(pack, settings), speed);
  }
}

const speedKey = ({ manifest }: PackFiles, { device, threads }: OpenSettings): string =>
  `${manifest.id} ${manifest.precision} ${device} ${threads}`;
