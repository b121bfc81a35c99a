/** Why a device is not taken though it is there. */
export type DropReason = 'slower' | 'wrong' | 'failed' | 'unfinished';

/** What `auto` takes with one pack on this machine, and why. */
export interface DeviceChoice {
  readonly device: string;
  /** Seconds of a typical diffusion step, by device. */
  readonly stepSeconds: Readonly<Record<string, number>>;
  /** `detail` is the runtime's own words; '' = none. */
  readonly dropped: readonly {
    readonly device: string;
    readonly reason: DropReason;
    readonly detail: string;
  }[];
}

/** The graphics of this machine. */
export interface GraphicsMemory {
  /** Null where the system has no name for it. */
  readonly name: string | null;
  readonly bytes: number;
  /** True where the system does not tell. */
  readonly isAssumed: boolean;
}

/** What the app shows of devices for one pack. */
export interface DeviceState {
  /** Null = not measured yet: something runs. */
  readonly choice: DeviceChoice | null;
  /** Null where there is no graphics card that could be used. */
  readonly graphics: GraphicsMemory | null;
}
