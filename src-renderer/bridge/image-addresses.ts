import type { MaskPlane } from '#shared/contract/mask.ts';

/** Addresses of pixels, as src-shared/contract/bridge.ts lists them. */
export type TileAddress = (level: number, column: number, row: number) => string;

/** Tiles of a document's pixels at one revision. */
export const documentTiles =
  (id: string, revision: number): TileAddress =>
  (level, column, row) =>
    `image://document/${id}/${level}/${column}/${row}?rev=${revision}`;

/** Tiles of the document as it was opened. */
export const originalTiles =
  (id: string): TileAddress =>
  (level, column, row) =>
    `image://original/${id}/${level}/${column}/${row}`;

/** Tiles before the fill whose opacity can be chosen at this revision, or with all of it. */
export const fillTiles =
  (part: 'before-fill' | 'whole-fill', id: string, revision: number): TileAddress =>
  (level, column, row) =>
    `image://${part}/${id}/${level}/${column}/${row}?rev=${revision}`;

/** Tiles of the selection's coverage, or of where texture is never copied from. */
export const maskTiles =
  (plane: MaskPlane, id: string, revision: number): TileAddress =>
  (level, column, row) =>
    `image://${plane === 'selection' ? 'mask' : plane}/${id}/${level}/${column}/${row}?rev=${revision}`;

/** Tiles of the whole picture with a waiting turn applied. */
export const turnTiles =
  (turnId: string): TileAddress =>
  (level, column, row) =>
    `image://turn/${turnId}/${level}/${column}/${row}`;

/** A small picture of a recent file; nothing where none was kept. */
export const recentThumbnail = (id: string): string => `image://recent/${id}`;

/** A small picture of a queued photo, or of its result; nothing until it was read or made. */
export const queuedPicture = (id: string, which: 'before' | 'after'): string =>
  `image://queue/${id}/${which}`;

/** A turn's changed rectangle as a single picture of at most 2048 px a side. */
export const turnPicture = (turnId: string): string => `image://turn/${turnId}`;

/** The same without the detail stage; nothing where there is none. */
export const turnLayout = (turnId: string): string => `image://turn/${turnId}/layout`;
