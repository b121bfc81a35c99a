import type { RunRequest } from '#shared/runs/run-request.ts';
import { randomUUID } from 'node:crypto';
import { TesseraError } from '#shared/errors.ts';
import type { Events } from '#shared/contract/events.ts';
import type { RunIntent } from '#shared/contract/runs.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { TurnTree } from '#shared/runs/turns.ts';
import { undoLabels } from '#shared/text/actions.ts';
import { text } from '#shared/text/text.ts';
import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import { type DocumentState, noCoverage, noSourceWithin, sameTiles } from '#main/documents/document-state.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import { SerialQueue } from '#main/documents/serial-queue.ts';
import type { DisplayPicture } from '#main/pixels/pixel-operations.ts';
import type { DocumentFolder, RestoredWork, WaitingWork } from '#main/documents/waiting-work.ts';
import { DecidedRegions, isBaseOf } from './decided-regions.ts';
import { readRegion } from './read-region.ts';
import { turnRecord } from './record-codec.ts';
import { type StoredTurn, Region, snapshotsOf } from './region.ts';
import { lookIntoRegion, RegionFiles } from './region-files.ts';
import { readPicture } from './step-pictures.ts';
import { treeOf, workOf } from './turn-tree.ts';

/** The turns that wait, of every open document. They lie in the document's folder; a document has one region at a time. */
export class TurnStore implements WaitingWork {
  private readonly regions = new Map<string, { region: Region; document: OpenDocument }>();
  private readonly decided = new DecidedRegions();
  /** By document: a region that is just being deleted must not meet the next one. */
  private readonly writes = new Map<string, SerialQueue>();

  constructor(private readonly emit: (name: 'turns/changed', event: Events['turns/changed']) => void) {}

  find(documentId: string): Region | null {
    return this.regions.get(documentId)?.region ?? null;
  }

  tree(documentId: string): TurnTree | null {
    const region = this.find(documentId);
    return region && treeOf(region);
  }

  /** @throws TesseraError request-invalid where there is no such turn (any more) */
  turn(documentId: string, turnId: string): StoredTurn {
    const turn = this.find(documentId)?.turns.find(({ id }) => id === turnId);
    if (!turn) throw new TesseraError('request-invalid', text.refusals.turnIsGone);
    return turn;
  }

  /** Any turn by its id, for its pictures; null where there is none. */
  turnById(turnId: string): StoredTurn | null {
    for (const { region } of this.regions.values())
      for (const turn of region.turns) if (turn.id === turnId) return turn;
    return null;
  }

  /** The picture of a turn's AR step; null where there is none. */
  async stepPicture(turnId: string, index: number): Promise<DisplayPicture | null> {
    for (const { region } of this.regions.values()) {
      const step = region.turns.find(({ id }) => id === turnId)?.steps[index];
      if (step?.picture) return readPicture(region.files.turnPictures(turnId), step);
    }
    return null;
  }

  /**
   * The region that a run belongs to: the one that waits, or a new one from the document as it is now.
   * @throws TesseraError mask-empty; busy where turns wait that were made from something else
   */
  regionFor(document: OpenDocument, { request, from }: Pick<RunIntent, 'request' | 'from'>): Region {
    const { present } = document;
    const waiting = this.find(document.id);
    if (!waiting) {
      if (from) throw gone();
      if (request.kind === 'fill' && present.coverage.pixels === 0)
        throw new TesseraError('mask-empty', text.refusals.nothingSelected);
      const region = new Region(randomUUID(), document, request, present, this.writesOf(document.id));
      this.regions.set(document.id, { region, document });
      return region;
    }
    const isSameRequest = sameRequest(waiting.request, request);
    if (from && !isSameRequest) throw new TesseraError('request-invalid', text.refusals.sameTurn);
    if (!isSameRequest || (!from && request.kind === 'fill' && !sameTiles(present.mask, waiting.base.mask)))
      throw new TesseraError('busy', text.refusals.otherSelection);
    return waiting;
  }

  /** The region in which this run is paused; null where there is none. */
  withInterrupted(runId: string): Region | null {
    for (const { region } of this.regions.values()) if (region.interrupted?.run.id === runId) return region;
    return null;
  }

  /**
   * Commits a turn as one undo step; the mask has served and is emptied by the same step, unless another selection was begun
   * meanwhile. All turns of the region are put aside: they wait again once undo leads back here.
   */
  async accept(documentId: string, turnId: string): Promise<DocumentSummary> {
    const turn = this.turn(documentId, turnId);
    const { region, document } = this.regions.get(documentId)!;
    await document.edit(undoLabels[region.request.kind], async (present): Promise<DocumentState> => {
      if (present.pixels !== region.base.pixels)
        throw new TesseraError('busy', text.refusals.changedSinceTurn);
      return {
        pixels: turn.pixels,
        ...selectionAfter(region, present, turn.pixels),
        noSource: noSourceAfter(region.request, present.noSource, turn.pixels),
        recipes: [...present.recipes, turn.recipe],
        changedOutsideMask: turn.changedOutsideMask,
      };
    });
    region.accept(turnId);
    await this.leave(region, document);
    return document.summary();
  }

  /** True where undo and redo may lead to another picture: nothing waits that nobody has decided on. */
  mayBeLeft(documentId: string): boolean {
    const region = this.find(documentId);
    return !region || (region.accepted !== null && !region.running && !region.interrupted);
  }

  /**
   * True where undo, redo or the history may lead to a state while this document's turns wait, or are made: to any that has the
   * picture they are made from and comes after they were begun, and to every one where nothing undecided waits.
   */
  mayGoTo({ id, states }: OpenDocument, index: number): boolean {
    const region = this.find(id);
    const target = states.entries[index];
    if (!region || !target || this.mayBeLeft(id)) return true;
    const begun = states.entries.findLastIndex(
      ({ state }, at) => at <= states.present && isBaseOf(region, state),
    );
    return index >= begun && target.state.pixels === region.base.pixels;
  }

