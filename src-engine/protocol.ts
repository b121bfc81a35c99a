import type { DeviceSummary, PackSummary, RunRequest } from '../src-shared/contract/contract';
import type { ErrorReport } from '../src-shared/contract/errors';
import type { Rect } from '../src-shared/geometry/rect';
import type { RunPlan } from '../src-shared/runs/run-plan';
import type { RunProgress, RunReport } from '../src-shared/runs/run-report';
import type { RunSettings } from '../src-shared/runs/run-settings';

/**
 * Pixels as immutable file-backed tiles: a snapshot is a map from tile to file, so an edit writes new files and makes a
 * new map, undo is the old map, and the engine reads exactly what main meant while main goes on editing.
 */
export interface TileSnapshot {
  readonly directory: string;
  readonly bounds: Rect;
  readonly channels: 1 | 2 | 3 | 4;
  readonly bitDepth: 8 | 16;
  readonly iccProfile: Uint8Array | null;
  /** Edge length in pixels; tile (column, row) covers pixels from (column * tileSize, row * tileSize); may be negative. */
  readonly tileSize: number;
  /** "column,row" -> file name in `directory`; a tile that is absent is all zeros. */
  readonly tiles: Readonly<Record<string, string>>;
}

/** Where packs are looked for. */
export interface PackDirectories {
  readonly bundled: string;
  /** The user's own; null in the command line. */
  readonly user: string | null;
}

/** Everything a run needs: it can be repeated from this and the pack (conventions 2). */
export interface EditJob {
  readonly request: RunRequest;
  readonly settings: RunSettings;
  readonly pixels: TileSnapshot;
  /** One channel, 8 bit: coverage. Ignored for extend and generate. */
  readonly mask: TileSnapshot;
  readonly packs: PackDirectories;
}

/** One variant's outcome: final samples of `rect` in the document's own format; equal to the original outside the mask. */
export interface EditPatch {
  readonly rect: Rect;
  /** [rect.height, rect.width, channels] */
  readonly samples: Uint8Array | Uint16Array;
  /** Bounds of the document once the patch is committed. */
  readonly bounds: Rect;
  readonly report: RunReport;
  /** The recipe (JSON text) that repeats this result. */
  readonly recipe: string;
}

/** main -> engine. `id` names the job in every answer. */
export type EngineRequest =
  | { type: 'plan'; id: string; job: EditJob }
  | { type: 'run'; id: string; job: EditJob }
  | { type: 'cancel'; id: string }
  | { type: 'probe-devices'; id: string }
  | { type: 'list-packs'; id: string; packs: PackDirectories }
  | {
      type: 'import-pack';
      id: string;
      transformer: string;
      autoencoder: string;
      output: string;
      precision: 'fp32' | 'fp16' | 'int8';
    };

/** engine -> main. Every request ends with exactly one of planned, devices, packs, imported, finished, failed, cancelled. */
export type EngineMessage =
  | { type: 'ready' }
  | { type: 'planned'; id: string; plan: RunPlan }
  | { type: 'devices'; id: string; devices: DeviceSummary[] }
  | { type: 'packs'; id: string; packs: PackSummary[] }
  | { type: 'import-progress'; id: string; fraction: number; message: string }
  | { type: 'imported'; id: string; pack: PackSummary }
  | { type: 'progress'; id: string; progress: RunProgress }
  | {
      type: 'preview';
      id: string;
      variant: number;
      /** Document pixels the preview covers; the picture is `width` x `height` RGBA, 8 bit sRGB. */
      rect: Rect;
      width: number;
      height: number;
      rgba: Uint8Array;
    }
  | { type: 'finished'; id: string; patches: EditPatch[] }
  | { type: 'failed'; id: string; error: ErrorReport }
  | { type: 'cancelled'; id: string };
