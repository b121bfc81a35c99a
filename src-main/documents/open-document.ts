import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import { journalPath, tilesPath } from './document-paths.ts';
import { basename } from 'node:path';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { areStraightened, isGenerated } from '#engine/editing/recipe/recipe.ts';
import { levelCount } from '#engine/tiles/display-levels.ts';
import type { DocumentSummary, DocumentWork } from '#shared/document/document-summary.ts';
import {
  type History,
  presentState,
  pushState,
  redoLabel,
  stepTo,
  startHistory,
  undoLabel,
} from '#shared/document/history.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import { type DocumentState, Revisions, sameState } from './document-state.ts';
import { DocumentTiles } from './document-tiles.ts';
import { Journal } from './journal.ts';
import {
  type DocumentOrigin,
  editedLine,
  type JournalLine,
  journalOf,
  openedLine,
  type ReplayedJournal,
} from './journal-lines.ts';
import { fillOpacity } from './last-fill.ts';
import { SerialQueue } from './serial-queue.ts';
import { type WaitingBeside, WorkBeside } from './work-beside.ts';

/** Who pins what waits. */
const workPin = 'work';

/** One open document: its history, and everything that changes it, one change at a time. */
export class OpenDocument {
  private readonly queue = new SerialQueue();
  private readonly revisions = new Revisions();

  private constructor(
    readonly origin: DocumentOrigin,
    readonly folder: string,
    private history: History<DocumentState>,
    private saved: DocumentState | null,
    private project: string | null,
    private readonly journal: Journal,
    private readonly tiles: DocumentTiles,
    private readonly changed: (summary: DocumentSummary) => void,
    readonly beside = new WorkBeside('none', true),
  ) {}

  /** Starts a document whose tiles are already in its folder. */
  static async begin(
    origin: DocumentOrigin,
    folder: string,
    state: DocumentState,
    pixels: PixelOperations,
    changed: (summary: DocumentSummary) => void,
  ): Promise<OpenDocument> {
    const journal = await Journal.open(journalPath(folder));
    await journal.append(openedLine(origin, state)).catch(async (error: unknown) => {
      await journal.close();
      throw error;
    });
    const document = new OpenDocument(
      origin,
      folder,
      startHistory(state),
      null,
      null,
      journal,
      new DocumentTiles(tilesPath(folder), pixels, false),
      changed,
    );
    document.syncSoon();
    return document;
  }

  /** Continues a document that a journal describes. */
  static async resume(
    replayed: ReplayedJournal,
    { work, snapshots, isPartlyUnread, isSaved }: WaitingBeside & { readonly isSaved: boolean },
    folder: string,
    pixels: PixelOperations,
    changed: (summary: DocumentSummary) => void,
  ): Promise<OpenDocument> {
    // Appending to a journal with a cut-off or lost line would hide what is appended. A whole one needs no room on the disk.
    if (!replayed.isIntact) await writeFileAtomically(journalPath(folder), journalOf(replayed, Date.now()));
    const journal = await Journal.open(journalPath(folder));
    const document = new OpenDocument(
      replayed.origin,
      folder,
      replayed.history,
      replayed.saved,
      replayed.projectPath,
      journal,
      new DocumentTiles(tilesPath(folder), pixels, isPartlyUnread),
      changed,
      new WorkBeside(work, isSaved),
    );
    document.pinWork(snapshots);
    // What a killed process was just writing, or had just replaced.
    void document.deleteUnreferencedTiles();
    return document;
  }

  get id(): string {
    return this.origin.id;
  }

  /** The state the user sees. */
  get present(): DocumentState {
    return presentState(this.history);
  }

  /** The state it was opened in: what "before" means. */
  get original(): DocumentState {
    return this.history.entries[0]!.state;
  }

  /** The project file it was opened from or last saved to; null = none. */
  get projectPath(): string | null {
    return this.project;
  }

  /** Every state, as it is now: histories are immutable. */
  get states(): History<DocumentState> {
    return this.history;
  }

  /** True where there is something that no file the user saved holds. */
  get unsaved(): boolean {
    if (this.beside.isUnsaved || this.tiles.keepsAll) return true;
    return (this.history.present > 0 || this.origin.isOnlyHere) && this.present !== this.saved;
  }

  /**
   * One undo step: `change` makes the next state from the present one. Changes wait for each other. The step is
   * journaled before anybody is told of it; where it fails the document is as it was.
   */
  edit(label: string, change: (present: DocumentState) => Promise<DocumentState>): Promise<DocumentSummary> {
    return this.queue.run(async () => {
      const before = this.present;
      let after: DocumentState;
      try {
        after = await change(before);
        if (sameState(before, after)) return this.summary();
        await this.journal.append(editedLine(label, before, after, Date.now()));
      } catch (error) {
        void this.deleteUnreferencedTiles();
        throw error;
      }
      const dropsRedo = this.history.present < this.history.entries.length - 1;
      this.moveTo(pushState(this.history, label, after));
      if (dropsRedo) void this.deleteUnreferencedTiles();
      return this.summary();
    });
  }

  /** Work on tiles that must not meet the garbage collection; the document does not change. */
  withTiles<Result>(work: (present: DocumentState) => Promise<Result>): Promise<Result> {
    return this.queue.run(() => work(this.present));
  }

