import { otherMetadata, otherMetadataText, type PhotoMetadata } from '#engine/imaging/codec/metadata.ts';
import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import {
  type History,
  presentState,
  pushState,
  redoStep,
  startHistory,
  undoStep,
} from '#shared/document/history.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { type DocumentState, noCoverage } from './document-state.ts';
import { applyStateChange, type StateChange, stateChange } from './state-change.ts';

/** What stays the same while a document is edited. */
export interface DocumentOrigin {
  readonly id: string;
  readonly name: string;
  /** The file it was opened from; null for pasted, new and restored-without-file. */
  readonly sourcePath: string | null;
  /** sha256 of that file, which is never written over; null = none, or not known (journals of older versions). */
  readonly fileHash: string | null;
  readonly profileName: string;
  readonly metadata: PhotoMetadata;
  /** True where the document's folder holds that file, a JPEG, byte for byte. */
  readonly storesOriginal: boolean;
  /** True where the picture came without a file of the user's, as a pasted one does: until it is saved it is nowhere else. */
  readonly isOnlyHere: boolean;
}

/** One line of the journal; states are written as what changed, so that a gesture costs a few hundred bytes. */
export type JournalLine =
  | {
      readonly type: 'opened';
      readonly version: 1;
      readonly origin: Omit<DocumentOrigin, 'metadata' | 'fileHash' | 'storesOriginal' | 'isOnlyHere'> & {
        exif: string | null;
        xmp: string | null;
        /** Everything else a file says beside its samples, as text; left out = nothing. */
        otherMetadata?: string;
        fileHash?: string | null;
        storesOriginal?: boolean;
        isOnlyHere?: boolean;
      };
      readonly format: Pick<TileSnapshot, 'channels' | 'bitDepth' | 'tileSize'> & {
        iccProfile: string | null;
      };
      readonly state: StateChange;
    }
  | { readonly type: 'edited'; readonly label: string; readonly state: StateChange; readonly at: number }
  | { readonly type: 'undone' }
  | { readonly type: 'redone' }
  | { readonly type: 'saved' }
  /** The document lies in this project file of the user's from here on. */
  | { readonly type: 'project'; readonly path: string };

export const toBase64 = (bytes: Uint8Array | null): string | null =>
  bytes && Buffer.from(bytes).toString('base64');
export const fromBase64 = (text: string | null): Uint8Array | null =>
  text === null ? null : new Uint8Array(Buffer.from(text, 'base64'));

/** A state without tiles: what the first change is applied to. */
export function blankState(
  format: Pick<TileSnapshot, 'channels' | 'bitDepth' | 'tileSize' | 'iccProfile'>,
  bounds: Rect,
  tileDirectory: string,
): DocumentState {
  const { channels, bitDepth, tileSize, iccProfile } = format;
  const pixels: TileSnapshot = {
    directory: tileDirectory,
    bounds,
    channels,
    bitDepth,
    iccProfile,
    tileSize,
    tiles: {},
  };
  const mask: TileSnapshot = { ...pixels, channels: 1, bitDepth: 8, iccProfile: null };
  return {
    pixels,
    mask,
    coverage: noCoverage,
    noSource: { mask, coverage: noCoverage },
    recipes: [],
    changedOutsideMask: null,
  };
}

/** The journal's first line. */
export function openedLine(origin: DocumentOrigin, state: DocumentState): JournalLine {
  const { metadata, ...rest } = origin;
  const other = otherMetadataText(metadata);
  const { channels, bitDepth, tileSize, iccProfile } = state.pixels;
  return {
    type: 'opened',
    version: 1,
    origin: {
      ...rest,
      exif: toBase64(metadata.exif),
      xmp: metadata.xmp,
      ...(other === null ? {} : { otherMetadata: other }),
    },
    format: { channels, bitDepth, tileSize, iccProfile: toBase64(iccProfile) },
    state: stateChange(null, state),
  };
}

/** The line of one undo step. */
export const editedLine = (
  label: string,
  before: DocumentState,
  after: DocumentState,
  at: number,
): JournalLine => ({
  type: 'edited',
  label,
  state: stateChange(before, after),
  at,
});

