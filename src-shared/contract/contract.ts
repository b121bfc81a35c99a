import { z } from 'zod';
import type { DocumentSummary } from '../document/document-summary';
import type { Rect } from '../geometry/rect';
import { rectSchema } from '../geometry/rect-schema';
import type { RunPlan } from '../runs/run-plan';
import type { RunProgress, RunReport } from '../runs/run-report';
import { runSettingsSchema } from '../runs/run-settings';
import type { ErrorReport } from './errors';

/**
 * The one map of everything a window may ask of main. Requests are parsed at run time by main (ipc/router);
 * responses are ours and only typed. The renderer never sends a path.
 */
const id = z.string().min(1).max(100);
const bytes = (limit: number) => z.instanceof(Uint8Array).refine((value) => value.byteLength <= limit, 'too large');
const nothing = z.undefined();
const megabyte = 1 << 20;

export const preferencesSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  lastSettings: runSettingsSchema.partial(),
  brushSize: z.number().min(1).max(4000),
  brushHardness: z.number().min(0).max(1),
  showOrder: z.boolean(),
  panelsOpen: z.record(z.string().max(60), z.boolean()),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const exportFormats = ['png', 'jpeg', 'webp', 'avif', 'tiff'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Pixels added on each side of the picture. */
export const extendBySchema = z.object({
  left: z.number().int().min(0).max(20000),
  right: z.number().int().min(0).max(20000),
  top: z.number().int().min(0).max(20000),
  bottom: z.number().int().min(0).max(20000),
});
export type ExtendBy = z.infer<typeof extendBySchema>;

/** What a run does: fill the mask, extend the frame (the new area is filled), or make a picture from a label alone. */
export const runRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fill') }),
  z.object({ kind: z.literal('extend'), by: extendBySchema }),
  z.object({ kind: z.literal('generate') }),
]);
export type RunRequest = z.infer<typeof runRequestSchema>;

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
    readonly efforts: Readonly<Record<'fast' | 'balanced' | 'best', { arSteps: number; diffusionSteps: number }>>;
  };
}

export interface DeviceSummary {
  readonly name: string;
  readonly available: boolean;
  /** Why not, or what was measured when it was probed. */
  readonly note: string;
}

export interface ExportResult {
  readonly name: string;
  readonly lossy: boolean;
  readonly changedOutsideMask: number | null;
  readonly recipe: 'in-file' | 'beside-file' | 'none';
}

export interface RecentFile {
  readonly id: string;
  readonly name: string;
}

/** A finished run waiting for accept or discard: one preview per variant. */
export interface RunResult {
  readonly runId: string;
  readonly documentId: string;
  readonly variants: readonly { readonly rect: Rect; readonly report: RunReport }[];
  /** Bounds the document will have when accepted (larger for extend). */
  readonly bounds: Rect;
}

const channel = <Request extends z.ZodType, Response>(request: Request) => ({ request, response: null as unknown as Response });

