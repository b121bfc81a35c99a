import { randomUUID } from 'node:crypto';
import type { EditJob, EditPatch, PackDirectories, TileSnapshot } from '../../src-engine/protocol';
import { Cancelled, TesseraError, toErrorReport } from '../../src-shared/contract/errors';
import type { Events } from '../../src-shared/contract/events';
import type { RunRequest, RunResult } from '../../src-shared/contract/runs';
import type { DocumentSummary } from '../../src-shared/document/document-summary';
import type { Rect } from '../../src-shared/geometry/rect';
import type { RunPlan } from '../../src-shared/runs/run-plan';
import type { RunSettings } from '../../src-shared/runs/run-settings';
import type { TurnTree } from '../../src-shared/runs/turns';
import type { DocumentStore } from '../documents/document-store';
import type { OpenDocument } from '../documents/open-document';
import { type DocumentState, noCoverage } from '../documents/document-state';
import type { DisplayPicture, PixelOperations } from '../pixels/pixel-operations';
import type { EngineHost } from './engine-host';
import { PreviewStore } from './preview-store';

/** What the user wants done. */
export interface RunIntent {
  readonly documentId: string;
  readonly request: RunRequest;
  readonly settings: RunSettings;
}

type RunEvent = 'run/progress' | 'run/preview' | 'run/finished' | 'run/failed' | 'run/cancelled';

interface RunningJob {
  readonly runId: string;
  readonly documentId: string;
  /** Resolves when everything about the run is over. */
  readonly ended: Promise<void>;
  /** The user wants it no more; a result that still comes is dropped. */
  cancelled: boolean;
}

interface FinishedVariant {
  readonly patch: Pick<EditPatch, 'rect' | 'report' | 'recipe'>;
  readonly pixels: TileSnapshot;
  readonly changedOutsideMask: number;
}

interface WaitingResult {
  readonly runId: string;
  readonly documentId: string;
  readonly kind: RunRequest['kind'];
  readonly base: TileSnapshot;
  readonly variants: readonly FinishedVariant[];
}

/** One running job at a time, and the results that wait for accept or discard (one per document). */
export class RunManager {
  private running: RunningJob | null = null;
  private readonly results = new Map<string, WaitingResult>();
  private readonly previews = new PreviewStore();

  constructor(
    private readonly engine: EngineHost,
    private readonly documents: DocumentStore,
    private readonly pixels: PixelOperations,
    private readonly packs: PackDirectories,
    private readonly emit: <Name extends RunEvent>(name: Name, event: Events[Name]) => void,
  ) {}

  /** What a run would do. @throws TesseraError mask-empty, pack-..., engine-crashed */
  async plan(intent: RunIntent): Promise<RunPlan> {
    const job = this.jobFor(this.documents.get(intent.documentId).present, intent);
    const result = await this.engine.request({ type: 'plan', id: randomUUID(), job });
    if (result.type !== 'planned') throw unexpected(result.type);
    return result.plan;
  }

  /** Starts a run and returns its id at once; the rest comes as events. @throws TesseraError busy, mask-empty */
  start(intent: RunIntent): { runId: string } {
    const document = this.documents.get(intent.documentId);
    if (this.running)
      throw new TesseraError(
        'busy',
        'A run is going on. Your picture is safe. Wait for it, or cancel it first.',
      );
    if (document.pendingRunId !== null)
      throw new TesseraError(
        'busy',
        'A result is waiting. Accept or discard it first, then start the next run.',
      );
    const base = document.present;
    const job = this.jobFor(base, intent);
    const runId = randomUUID();
    document.pin(runId, [base.pixels, base.mask]);
    this.running = {
      runId,
      documentId: document.id,
      ended: this.execute(runId, document, job, base),
      cancelled: false,
    };
    return { runId };
  }

  /** Ends a run; resolves once the document is exactly as before and the next run may start. */
  async cancel(runId: string): Promise<void> {
    const running = this.running;
    if (running?.runId !== runId) return;
    running.cancelled = true;
    await this.engine.cancel(runId);
    await running.ended;
  }

  async pause(runId: string): Promise<void> {
    throw notYet(runId);
  }

  async resume(documentId: string): Promise<{ runId: string }> {
    throw notYet(documentId);
  }

  tree(documentId: string): TurnTree | null {
    void documentId;
    return null;
  }

  async acceptTurn(documentId: string, turnId: string): Promise<DocumentSummary> {
    throw notYet(documentId + turnId);
  }

  async discardTurn(documentId: string, turnId: string): Promise<TurnTree | null> {
    throw notYet(documentId + turnId);
  }

  async discardAll(documentId: string): Promise<DocumentSummary> {
    throw notYet(documentId);
  }

  /** Commits a waiting result as one undo step; the mask has served and is emptied by the same step. */
  async accept(runId: string, variantIndex: number): Promise<DocumentSummary> {
    const result = this.result(runId);
    const variant = result.variants[variantIndex];
    if (!variant)
      throw new TesseraError('request-invalid', 'This result has no such variant. Nothing was changed.');
    const document = this.documents.get(result.documentId);
    await document.edit(stepLabels[result.kind], async (present) => {
      if (present.pixels !== result.base)
        throw new TesseraError(
          'busy',
          'The picture was changed since this result was made. Discard it and run again.',
        );
      return {
        pixels: variant.pixels,
        mask: { ...present.mask, bounds: variant.pixels.bounds, tiles: {} },
        coverage: noCoverage,
        recipes: [...present.recipes, variant.patch.recipe],
        changedOutsideMask: variant.changedOutsideMask,
      };
    });
    return this.forget(result, document);
  }

