import type { DocumentWork } from '#shared/document/document-summary.ts';
import type { Turn, TurnStep, TurnTree } from '#shared/runs/turns.ts';
import type { StoredStep, StoredTurn, Region } from './region.ts';

/** A region as windows know it: pictures by address. */
export function treeOf(region: Region): TurnTree {
  const { documentId, request, bounds, passes, tokenSpan, running, interrupted, accepted } = region;
  return {
    documentId,
    request,
    bounds,
    passes,
    tokenSpan,
    turns: region.turns.map(turnOf),
    accepted,
    running: running && {
      runId: running.run.id,
      waits: running.waits,
      settings: running.run.settings,
      start: running.run.start,
      variant: running.variant,
      steps: running.steps.map((step, index) =>
        withAddress(step, runStepAddress(running.run.id, running.variant, index)),
      ),
    },
    interrupted: interrupted && {
      runId: interrupted.run.id,
      reason: interrupted.reason,
      settings: interrupted.run.settings,
      start: interrupted.run.start,
      variant: interrupted.variant,
      at: interrupted.at,
      fraction: interrupted.fraction,
      savedAt: interrupted.savedAt,
    },
  };
}

/** What the document's summary says of it. */
export function workOf(region: Region | null): DocumentWork {
  if (region?.running) return 'running';
  if (region?.interrupted) return 'interrupted';
  return region && region.turns.length > 0 ? 'turns' : 'none';
}

export const runStepAddress = (runId: string, variant: number, index: number): string =>
  `image://run/${runId}/step/${variant}/${index}`;

/** A step with its picture's address, or null where it has none. */
export function withAddress({ picture, ...step }: StoredStep, address: string): TurnStep {
  return { ...step, url: picture ? address : null };
}

function turnOf({ id, parentId, start, settings, rect, report, steps, createdAt }: StoredTurn): Turn {
  const addressed = steps.map((step, index) => withAddress(step, `image://turn/${id}/step/${index}`));
  return { id, parentId, start, settings, rect, report, steps: addressed, createdAt };
}
