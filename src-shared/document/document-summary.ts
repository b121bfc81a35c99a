import type { Rect } from '#shared/geometry/rect.ts';

/** What happens to a document beside its history. */
export type DocumentWork = 'none' | 'running' | 'turns' | 'interrupted';

/** What windows may know of an open document; pixels come through image:// by its id. */
export interface DocumentSummary {
  readonly id: string;
  /** File name without folders. */
  readonly name: string;
  /** The project file that holds it, without folders; null = it was never saved as a project. */
  readonly projectName: string | null;
  /** Displayed pixels. x, y are the stored origin offset: negative once the picture was extended to the left or top. */
  readonly bounds: Rect;
  readonly channels: number;
  readonly bitDepth: number;
  /** "sRGB", "Display P3", ...: the description in the ICC profile. */
  readonly profileName: string;
  /** True where it was opened from a JPEG, which an export as JPEG can stay but for what was edited. */
  readonly storesJpeg: boolean;
  /** Levels of image://documentId/level/x/y; level n is 1 / 2^n of the size. */
  readonly levels: number;
  /** Grows with every change of pixels, so that image:// answers can be cached per revision. */
  readonly pixelRevision: number;
  /** What the last revisions of the pixels changed, oldest first: all of it lies in the rectangle; null = anywhere. */
  readonly pixelChanges: readonly (Rect | null)[];
  readonly maskRevision: number;
  /** Bounds of the mask's non-zero coverage; null = empty mask. */
  readonly maskBounds: Rect | null;
  readonly maskPixels: number;
  /** True while what is selected is what a run or the turns that wait are about: the next stroke begins another selection. */
  readonly maskIsTaken: boolean;
  readonly noSourceRevision: number;
  /** Bounds of where texture is never copied from; null = it may come from everywhere. */
  readonly noSourceBounds: Rect | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  /** True where there is something that no file the user saved holds. */
  readonly unsaved: boolean;
  /**
   * What waits or runs beside the history: a run, turns to accept or discard, or a run that was paused or cut off
   * (`turns/tree` tells more). Where several hold, the first of running, interrupted, turns.
   */
  readonly work: DocumentWork;
  /** True where the picture was straightened since it was opened: no pixel is the photo's own. */
  readonly isResampled: boolean;
  /** True where the picture was made from nothing: there is none before it. */
  readonly isGenerated: boolean;
  /** In percent, where a fill (Heal too) changed the pixels last: it can be chosen. Null = something else did, or nothing. */
  readonly fillOpacity: number | null;
  /** Samples that the last accepted run changed outside the selection: shown by the exactness badge. Null = none was, or it made the whole picture. */
  readonly lastChangedOutsideMask: number | null;
}
