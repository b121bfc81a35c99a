import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { RunRequest } from '#shared/runs/run-request.ts';
import type { EditStep, KeptPixels } from '#engine/protocol.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { RunPlan, StepId } from '#shared/runs/run-plan.ts';
import type { RunReport } from '#shared/runs/run-report.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import type { EditSegment } from '#shared/runs/segments.ts';
import type { TurnStart, TurnTree } from '#shared/runs/turns.ts';
import type { DocumentState } from '#main/documents/document-state.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import type { SerialQueue } from '#main/documents/serial-queue.ts';
import { RegionFiles } from './region-files.ts';

/** Where a turn or a run comes from. */
export interface Lineage {
  readonly settings: RunSettings;
  readonly start: TurnStart | null;
  readonly parentId: string | null;
  readonly earlier: readonly EditSegment[];
  readonly kept: readonly KeptPixels[];
}

/** An AR step as main holds it: `picture` says whether there is one. */
export type StoredStep = EditStep & { readonly picture: boolean };

/** A finished turn that waits: its picture as tiles, its state and step pictures on the disk. */
export interface StoredTurn extends Lineage {
  readonly id: string;
  readonly run: { readonly id: string; readonly variant: number };
  readonly rect: Rect;
  readonly report: RunReport;
  readonly recipe: string;
  readonly pixels: TileSnapshot;
  /** The same without the detail stage; null where there was none. */
  readonly layout: TileSnapshot | null;
  readonly changedOutsideMask: number;
  readonly steps: readonly StoredStep[];
  readonly createdAt: number;
}

export interface StoredRun extends Lineage {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** The active run: the variant in progress and its AR steps, those kept from the parent included. */
export interface ActiveRun {
  run: StoredRun;
  variant: number;
  steps: readonly StoredStep[];
}

/** A run that can be resumed, and its last saved moment. */
export interface PausedRun {
  readonly run: StoredRun;
  readonly reason: 'paused' | 'crashed';
  /** The variant to resume. */
  readonly variant: number;
  /** False where that variant has to begin: its state was not saved yet, or is damaged. */
  readonly hasState: boolean;
  /** The state itself where it could not be written: it is lost with the app. */
  readonly unsavedState?: Uint8Array;
  readonly at: StepId;
  readonly fraction: number;
  readonly savedAt: number;
  readonly steps: readonly StoredStep[];
}

/** The turns made from one state of a document: they wait together until one is accepted or all are discarded. */
export interface Region {
  readonly id: string;
  readonly documentId: string;
  readonly request: RunRequest;
  readonly base: Pick<DocumentState, 'pixels' | 'mask' | 'coverage' | 'noSource' | 'recipes'>;
  readonly files: RegionFiles;
  /** Everything that writes to `files`, one after another; the same for every region of a document. */
  readonly writes: SerialQueue;
  /** Of the document once a turn is accepted. */
  readonly bounds: Rect;
  passes: TurnTree['passes'];
  tokenSpan: number;
  turns: StoredTurn[];
  running: ActiveRun | null;
  interrupted: PausedRun | null;
  /** The turn that was accepted before undo led back here; null = none, or another run was made since. */
  accepted: string | null;
}

/** A region without turns. */
export function newRegion(
  id: string,
  document: Pick<OpenDocument, 'id' | 'folder'>,
  request: RunRequest,
  { pixels, mask, coverage, noSource, recipes }: Region['base'],
  writes: SerialQueue,
): Region {
  return {
    id,
    documentId: document.id,
    request,
    base: { pixels, mask, coverage, noSource, recipes },
    files: new RegionFiles(document.folder),
    writes,
    bounds: boundsAfter(request, pixels.bounds),
    passes: [],
    tokenSpan: 0,
    turns: [],
    running: null,
    interrupted: null,
    accepted: null,
  };
}

/** What a region learns from its first plan: the windows, which never change within it. */
export function rememberPlan(region: Region, plan: RunPlan): void {
  if (region.passes.length > 0) return;
  region.passes = plan.passes.map(({ level, crop, scale, grid }) => ({ level, crop, scale, grid }));
  region.tokenSpan = plan.tokenSpan;
}

/** Every snapshot whose tiles must stay while the region waits. */
export function snapshotsOf(region: Region): TileSnapshot[] {
  const { base, turns, running, interrupted } = region;
  const lineages: Lineage[] = [...turns, ...[running, interrupted].flatMap((work) => work?.run ?? [])];
  return [
    base.pixels,
    base.mask,
    base.noSource.mask,
    ...turns.flatMap(({ pixels, layout }) => (layout ? [pixels, layout] : [pixels])),
    ...lineages.flatMap(({ kept }) => kept.map(({ pixels }) => pixels)),
  ];
}

/** True where nothing waits any more. */
export const isEmpty = ({ turns, running, interrupted }: Region): boolean =>
  turns.length === 0 && running === null && interrupted === null;

/** The seed of a variant: uint32. */
export const variantSettings = (settings: RunSettings, variant: number): RunSettings => ({
  ...settings,
  seed: (settings.seed + variant) >>> 0,
  variants: 1,
});

function boundsAfter(request: RunRequest, bounds: Rect): Rect {
  if (request.kind !== 'extend') return bounds;
  const { left, right, top, bottom } = request.by;
  return {
    x: bounds.x - left,
    y: bounds.y - top,
    width: bounds.width + left + right,
    height: bounds.height + top + bottom,
  };
}
