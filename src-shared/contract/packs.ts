import { z } from 'zod';
import type { DeviceState } from '#shared/runs/device-choice.ts';
import { channel, idSchema, nothingSchema } from './schemas.ts';

const packPrecisions = ['fp32', 'fp16', 'int8'] as const;
/** How a pack keeps its weights. */
export type PackPrecisionName = (typeof packPrecisions)[number];

export interface PackSummary {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  readonly labels: readonly string[];
  readonly windowPixels: number;
  readonly tokenPixels: number;
  readonly parameters: number;
  readonly precision: string;
  readonly bundled: boolean;
  /** False where it comes with Tessera or is there for all users of the computer. */
  readonly removable: boolean;
  /** Null = usable; else why it is not. */
  readonly problem: string | null;
  readonly defaults: {
    readonly guidance: number;
    readonly contextGuidance: number;
    readonly efforts: Readonly<
      Record<'fast' | 'balanced' | 'best', { arSteps: number; diffusionSteps: number }>
    >;
  };
}

export interface DeviceSummary {
  readonly name: string;
  readonly available: boolean;
  /** Why not, or what was measured when it was probed. */
  readonly note: string;
}

/** What chosen checkpoint files hold, and what a pack of them would be, before anything is written. */
export interface CheckpointFacts {
  readonly name: string;
  readonly parameters: number;
  readonly labels: number;
  readonly windowPixels: number;
  /** Tensors of the files that nothing needs. */
  readonly unknownTensors: number;
  readonly choices: readonly {
    readonly precision: PackPrecisionName;
    /** On disk. */
    readonly packBytes: number;
    /** The memory of a guided run on the CPU. */
    readonly memoryBytes: number;
  }[];
}

/** Chosen files that wait for `packs/import`. */
export interface CheckpointChoice extends CheckpointFacts {
  readonly id: string;
  /** Free bytes where packs are kept. */
  readonly freeBytes: number;
}

/** What a pack in one file says of itself, before anything is installed. */
export interface PackFileFacts {
  readonly packId: string;
  readonly name: string;
  readonly description: string;
  readonly licence: string;
  /** The model card (Markdown, cut where it is very long); null where there is none. */
  readonly card: string | null;
  readonly labels: number;
  readonly parameters: number;
  readonly precision: string;
  readonly windowPixels: number;
  /** On disk. */
  readonly packBytes: number;
  readonly files: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
}

/** A pack's file that waits for `packs/install`. */
export interface PackOffer extends PackFileFacts {
  readonly id: string;
  /** Free bytes where packs are kept. */
  readonly freeBytes: number;
  /** Why it cannot be installed; null = it can. */
  readonly obstacle: string | null;
}

export const packChannels = {
  /** Asks for the two files and looks into them; null where the user cancelled. */
  'packs/choose-checkpoints': channel<CheckpointChoice | null>()(nothingSchema),
  'packs/list': channel<PackSummary[]>()(nothingSchema),
  /** Imports what was chosen; null where it was cancelled. */
  'packs/import': channel<PackSummary | null>()(
    z.object({ choiceId: idSchema, precision: z.enum(packPrecisions) }),
  ),
  /** Asks for a pack's file; it is then offered by packs/offer. */
  'packs/choose-file': channel<void>()(nothingSchema),
  /** Installs the file that was offered by this id; null where it was cancelled. */
  'packs/install': channel<PackSummary | null>()(idSchema),
  'packs/cancel-import': channel<void>()(nothingSchema),
  'packs/delete': channel<PackSummary[]>()(idSchema),
  'devices/list': channel<DeviceSummary[]>()(nothingSchema),
  /** What `auto` takes for a pack ('' = the default one); measured where that is not known and nothing runs. */
  'devices/choose': channel<DeviceState>()(
    z.object({ packId: z.string().max(200), threads: z.number().int().min(0).max(256) }),
  ),
} as const;