/** What a journal says: everything needed to continue. */
export interface ReplayedJournal {
  readonly origin: DocumentOrigin;
  readonly history: History<DocumentState>;
  /** The state some file of the user holds; null = none. */
  readonly saved: DocumentState | null;
  /** The project file of the user's that it was opened from or last saved to; null = none. */
  readonly projectPath: string | null;
  /** False where lines were cut off or left out: more must not be appended to this journal. */
  readonly isIntact: boolean;
  /** True where something is missing that had been confirmed, not just a last line that was being written. */
  readonly isCutShort: boolean;
}

/**
 * Replays a journal whose tiles lie in `tileDirectory`. A last line that was cut off is left out; anything else that
 * cannot be read ends the replay there. Where the first line cannot be read: 'unfinished' where it was just being written, 'newer' where a later version wrote (any line of) it.
 */
export function replayJournal(
  text: string,
  tileDirectory: string,
): ReplayedJournal | 'unfinished' | 'damaged' | 'newer' {
  if (!text.includes('\n') && firstWords.startsWith(text.slice(0, firstWords.length))) return 'unfinished';
  try {
    return replay(text, tileDirectory);
  } catch {
    return 'damaged';
  }
}

/** How every journal begins. */
const firstWords = '{"type":"opened"';

function replay(text: string, tileDirectory: string): ReplayedJournal | 'damaged' | 'newer' {
  const lines: JournalLine[] = [];
  const texts = text.split('\n');
  const isEnded = texts.pop() === '';
  for (const line of texts) {
    const parsed = parseLine(line);
    if (!parsed) break;
    lines.push(parsed);
  }
  const [opened, ...changes] = lines;
  if (opened?.type !== 'opened') return 'damaged';
  // The type says 1; a later version's journal says another number.
  if ((opened.version as number) !== 1) return 'newer';
  const blank = blankState(
    { ...opened.format, iccProfile: fromBase64(opened.format.iccProfile) },
    opened.state.pixels.bounds,
    tileDirectory,
  );
  const {
    exif,
    xmp,
    otherMetadata: other,
    fileHash = null,
    storesOriginal = false,
    isOnlyHere = false,
    ...origin
  } = opened.origin;
  let history = startHistory(applyStateChange(blank, opened.state));
  let saved: DocumentState | null = null;
  let projectPath: string | null = null;
  for (const change of changes) {
    const present: DocumentState = presentState(history);
    if (change.type === 'edited')
      history = pushState(history, change.label, applyStateChange(present, change.state));
    else if (change.type === 'undone') history = undoStep(history);
    else if (change.type === 'redone') history = redoStep(history);
    else if (change.type === 'saved') saved = present;
    else if (change.type === 'project') projectPath = change.path;
    else return 'newer';
  }
  const isIntact = isEnded && lines.length === texts.length;
  return {
    origin: {
      ...origin,
      fileHash,
      storesOriginal,
      isOnlyHere,
      metadata: { exif: fromBase64(exif), xmp, ...otherMetadata(other) },
    },
    history,
    saved,
    projectPath,
    isIntact,
    isCutShort: lines.length < texts.length,
  };
}

/**
 * A fresh journal that replays to exactly this: written when a document is restored, so that what was cut off or lost
 * does not stand in the way of what is appended.
 */
export function journalOf(
  { origin, history, saved, projectPath }: Omit<ReplayedJournal, 'isIntact' | 'isCutShort'>,
  at: number,
): string {
  const lines: JournalLine[] = [];
  history.entries.forEach(({ label, state }, index) => {
    const before = history.entries[index - 1];
    lines.push(before ? editedLine(label, before.state, state, at) : openedLine(origin, state));
    if (state === saved) lines.push({ type: 'saved' });
  });
  if (projectPath !== null) lines.push({ type: 'project', path: projectPath });
  for (let index = history.entries.length - 1; index > history.present; index--)
    lines.push({ type: 'undone' });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function parseLine(line: string): JournalLine | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as JournalLine) : null;
  } catch {
    return null;
  }
}