export const contract = {
  'app/info': channel<typeof nothing, { version: string; electron: string; unofficialElectron: boolean; threads: number }>(nothing),
  'app/open-link': channel<z.ZodEnum<{ paper: 'paper'; licences: 'licences'; help: 'help' }>, void>(
    z.enum(['paper', 'licences', 'help']),
  ),
  'preferences/get': channel<typeof nothing, Preferences>(nothing),
  'preferences/set': channel<ReturnType<typeof preferencesSchema.partial>, Preferences>(preferencesSchema.partial()),

  'documents/open-dialog': channel<typeof nothing, DocumentSummary | null>(nothing),
  'documents/open-bytes': channel(z.object({ name: z.string().max(255), data: bytes(512 * megabyte) })) as {
    request: z.ZodType<{ name: string; data: Uint8Array }>;
    response: DocumentSummary;
  },
  /** Preload resolves a dropped File to its path; pages cannot reach this channel with a path of their own. */
  'documents/open-dropped': channel<z.ZodString, DocumentSummary>(z.string().min(1).max(4096)),
  'documents/open-recent': channel<typeof id, DocumentSummary>(id),
  'documents/list-recent': channel<typeof nothing, RecentFile[]>(nothing),
  'documents/open-sample': channel<typeof nothing, DocumentSummary>(nothing),
  'documents/new': channel(z.object({ width: z.number().int().min(16).max(8192), height: z.number().int().min(16).max(8192) })) as {
    request: z.ZodType<{ width: number; height: number }>;
    response: DocumentSummary;
  },
  'documents/paste': channel<typeof nothing, DocumentSummary | null>(nothing),
  'documents/current': channel<typeof nothing, DocumentSummary | null>(nothing),
  'documents/close': channel<typeof id, void>(id),
  'documents/undo': channel<typeof id, DocumentSummary>(id),
  'documents/redo': channel<typeof id, DocumentSummary>(id),
  /** Opens a save dialog; null where the user cancelled it. */
  'documents/export': channel(
    z.object({
      documentId: id,
      format: z.enum(exportFormats),
      /** 1 to 100 for lossy formats; null = lossless where the format can. */
      quality: z.number().int().min(1).max(100).nullable(),
      keepMetadata: z.boolean(),
    }),
  ) as {
    request: z.ZodType<{ documentId: string; format: ExportFormat; quality: number | null; keepMetadata: boolean }>;
    response: ExportResult | null;
  },

  /** One gesture = one edit: new coverage for the rectangle, deflated (zlib), 1 byte per pixel, row-major. */
  'mask/commit': channel(
    z.object({ documentId: id, rect: rectSchema, coverage: bytes(64 * megabyte), action: z.string().max(60) }),
  ) as {
    request: z.ZodType<{ documentId: string; rect: Rect; coverage: Uint8Array; action: string }>;
    response: DocumentSummary;
  },
  'mask/operate': channel(
    z.object({
      documentId: id,
      operation: z.enum(['clear', 'invert', 'grow', 'shrink', 'feather', 'select-all']),
      pixels: z.number().int().min(0).max(1000),
    }),
  ) as {
    request: z.ZodType<{
      documentId: string;
      operation: 'clear' | 'invert' | 'grow' | 'shrink' | 'feather' | 'select-all';
      pixels: number;
    }>;
    response: DocumentSummary;
  },
  'mask/load': channel<typeof id, DocumentSummary | null>(id),
  'mask/save': channel<typeof id, { name: string } | null>(id),

  'packs/list': channel<typeof nothing, PackSummary[]>(nothing),
  'packs/import': channel<typeof nothing, PackSummary | null>(nothing),
  'packs/cancel-import': channel<typeof nothing, void>(nothing),
  'packs/delete': channel<typeof id, PackSummary[]>(id),
  'devices/list': channel<typeof nothing, DeviceSummary[]>(nothing),

  'runs/plan': channel(z.object({ documentId: id, request: runRequestSchema, settings: runSettingsSchema })) as {
    request: z.ZodType<{ documentId: string; request: RunRequest; settings: z.infer<typeof runSettingsSchema> }>;
    response: RunPlan;
  },
  'runs/start': channel(z.object({ documentId: id, request: runRequestSchema, settings: runSettingsSchema })) as {
    request: z.ZodType<{ documentId: string; request: RunRequest; settings: z.infer<typeof runSettingsSchema> }>;
    response: { runId: string };
  },
  /** Answers once the document is exactly as before; kills the engine where it does not stop within a second. */
  'runs/cancel': channel<typeof id, void>(id),
  'runs/accept': channel(z.object({ runId: id, variant: z.number().int().min(0).max(15) })) as {
    request: z.ZodType<{ runId: string; variant: number }>;
    response: DocumentSummary;
  },
  'runs/discard': channel<typeof id, DocumentSummary>(id),
} as const;

export type Contract = typeof contract;
export type Channel = keyof Contract;
export type RequestOf<C extends Channel> = z.infer<Contract[C]['request']>;
export type ResponseOf<C extends Channel> = Contract[C]['response'];

/** What main tells windows without being asked. */
export interface Events {
  'document/changed': DocumentSummary;
  'document/closed': { id: string };
  'run/progress': { runId: string; progress: RunProgress };
  /** Tokens were committed: the picture at `url` (RGBA 8 bit, window resolution) covers `rect`. */
  'run/preview': { runId: string; variant: number; rect: Rect; width: number; height: number; url: string };
  'run/finished': RunResult;
  'run/failed': { runId: string; error: ErrorReport };
  'run/cancelled': { runId: string };
  'engine/status': { state: 'starting' | 'ready' | 'restarting'; message: string | null };
  'packs/changed': PackSummary[];
  'packs/import-progress': { fraction: number; message: string };
  /** A menu item or its key was used in main (close guard, file opened from the system, ...). */
  'app/message': { kind: 'info' | 'error'; message: string };
}
export type EventName = keyof Events;