  /** After undo and redo: turns wait where the picture is that they were made from, and nowhere else. */
  async follow(document: OpenDocument): Promise<DocumentSummary> {
    const waiting = this.find(document.id);
    if (waiting && this.mayBeLeft(document.id) && !isBaseOf(waiting, document.present))
      await this.leave(waiting, document);
    if (!this.find(document.id)) {
      const region = await this.decided.takeBack(document).catch(() => null);
      if (region) {
        this.regions.set(document.id, { region, document });
        this.changed(region);
      }
    }
    return document.summary();
  }

  /** Puts a region aside. Where that fails its turns are lost, as if they had been discarded. */
  private async leave(region: Region, document: OpenDocument): Promise<void> {
    this.regions.delete(document.id);
    await this.decided
      .putAside(region, document)
      .catch(() => region.files.deleteRegion().catch(() => undefined));
    document.setWork('none', []);
    this.emit('turns/changed', { documentId: document.id, tree: null });
  }

  /** Drops one turn; what branched from it stays and belongs to its parent from now on. */
  async discard(documentId: string, turnId: string): Promise<TurnTree | null> {
    this.turn(documentId, turnId);
    const { region } = this.regions.get(documentId)!;
    const adopted = region.dropTurn(turnId);
    await region.writes.run(async () => {
      await region.files.deleteTurn(turnId);
      // Where this fails the child has a parent that is gone, which every reader of it knows how to take.
      for (const child of adopted)
        await region.files.rewriteTurn(turnRecord(region, child)).catch(() => undefined);
    });
    this.changed(region);
    return this.tree(documentId);
  }

  /** Drops all turns and an interrupted run; the document was never changed by them. */
  async discardAll(document: OpenDocument): Promise<DocumentSummary> {
    const region = this.find(document.id);
    return region ? this.end(region, document) : document.summary();
  }

  /** Tells everybody that a region is not what it was; one with nothing left in it goes. */
  changed(region: Region): void {
    const entry = this.regions.get(region.documentId);
    if (entry?.region !== region) return;
    const { document } = entry;
    if (region.isEmpty) {
      this.regions.delete(document.id);
      void region.writes.run(() => region.files.deleteRegion()).catch(() => undefined);
    }
    const left = this.find(document.id);
    document.setWork(workOf(left), left ? snapshotsOf(left) : [], takenBy(left));
    this.emit('turns/changed', { documentId: document.id, tree: this.tree(document.id) });
  }

  /** Reads what waits in a document's folder, before anything there is deleted. */
  async read(owner: DocumentFolder): Promise<RestoredWork> {
    const { region, notes, isPartlyUnread } = await readRegion(owner);
    return {
      work: workOf(region),
      snapshots: region ? snapshotsOf(region) : [],
      notes,
      isPartlyUnread,
      attach: (document) => {
        if (!region) return;
        this.regions.set(document.id, { region, document });
        document.beside.taken = takenBy(region);
        this.writes.set(document.id, region.writes);
      },
    };
  }

  async lookInto(folder: string): ReturnType<WaitingWork['lookInto']> {
    return lookIntoRegion(new RegionFiles(folder));
  }

  /** Forgets a document that closes; what waits stays in its folder. */
  async release(documentId: string): Promise<void> {
    await this.writesOf(documentId).idle();
    this.regions.delete(documentId);
    this.decided.forget(documentId);
    this.writes.delete(documentId);
  }

  /** Runs `work` while nothing writes to the document's region folder. */
  whileRegionRests<Result>(documentId: string, work: () => Promise<Result>): Promise<Result> {
    return this.writesOf(documentId).run(work);
  }

  private writesOf(documentId: string): SerialQueue {
    const known = this.writes.get(documentId) ?? new SerialQueue();
    this.writes.set(documentId, known);
    return known;
  }

  private async end(region: Region, document: OpenDocument): Promise<DocumentSummary> {
    region.dropAll();
    this.changed(region);
    await region.writes.idle();
    return document.summary();
  }
}

/** The selection that a region is about: that of a fill. */
const takenBy = (region: Region | null): TileSnapshot | null =>
  region?.request.kind === 'fill' ? region.base.mask : null;

/** What is selected once a turn is accepted: nothing, or what was selected since the fill was begun. */
const selectionAfter = (
  { request, base }: Region,
  { mask, coverage }: Pick<DocumentState, 'mask' | 'coverage'>,
  { bounds }: TileSnapshot,
): Pick<DocumentState, 'mask' | 'coverage'> =>
  request.kind === 'fill' && !sameTiles(mask, base.mask)
    ? { mask, coverage }
    : { mask: { ...mask, bounds, tiles: {} }, coverage: noCoverage };

/** A generated picture has nothing in common with the one before. */
const noSourceAfter = (
  { kind }: RunRequest,
  { mask, coverage }: DocumentState['noSource'],
  pixels: TileSnapshot,
): DocumentState['noSource'] =>
  kind === 'generate'
    ? { mask: { ...mask, bounds: pixels.bounds, tiles: {} }, coverage: noCoverage }
    : noSourceWithin({ mask, coverage }, pixels);

const gone = (): TesseraError => new TesseraError('request-invalid', text.refusals.startIsGoneForAll);

const sameRequest = (a: RunRequest, b: RunRequest): boolean =>
  a.kind === b.kind &&
  (a.kind !== 'extend' ||
    b.kind !== 'extend' ||
    (['left', 'right', 'top', 'bottom'] as const).every((edge) => a.by[edge] === b.by[edge]));