  /** Drops a waiting result; the document was never changed by it. */
  async discard(runId: string): Promise<DocumentSummary> {
    const result = this.result(runId);
    return this.forget(result, this.documents.get(result.documentId));
  }

  /** Ends whatever concerns a document that is about to close. */
  async endWorkOn(documentId: string): Promise<void> {
    if (this.running?.documentId === documentId) await this.cancel(this.running.runId);
    for (const result of [...this.results.values()])
      if (result.documentId === documentId) this.results.delete(result.runId);
  }

  /** True where undo or redo must wait: a run reads these very pixels. */
  isRunningOn(documentId: string): boolean {
    return this.running?.documentId === documentId;
  }

  /** True while the engine works on a run. */
  get isRunning(): boolean {
    return this.running !== null;
  }

  preview(runId: string, number: number): DisplayPicture | null {
    return this.previews.get(runId, number);
  }

  /** A waiting variant as a picture, and the rectangle that it changed; null where there is none. */
  variant(runId: string, index: number): { pixels: TileSnapshot; rect: Rect } | null {
    const variant = this.results.get(runId)?.variants[index];
    return variant ? { pixels: variant.pixels, rect: variant.patch.rect } : null;
  }

  private jobFor(state: DocumentState, { request, settings }: RunIntent): EditJob {
    if (request.kind === 'fill' && state.coverage.pixels === 0)
      throw new TesseraError('mask-empty', 'Nothing is selected. Paint over what should be filled first.');
    const { pixels, mask } = state;
    const fromTheStart = { earlier: [], kept: [], parentState: null, resume: null };
    return { request, settings, pixels, mask, packs: this.packs, ...fromTheStart };
  }

  private async execute(
    runId: string,
    document: OpenDocument,
    job: EditJob,
    base: DocumentState,
  ): Promise<void> {
    try {
      const result = await this.engine.request({ type: 'run', id: runId, job }, (update) => {
        if (update.type === 'progress') this.emit('run/progress', { runId, progress: update.progress });
        else if (update.type === 'preview') this.announcePreview(runId, update);
      });
      if (result.type !== 'finished') throw unexpected(result.type);
      const finished = await this.keep(runId, document, job, base, result.patches);
      if (this.running?.cancelled) {
        this.results.delete(runId);
        throw new Cancelled();
      }
      this.running = null;
      document.setPendingRun(runId);
      this.emit('run/finished', finished);
    } catch (error) {
      this.running = null;
      document.unpin(runId);
      if (error instanceof Cancelled) this.emit('run/cancelled', { runId });
      else this.emit('run/failed', { runId, error: toErrorReport(error) });
    } finally {
      this.previews.clear();
    }
  }

  private announcePreview(
    runId: string,
    { variant, rect, width, height, rgba }: { variant: number; rect: Rect } & DisplayPicture,
  ): void {
    const number = this.previews.add(runId, { width, height, rgba });
    this.emit('run/preview', {
      runId,
      variant,
      rect,
      width,
      height,
      url: `image://run/${runId}/preview/${number}`,
    });
  }

  /** Turns patches into snapshots at once: samples leave main's memory and accepting is instant. */
  private async keep(
    runId: string,
    document: OpenDocument,
    job: EditJob,
    base: DocumentState,
    patches: readonly EditPatch[],
  ): Promise<RunResult> {
    const variants = await document.withTiles(async () => {
      const kept: FinishedVariant[] = [];
      for (const { rect, samples, bounds, report, recipe } of patches) {
        // Generate replaces the whole picture and extend has no mask of its own: only fill is held against one.
        const mask = job.request.kind === 'fill' ? base.mask : null;
        const patched = await this.pixels.applyPatch({ pixels: base.pixels, mask, rect, samples, bounds });
        const counted = job.request.kind === 'generate' ? 0 : patched.changedOutsideMask;
        const changedOutsideMask = Math.max(counted, report.changedOutsideMask);
        kept.push({
          patch: { rect, report: { ...report, changedOutsideMask }, recipe },
          pixels: patched.pixels,
          changedOutsideMask,
        });
      }
      document.pin(runId, [base.pixels, base.mask, ...kept.map(({ pixels }) => pixels)]);
      return kept;
    });
    if (!this.documents.find(document.id)) throw new Cancelled();
    this.results.set(runId, {
      runId,
      documentId: document.id,
      kind: job.request.kind,
      base: base.pixels,
      variants,
    });
    return {
      runId,
      documentId: document.id,
      turnIds: [],
      variants: variants.map(({ patch: { rect, report } }) => ({ rect, report })),
      bounds: variants[0]?.pixels.bounds ?? base.pixels.bounds,
    };
  }

  private result(runId: string): WaitingResult {
    const result = this.results.get(runId);
    if (!result)
      throw new TesseraError(
        'request-invalid',
        'This result is gone. The picture is as it was before. Run it again.',
      );
    return result;
  }

  private forget(result: WaitingResult, document: OpenDocument): DocumentSummary {
    this.results.delete(result.runId);
    document.unpin(result.runId);
    return document.setPendingRun(null);
  }
}

const notYet = (what: string): TesseraError =>
  new TesseraError('internal', `Not yet (${what}). Nothing was changed.`);

const stepLabels: Readonly<Record<RunRequest['kind'], string>> = {
  fill: 'Fill',
  extend: 'Extend',
  generate: 'Generate',
};

const unexpected = (type: string): TesseraError =>
  new TesseraError(
    'internal',
    `The engine gave an unexpected answer (${type}). The picture is as it was before. Try again.`,
  );
