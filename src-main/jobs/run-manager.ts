import { randomUUID } from 'node:crypto';
import type { EditJob } from '#engine/protocol.ts';
import { emptySnapshot } from '#engine/tiles/snapshot.ts';
import { TesseraError } from '#shared/errors.ts';
import type { NewPictureIntent, RunIntent } from '#shared/contract/runs.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import { text } from '#shared/text/text.ts';
import type { DocumentStore } from '#main/documents/document-store.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import { SerialQueue } from '#main/documents/serial-queue.ts';
import type { DisplayPicture } from '#main/pixels/pixel-operations.ts';
import { lineageOf, stepsBefore, prepareJob } from '#main/turns/lineage.ts';
import { Region, type PausedRun, type ActiveRun } from '#main/turns/region.ts';
import { RunExecution, type RunParts } from './run-execution.ts';

/** Runs, one in each document and one after another in the engine: started, paused, resumed, cancelled. What they make waits as turns (../turns). */
export class RunManager {
  /** The first is at work, the others wait. Those that are over are taken out when another begins. */
  private line: readonly RunExecution[] = [];

  constructor(private readonly parts: RunParts & { readonly documents: DocumentStore }) {}

  /** What a run would do. @throws TesseraError mask-empty, pack-..., request-invalid, engine-crashed */
  async plan({ documentId, request, settings, from }: RunIntent): Promise<RunPlan> {
    const { documents, turns, packs } = this.parts;
    const document = documents.get(documentId);
    const waiting = turns.find(documentId);
    if (request.kind === 'fill' && !from && document.present.coverage.pixels === 0)
      throw new TesseraError('mask-empty', text.refusals.nothingSelected);
    const region =
      from && waiting ? waiting : new Region('', document, request, document.present, new SerialQueue());
    const run = { id: '', startedAt: 0, ...lineageOf(region, settings, from) };
    // With what its parent has decided and finished: a branch costs what is left.
    const { job } = await prepareJob(region, run, null, packs);
    return this.askForPlan(job);
  }

  /** What making a picture of this size would take, while there is no document to hold it. @throws TesseraError pack-... */
  async planNew({ width, height, settings }: NewPictureIntent): Promise<RunPlan> {
    // A plan reads no pixels: the snapshots stand for the picture and own no files.
    const layout = { directory: '', bounds: { x: 0, y: 0, width, height }, bitDepth: 8 } as const;
    return this.askForPlan({
      request: { kind: 'generate' },
      settings,
      pixels: emptySnapshot({ ...layout, channels: 3 }),
      mask: emptySnapshot({ ...layout, channels: 1 }),
      packs: this.parts.packs,
      earlier: [],
      kept: [],
      parentState: null,
      resume: null,
    });
  }

  /** Starts a run and returns its id at once; the rest comes as events. @throws TesseraError busy, mask-empty, request-invalid */
  start({ documentId, request, settings, from }: RunIntent): { runId: string } {
    const document = this.parts.documents.get(documentId);
    this.refuseWhileRunning(documentId);
    const region = this.parts.turns.regionFor(document, { request, from });
    if (region.interrupted) throw new TesseraError('busy', text.refusals.runIsPaused);
    const run = { id: randomUUID(), startedAt: Date.now(), ...lineageOf(region, settings, from) };
    const work = { run, variant: 0, steps: stepsBefore(region, from), waits: this.isRunning };
    region.begin(work);
    return this.launch(region, work, document, null);
  }

  /** Resumes the document's interrupted run. @throws TesseraError busy; request-invalid where there is none */
  resume(documentId: string): { runId: string } {
    const document = this.parts.documents.get(documentId);
    this.refuseWhileRunning(documentId);
    const region = this.parts.turns.find(documentId);
    const resumeFrom = region?.interrupted;
    if (!region || !resumeFrom) throw new TesseraError('request-invalid', text.refusals.noPausedRun);
    const { run, variant, hasState, steps } = resumeFrom;
    const before = hasState ? steps : stepsBefore(region, run.start);
    const work = { run, variant, steps: before, waits: this.isRunning };
    region.resume(work);
    return this.launch(region, work, document, resumeFrom);
  }

  /** Stops a run where it stands; resolves once that is on the disk. A run that has just ended is fine. */
  async pause(runId: string): Promise<void> {
    await this.running(runId)?.pause();
  }

  /** Ends a run, also a paused one; finished variants stay. Resolves once the next run may start. */
  async cancel(runId: string): Promise<void> {
    const running = this.running(runId);
    if (running) return running.cancel();
    const region = this.parts.turns.withInterrupted(runId);
    if (!region) return;
    region.dropInterrupted();
    await region.writes.run(() => region.files.deleteRun());
    this.parts.turns.changed(region);
  }

  /** Commits a turn as one undo step; a run that still makes others is ended. */
  async accept(documentId: string, turnId: string): Promise<DocumentSummary> {
    this.parts.turns.turn(documentId, turnId);
    const running = this.runningOn(documentId);
    if (running) await running.cancel();
    return this.parts.turns.accept(documentId, turnId);
  }

  /** Drops all turns of a document, and its run. */
  async discardAll(documentId: string): Promise<DocumentSummary> {
    const document = this.parts.documents.get(documentId);
    const running = this.runningOn(documentId);
    if (running) await running.cancel();
    return this.parts.turns.discardAll(document);
  }

  /** Pauses whatever runs in a document that is about to close: it comes back with it. */
  async endWorkOn(documentId: string): Promise<void> {
    await this.runningOn(documentId)?.pause();
    await this.parts.turns.release(documentId);
  }

  private running(runId: string): RunExecution | null {
    return this.line.find((run) => run.runId === runId && !run.isOver) ?? null;
  }

  /** True while the engine works on a run. */
  get isRunning(): boolean {
    return this.line.some(({ isOver }) => !isOver);
  }

  /** The picture of an AR step of the active run; null where there is none. */
  async stepPicture(runId: string, variant: number, index: number): Promise<DisplayPicture | null> {
    return this.running(runId)?.stepPicture(variant, index) ?? null;
  }

  /** A preview of the detail stage of the active run; null once newer ones took its place. */
  previewPicture(runId: string, index: number): DisplayPicture | null {
    return this.running(runId)?.previewPicture(index) ?? null;
  }

  private async askForPlan(job: EditJob): Promise<RunPlan> {
    const result = await this.parts.engine.request({ type: 'plan', id: randomUUID(), job });
    if (result.type === 'planned') return result.plan;
    throw new TesseraError('internal', text.refusals.unexpectedPlan);
  }

  private launch(
    region: Region,
    work: ActiveRun,
    document: OpenDocument,
    resumeFrom: PausedRun | null,
  ): { runId: string } {
    const running = new RunExecution(this.parts, region, work, document, resumeFrom);
    this.line = [...this.line, running];
    this.parts.turns.changed(region);
    void running.ended.finally(() => this.beginNext());
    this.beginNext();
    return { runId: work.run.id };
  }

  private beginNext(): void {
    this.line = this.line.filter(({ isOver }) => !isOver);
    this.line[0]?.begin();
  }

  /** Asked first and waited for only where there is one: what is waited for lets another run begin meanwhile. */
  private runningOn(documentId: string): RunExecution | null {
    return this.line.find(({ region, isOver }) => region.documentId === documentId && !isOver) ?? null;
  }

  private refuseWhileRunning(documentId: string): void {
    if (this.runningOn(documentId)) throw new TesseraError('busy', text.refusals.runIsActive);
  }
}
