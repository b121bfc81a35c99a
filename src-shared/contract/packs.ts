import { channel, idSchema, nothingSchema } from './schemas';

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
  /** Null = usable; else why it is not. */
  readonly problem: string | null;
  readonly defaults: {
    readonly guidance: number;
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

export const packChannels = {
  'packs/list': channel<PackSummary[]>()(nothingSchema),
  'packs/import': channel<PackSummary | null>()(nothingSchema),
  'packs/cancel-import': channel<void>()(nothingSchema),
  'packs/delete': channel<PackSummary[]>()(idSchema),
  'devices/list': channel<DeviceSummary[]>()(nothingSchema),
} as const;
