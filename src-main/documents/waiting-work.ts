import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { History } from '#shared/document/history.ts';
import type { DocumentState } from './document-state.ts';
import type { OpenDocument } from './open-document.ts';
import type { WaitingBeside } from './work-beside.ts';

/** A document's folder as far as it was read. */
export interface DocumentFolder {
  readonly id: string;
  readonly folder: string;
  readonly history: History<DocumentState>;
  /** True where every tile of a snapshot is there with the right length. */
  hasTilesOf(snapshot: TileSnapshot): boolean;
}

/** What was waiting beside the history of a document that is brought back. */
export interface RestoredWork extends WaitingBeside {
  /** What could not be read: sentences for the user. */
  readonly notes: readonly string[];
  /** Hands it to the document once that is open. */
  attach(document: OpenDocument): void;
}

/** What waits in a folder, without reading it. */
export interface WorkAtAGlance {
  readonly turns: number;
  /** How far the run is that can be resumed, 0 to 1; null = none. */
  readonly runFraction: number | null;
  /** When either was last saved: milliseconds since 1970; 0 = nothing waits. */
  readonly savedAt: number;
}

/** What lies in documents' folders beside their histories (../turns), as far as documents must know of it. */
export interface WaitingWork {
  /** Reads it, before anything in the folder is deleted. Never throws: what is damaged is named in `notes`. */
  read(folder: DocumentFolder): Promise<RestoredWork>;
  /** A quick look at a folder that is not open. @throws where the system does not let it be looked at */
  lookInto(folder: string): Promise<WorkAtAGlance>;
}

/** For documents that never have any. */
export const nothingWaits: WaitingWork = {
  read: async () => ({
    work: 'none',
    snapshots: [],
    notes: [],
    isPartlyUnread: false,
    attach: () => undefined,
  }),
  lookInto: async () => ({ turns: 0, runFraction: null, savedAt: 0 }),
};
