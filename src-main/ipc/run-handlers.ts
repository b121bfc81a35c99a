import type { NewPictureIntent } from '#shared/contract/runs.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import type { PendingStroke } from '#main/documents/pending-strokes.ts';
import type { RecipeReplayer } from '#main/jobs/recipe-replayer.ts';
import type { RunManager } from '#main/jobs/run-manager.ts';
import type { AreaHandlers } from './handlers.ts';

/** Handlers of `runs/...`. */
export function runHandlers(
  runs: RunManager,
  planNew: (intent: NewPictureIntent) => Promise<RunPlan>,
  replayer: Pick<RecipeReplayer, 'refuseWhileReplaying' | 'cancelRun'>,
  heal: (documentId: string, stroke: PendingStroke) => Promise<DocumentSummary>,
): AreaHandlers<'runs'> {
  return {
    'runs/plan': async (intent) => runs.plan(intent),
    'runs/plan-new': planNew,
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
