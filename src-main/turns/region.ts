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
  /** Another document's run goes first. */
  waits: boolean;
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

/** What a region's run does: there is none, it makes a variant, or it stands at its last saved moment. */
type RunState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly work: ActiveRun }
  | { readonly kind: 'interrupted'; readonly run: PausedRun };

/**
 * The turns made from one state of a document: they wait together until one is accepted or all are discarded. Only its
 * methods change it; one that does not fit what its run does throws, and nothing is changed:
 *
 *     none --begin--> running --end--> none
 *     running --interrupt--> interrupted --resume--> running
 *     none --restore--> interrupted (read from the disk)
 *     interrupted --dropInterrupted--> none
 */
export class Region {
  readonly base: Pick<DocumentState, 'pixels' | 'mask' | 'coverage' | 'noSource' | 'recipes'>;
  readonly files: RegionFiles;
  readonly documentId: string;
  /** The bounds of the document once a turn is accepted. */
  readonly bounds: Rect;
  private windows: Pick<TurnTree, 'passes' | 'tokenSpan'> = { passes: [], tokenSpan: 0 };
  private finished: readonly StoredTurn[] = [];
  private runState: RunState = { kind: 'none' };
  private acceptedId: string | null = null;

  /**
   * A region without turns.
   * @param base may hold more than a region needs: it takes its part
   * @param writes everything that writes to `files`, one after another; the same for every region of a document
   */
  constructor(
    readonly id: string,
    document: Pick<OpenDocument, 'id' | 'folder'>,
    readonly request: RunRequest,
    { pixels, mask, coverage, noSource, recipes }: Region['base'],
    readonly writes: SerialQueue,
  ) {
    this.documentId = document.id;
    this.base = { pixels, mask, coverage, noSource, recipes };
    this.files = new RegionFiles(document.folder);
    this.bounds = boundsAfter(request, pixels.bounds);
  }

  /** The windows; none before the first plan. */
  get passes(): TurnTree['passes'] {
    return this.windows.passes;
  }

  /** 0 before the first plan. */
  get tokenSpan(): number {
    return this.windows.tokenSpan;
  }

  get turns(): readonly StoredTurn[] {
    return this.finished;
  }

  get running(): ActiveRun | null {
    return this.runState.kind === 'running' ? this.runState.work : null;
  }

  get interrupted(): PausedRun | null {
    return this.runState.kind === 'interrupted' ? this.runState.run : null;
  }

  /** The turn that was accepted before undo led back here; null = none, or another run was made since. */
  get accepted(): string | null {
    return this.acceptedId;
  }

  /** True where nothing waits any more. */
  get isEmpty(): boolean {
    return this.finished.length === 0 && this.runState.kind === 'none';
  }

  /** A run starts. What it makes was never decided on: undo must not lead away from it. */
  begin(work: ActiveRun): void {
    this.expect('begin a run', 'none');
    this.runState = { kind: 'running', work };
    this.acceptedId = null;
  }

  /** The interrupted run is at work again. */
  resume(work: ActiveRun): void {
    this.expect('resume a run', 'interrupted');
    if (this.interrupted?.run.id !== work.run.id) throw illegal('resume a run that another one waits for');
    this.runState = { kind: 'running', work };
  }

  /** The active run stops where it can be resumed. */
  interrupt(run: PausedRun): void {
    this.expect('interrupt a run', 'running');
    if (this.running?.run.id !== run.run.id) throw illegal('interrupt a run that is not the active one');
    this.runState = { kind: 'interrupted', run };
  }

  /** The active run is over; its turns stay. */
  end(): void {
    this.expect('end a run', 'running');
    this.runState = { kind: 'none' };
  }

  /** The interrupted run is given up. */
  dropInterrupted(): void {
    this.expect('drop an interrupted run', 'interrupted');
    this.runState = { kind: 'none' };
  }

  /** The windows, which the first plan decides and which never change. */
  takeWindows({ passes, tokenSpan }: Pick<RunPlan, 'tokenSpan'> & Pick<TurnTree, 'passes'>): void {
    if (this.windows.passes.length > 0) return;
    const windows = passes.map(({ level, crop, scale, grid }) => ({ level, crop, scale, grid }));
    this.windows = { passes: windows, tokenSpan };
  }

  /** The active run has finished a variant. */
  addTurn(turn: StoredTurn): void {
    this.expect('add a turn', 'running');
    if (this.running?.run.id !== turn.run.id) throw illegal('add a turn of a run that is not the active one');
    if (this.finished.some(({ id }) => id === turn.id)) throw illegal('add a turn twice');
    this.finished = [...this.finished, turn];
  }

  /** What was read from the disk, into a region that has nothing yet: its turns, oldest first. */
  restoreTurns(turns: readonly StoredTurn[]): void {
    if (!this.isEmpty) throw illegal('restore turns where something waits');
    this.finished = turns;
  }

  /** The run that was read from the disk. */
  restoreInterrupted(run: PausedRun): void {
    this.expect('restore a run', 'none');
    this.runState = { kind: 'interrupted', run };
  }

  /** Drops a turn. @returns what branched from it, and belongs to its parent from now on */
  dropTurn(turnId: string): readonly StoredTurn[] {
    const dropped = this.finished.find(({ id }) => id === turnId);
    if (!dropped) throw illegal('drop a turn that is not there');
    const adopted = new Map(
      this.finished
        .filter((turn) => turn.parentId === turnId)
        .map((turn) => [turn.id, { ...turn, parentId: dropped.parentId }]),
    );
    this.finished = this.finished
      .filter((turn) => turn !== dropped)
      .map((turn) => adopted.get(turn.id) ?? turn);
    return [...adopted.values()];
  }

  /** Drops everything that waits, but no active run. */
  dropAll(): void {
    this.expect('drop all turns', 'none', 'interrupted');
    this.finished = [];
    this.runState = { kind: 'none' };
  }

  /** A turn is in the document; an interrupted run is given up. */
  accept(turnId: string): void {
    this.expect('accept a turn', 'none', 'interrupted');
    if (!this.finished.some(({ id }) => id === turnId)) throw illegal('accept a turn that is not there');
    this.acceptedId = turnId;
    this.runState = { kind: 'none' };
  }

  private expect(transition: string, ...allowed: readonly RunState['kind'][]): void {
    if (!allowed.includes(this.runState.kind))
      throw illegal(`${transition} while its run is "${this.runState.kind}"`);
  }
}

const illegal = (transition: string): Error => new Error(`a region cannot ${transition}`);

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
