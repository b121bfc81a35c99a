import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { PendingStroke } from '#main/documents/pending-strokes.ts';
import type { RecipeReplayer } from '#main/jobs/recipe-replayer.ts';
import type { RunManager } from '#main/jobs/run-manager.ts';
import type { TurnTree } from '#shared/runs/turns.ts';
import type { AreaHandlers } from './router.ts';

/** Handlers of `runs/...`. */
export function runHandlers(
  runs: RunManager,
  replayer: Pick<RecipeReplayer, 'refuseWhileReplaying' | 'cancelRun'>,
  heal: (documentId: string, stroke: PendingStroke) => Promise<DocumentSummary | null>,
): AreaHandlers<'runs'> {
  return {
    'runs/plan': async (intent) => runs.plan(intent),
    'runs/plan-new': async (intent) => runs.planNew(intent),
    'runs/heal': async ({ documentId, ...stroke }) => {
      replayer.refuseWhileReplaying();
      return heal(documentId, stroke);
    },
    'runs/start': async (intent) => {
      replayer.refuseWhileReplaying();
      return runs.start(intent);
    },
    'runs/pause': async (runId) => runs.pause(runId),
    'runs/resume': async (documentId) => {
      replayer.refuseWhileReplaying();
      return runs.resume(documentId);
    },
    // A replay is followed and cancelled like a run.
    'runs/cancel': async (runId) => {
      if (!(await replayer.cancelRun(runId))) await runs.cancel(runId);
    },
  };
}

/** What holds the turns that wait. */
interface TurnOperations {
  tree(documentId: string): TurnTree | null;
  accept(documentId: string, turnId: string): Promise<DocumentSummary>;
  discard(documentId: string, turnId: string): Promise<TurnTree | null>;
  discardAll(documentId: string): Promise<DocumentSummary>;
}

/** Handlers of `turns/...`. */
export function turnHandlers(turns: TurnOperations): AreaHandlers<'turns'> {
  return {
    'turns/tree': async (documentId) => turns.tree(documentId),
    'turns/accept': async ({ documentId, turnId }) => turns.accept(documentId, turnId),
    'turns/discard': async ({ documentId, turnId }) => turns.discard(documentId, turnId),
    'turns/discard-all': async (documentId) => turns.discardAll(documentId),
  };
}
