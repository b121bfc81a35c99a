import type { NewPictureIntent } from '../../src-shared/contract/runs';
import type { RunPlan } from '../../src-shared/runs/run-plan';
import type { RunManager } from '../jobs/run-manager';
import type { AreaHandlers } from './handlers';

/** Handlers of `runs/...`. */
export function runHandlers(
  runs: RunManager,
  planNew: (intent: NewPictureIntent) => Promise<RunPlan>,
): AreaHandlers<'runs'> {
  return {
    'runs/plan': async (intent) => runs.plan(intent),
    'runs/plan-new': planNew,
    'runs/start': async (intent) => runs.start(intent),
    'runs/pause': async (runId) => runs.pause(runId),
    'runs/resume': async (documentId) => runs.resume(documentId),
    'runs/cancel': async (runId) => runs.cancel(runId),
    'runs/accept': async ({ runId, variant }) => runs.accept(runId, variant),
    'runs/discard': async (runId) => runs.discard(runId),
  };
}
