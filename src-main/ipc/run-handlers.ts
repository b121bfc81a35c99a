import type { NewPictureIntent } from '../../src-shared/contract/runs';
import type { RunPlan } from '../../src-shared/runs/run-plan';
import type { RecipeReplayer } from '../jobs/recipe-replayer';
import type { RunManager } from '../jobs/run-manager';
import type { AreaHandlers } from './handlers';

/** Handlers of `runs/...`. */
export function runHandlers(
  runs: RunManager,
  planNew: (intent: NewPictureIntent) => Promise<RunPlan>,
  replayer: Pick<RecipeReplayer, 'refuseWhileReplaying' | 'cancelRun'>,
): AreaHandlers<'runs'> {
  return {
    'runs/plan': async (intent) => runs.plan(intent),
    'runs/plan-new': planNew,
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
