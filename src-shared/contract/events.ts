import type { EarlyPicture } from '#shared/pictures/opening.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { RunProgress } from '#shared/runs/run-report.ts';
import type { OverlaidPicture, TurnStep, TurnTree } from '#shared/runs/turns.ts';
import type { ErrorReport } from '#shared/errors.ts';
import type { LanguageName } from '#shared/text/language.ts';
import type { FileOffer, OpeningOffer } from './documents.ts';
import type { PackOffer, PackSummary } from './packs.ts';
import type { QueuedPhoto, QueueView } from './queue.ts';

/** What the menu can ask the window to do: the window runs the action it has under the same name. */
export type MenuCommand =
  | 'open'
  | 'new'
  | 'copy'
  | 'paste'
  | 'save-project'
  | 'save-project-as'
  | 'export'
  | 'replay'
  | 'apply-to-photos'
  | 'close'
  | 'next-photo'
  | 'previous-photo'
  | 'undo'
  | 'redo'
  | 'rotate-left'
  | 'rotate-right'
  | 'fill-opacity'
  | 'select-all'
  | 'clear-mask'
  | 'invert-mask'
  | 'fill'
  | 'extend'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-fit'
  | 'zoom-actual'
  | 'preferences'
  | 'shortcuts'
  | 'updates'
  | 'glossary'
  | 'about';

/** What is known of a photo while it is opened. */
export interface FirstLook {
  readonly name: string;
  /** Null = not there yet, or never. */
  readonly picture: EarlyPicture | null;
}

/** What main tells windows without being asked. */
export interface Events {
  'document/changed': DocumentSummary;
  /** The window shows this document from now on: it was opened, or its neighbour was closed. */
  'document/shown': DocumentSummary;
  /** A file is being opened; null = no more, it is open or it failed. */
  'document/opening': FirstLook | null;
  /** `kept`: its name where its work is kept and offered again; null = a file holds all of it. */
  'document/closed': { id: string; kept: string | null };
  'run/progress': { runId: string; documentId: string; progress: RunProgress };
  /** An AR step was committed; its picture, where it has one, is at `step.url` while the run is active. */
  'run/step': { runId: string; documentId: string; variant: number; step: TurnStep };
  /** The detail stage at work: its picture is at `picture.url` until a few newer ones have come. */
  'run/preview': { runId: string; documentId: string; variant: number; picture: OverlaidPicture };
  /** All variants are turns now: `turnIds` names them, oldest first. */
  'run/finished': { runId: string; documentId: string; turnIds: readonly string[] };
  /** The run is paused and can be resumed: see `interrupted` of the document's turn tree. */
  'run/paused': { runId: string; documentId: string };
  /** After every change of a document's turn tree (each variant as it finishes); null = nothing waits any more. */
  'turns/changed': { documentId: string; tree: TurnTree | null };
  'run/failed': { runId: string; documentId: string; error: ErrorReport };
  'run/cancelled': { runId: string; documentId: string };
  /** Photos were added or taken off, or the queue was paused. */
  'queue/changed': QueueView;
  /** One photo is another now. */
  'queue/photo': QueuedPhoto;
  /** The done share of the photo that is computed, 0 to 1. */
  'queue/progress': { id: string; fraction: number; remainingSeconds: number | null };
  'engine/status': { state: 'starting' | 'ready' | 'restarting'; message: string | null };
  'packs/changed': PackSummary[];
  'packs/import-progress': { fraction: number; message: string };
  /** A pack's file was opened: the window shows what it is and asks whether to install it. */
  'packs/offer': PackOffer;
  /** A sentence for the user that answers no request (a file opened by the system could not be read, ...). */
  'app/message': { kind: 'info' | 'error'; message: string };
  /** Another language is spoken from now on. */
  'app/language': LanguageName;
  /** Several files were given at once: the window asks which one to open. */
  'app/offer-files': FileOffer;
  /** A file can be opened in several ways: the window asks in which. */
  'app/offer-opening': OpeningOffer;
  /** What the camera put into the raw file that `app/offer-opening` asks about, which was shown before. */
  'app/opening-preview': { id: string; picture: EarlyPicture };
  /** The done share of the download of a new version. */
  'updates/progress': { fraction: number };
  /** A menu item was chosen. */
  'app/command': { command: MenuCommand };
}
export type EventName = keyof Events;

/** Tells every open window. */
export type Broadcast = <Name extends EventName>(name: Name, event: Events[Name]) => void;
