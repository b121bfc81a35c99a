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

/** Tiles of the selection's coverage. */
export const maskTiles =
  (id: string, revision: number): TileAddress =>
  (level, column, row) =>
    `image://mask/${id}/${level}/${column}/${row}?rev=${revision}`;

/** Tiles of the whole picture with one variant of a finished run applied. */
export const variantTiles =
  (runId: string, variant: number): TileAddress =>
  (level, column, row) =>
    `image://run/${runId}/variant/${variant}/${level}/${column}/${row}`;

/** One variant's changed rectangle as a single picture of at most 2048 px a side. */
export const variantPicture = (runId: string, variant: number): string =>
  `image://run/${runId}/variant/${variant}`;
