import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { TurnTree } from '#shared/runs/turns.ts';
import type { AreaHandlers } from './handlers.ts';

/** What holds the turns that wait. */
export interface TurnOperations {
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