  undo(): Promise<DocumentSummary> {
    return this.move(({ present }) => present - 1);
  }

  redo(): Promise<DocumentSummary> {
    return this.move(({ present }) => present + 1);
  }

  /** Undoes or redoes up to a state of the history; nothing where there is no such one. */
  goTo(index: number): Promise<DocumentSummary> {
    return this.move(() => index);
  }

  /** The given state is now in a file of the user's; with a path, in a project, where it is saved again from here on. */
  async markSaved(state: DocumentState, projectPath: string | null = null): Promise<DocumentSummary> {
    return this.queue.run(async () => {
      const lines: JournalLine[] = [];
      if (projectPath !== null && projectPath !== this.project) {
        lines.push({ type: 'project', path: projectPath });
        this.project = projectPath;
      }
      this.saved = state;
      if (projectPath !== null) this.beside.isSaved = true;
      if (state === this.present) lines.push({ type: 'saved' });
      // The file is written. Where the journal cannot say so, its work is offered once more, and nothing has failed.
      if (lines.length > 0) await this.journal.append(...lines).catch(() => undefined);
      this.changed(this.summary());
      return this.summary();
    });
  }

  /** Keeps snapshots that no state names (a running job's, a waiting result's) from being deleted, until unpinned. */
  pin(owner: string, snapshots: readonly TileSnapshot[]): void {
    this.tiles.pin(owner, snapshots);
  }

  /** Every snapshot that a state or waiting work names, each once: what a project holds. */
  snapshotsInUse(): TileSnapshot[] {
    return this.tiles.inUse(this.history, [workPin]);
  }

  unpin(owner: string): void {
    if (this.tiles.unpin(owner)) void this.deleteUnreferencedTiles();
  }

  /** What waits or runs beside the history: a run, turns. */
  get work(): DocumentWork {
    return this.beside.kind;
  }

  /**
   * Says that this has changed, and which snapshots it needs now; what only the former ones needed is deleted.
   * @param taken the selection that it is about; null = it is about none
   */
  setWork(work: DocumentWork, snapshots: readonly TileSnapshot[], taken: TileSnapshot | null = null): void {
    this.beside.become(work, taken);
    this.pin(workPin, snapshots);
    void this.deleteUnreferencedTiles();
    this.changed(this.summary());
    this.beside.release();
  }

  /** True while what is selected is what that work is about. */
  get maskIsTaken(): boolean {
    return this.beside.isAbout(this.present.mask);
  }

  /** Keeps what waits more from being deleted, before `setWork` says so. */
  pinWork(snapshots: readonly TileSnapshot[]): void {
    this.pin(workPin, snapshots);
  }

  summary(): DocumentSummary {
    const { pixels, coverage, noSource, recipes, changedOutsideMask } = this.present;
    const sinceOpened = recipes.slice(this.original.recipes.length);
    const isNew = isGenerated(sinceOpened.at(-1) ?? '');
    const { bounds, channels, bitDepth, tileSize } = pixels;
    return {
      id: this.id,
      name: this.origin.name,
      projectName: this.project === null ? null : basename(this.project),
      bounds,
      channels,
      bitDepth,
      profileName: this.origin.profileName,
      storesJpeg: this.origin.storesOriginal,
      levels: levelCount(bounds, tileSize),
      ...this.revisions.counts,
      maskBounds: coverage.bounds,
      maskPixels: coverage.pixels,
      maskIsTaken: this.maskIsTaken,
      noSourceBounds: noSource.coverage.bounds,
      canUndo: undoLabel(this.history) !== null,
      canRedo: redoLabel(this.history) !== null,
      undoLabel: undoLabel(this.history),
      redoLabel: redoLabel(this.history),
      unsaved: this.unsaved,
      work: this.work,
      isResampled: areStraightened(sinceOpened),
      isGenerated: sinceOpened.some(isGenerated),
      fillOpacity: fillOpacity(this.history),
      lastChangedOutsideMask: isNew ? null : changedOutsideMask,
    };
  }

  /** Ends all work on the document; its folder stays. */
  async close(): Promise<void> {
    this.beside.close();
    await this.queue.idle();
    await this.journal.close();
  }

  private move(to: (history: History<DocumentState>) => number): Promise<DocumentSummary> {
    return this.queue.run(async () => {
      const moved = stepTo(this.history, to(this.history));
      const steps = moved.present - this.history.present;
      if (steps !== 0) {
        const type = steps < 0 ? 'undone' : 'redone';
        await this.journal.append(...new Array<JournalLine>(Math.abs(steps)).fill({ type }));
        this.moveTo(moved);
      }
      return this.summary();
    });
  }

  private moveTo(history: History<DocumentState>): void {
    const before = this.present;
    this.history = history;
    this.revisions.moved(before, this.present);
    this.changed(this.summary());
    this.syncSoon();
  }

  /** Forces tiles, then the journal, to the disk; the user does not wait for it. */
  private syncSoon(): void {
    void this.queue.run(() => this.tiles.sync(this.present, () => this.journal.sync()));
  }

  private deleteUnreferencedTiles(): Promise<void> {
    return this.queue.run(() => this.tiles.collect(this.history, this.saved));
  }
}
