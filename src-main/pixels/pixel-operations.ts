import type { MaskRule } from '#shared/runs/mask-rule.ts';
import type { Conversion } from '#engine/imaging/codec/index.ts';
import type { ExportEstimate } from '#shared/contract/documents.ts';
import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { MetadataPart, DigitalSource } from '#shared/pictures/metadata-choices.ts';
import type { ExportFormat } from '#shared/pictures/picture-formats.ts';
import type { MaskOperation } from '#shared/contract/mask.ts';
import type { Reshape } from '#shared/runs/run-request.ts';
import type { ErrorReport } from '#shared/errors.ts';
import type { Opening, WaysToOpen } from '#shared/pictures/opening.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { FirstPicture, KeptJpeg, PhotoMetadata } from '#engine/imaging/codec/index.ts';
import type { ReshapeStep } from '#engine/editing/restore-original.ts';
import type { ProjectDocument } from '#engine/project-file/document.ts';
import type { ProjectSource } from '#engine/project-file/write-project-file.ts';
import type { OriginalFile } from './refuse-original.ts';

/** Where a picture comes from. `directory` (made where missing) receives its tiles. */
export type PictureSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'bytes'; readonly name: string; readonly data: Uint8Array }
  /** The clipboard's form: 4 bytes per pixel, blue first. */
  | { readonly kind: 'bgra'; readonly width: number; readonly height: number; readonly data: Uint8Array }
  /** Mid-grey, for generating into. */
  | { readonly kind: 'blank'; readonly width: number; readonly height: number };

export interface OpenedPicture {
  readonly pixels: TileSnapshot;
  readonly metadata: PhotoMetadata;
  readonly profileName: string;
  /** What the reader should know: pages left out, CMYK converted. Null = nothing. */
  readonly note: string | null;
  /** sha256 of the file it was read from; null = none. */
  readonly fileHash: string | null;
  /** True where its bytes were kept: an export can be this very JPEG but for what was edited. */
  readonly storesOriginal: boolean;
  /** How Tessera made it (JSON text), where it did and the file says so. */
  readonly recipe: string | null;
}

/** How much a mask covers. */
export interface MaskCoverage {
  /** The bounds of all coverage above 0; null = empty. */
  readonly bounds: Rect | null;
  readonly pixels: number;
}

/** A mask and how much it covers. */
export interface MeasuredMask {
  readonly mask: TileSnapshot;
  readonly coverage: MaskCoverage;
}

/** A variant's samples to be written into a picture. */
export interface PatchRequest {
  readonly pixels: TileSnapshot;
  /** Coverage that allowed changes; null = none inside the old bounds (extend). */
  readonly mask: TileSnapshot | null;
  readonly rect: Rect;
  readonly samples: Uint8Array | Uint16Array;
  /** The bounds of the picture once the patch is in. */
  readonly bounds: Rect;
}

export interface PatchedPicture {
  readonly pixels: TileSnapshot;
  /** Samples that differ where the coverage is 0, counted here against the original ones; must be 0. */
  readonly changedOutsideMask: number;
}

/** A stroke that takes a picture back to how it was. */
export interface RestoreRequest {
  readonly pixels: TileSnapshot;
  readonly original: TileSnapshot;
  /** What was done to the picture's outline since then. */
  readonly since: readonly ReshapeStep[];
  readonly rect: Rect;
  /** The coverage of `rect`, as in `commitMask`. */
  readonly coverage: Uint8Array;
}

export interface ExportRequest {
  readonly pixels: TileSnapshot;
  readonly path: string;
  readonly format: ExportFormat;
  readonly quality: number | null;
  readonly metadata: PhotoMetadata | null;
  /** False = of these only what the samples mean; left out = all. */
  readonly keepsMetadata?: boolean;
  readonly recipe: string | null;
  /** How the picture came about, to be said in the file; left out = nothing is said. */
  readonly source?: DigitalSource | null;
  /** Left out of the metadata. */
  readonly without?: readonly MetadataPart[];
  /** The file of the key that signs content credentials, and Tessera's version; left out or null = there are none. */
  readonly credentials?: { readonly key: string; readonly version: string } | null;
  readonly original: OriginalFile;
  /** What happened since the picture was opened; left out = nothing that its metadata must know. */
  readonly since?: {
    readonly pixels: TileSnapshot;
    /** JSON texts of the runs accepted since. */
    readonly recipes: readonly string[];
  };
  /** The JPEG that an export as JPEG without a quality stays; null = there is none. */
  readonly stored: string | null;
  /** Left out = as large as it is, in its own colours. */
  readonly conversion?: Conversion;
}

/** An export whose size is asked for. */
export interface EstimateRequest {
  readonly pixels: TileSnapshot;
  readonly format: ExportFormat;
  readonly quality: number | null;
  readonly conversion: Conversion;
  /** The JPEG that such an export stays, as far as its blocks fit; null = there is none. */
  readonly stored: string | null;
  /** As in `ExportRequest`. */
  readonly since?: ExportRequest['since'];
}

/** What an export wrote. */
export interface ExportedPicture {
  readonly lossy: boolean;
  /** True where it was resampled, or its colours were converted. */
  readonly converted: boolean;
  /** True where it has other sides than the picture: it does not hold all of it. */
  readonly resized: boolean;
  readonly recipe: 'in-file' | 'beside-file' | 'none';
  readonly credentials: 'signed' | 'failed' | 'none';
  /** What was kept of the JPEG that the document was opened from; null = nothing. */
  readonly jpeg: KeptJpeg | null;
  /** What else in the file differs from the photo's, by name. */
  readonly changes: readonly string[];
  /** Why it was not kept; null = it was, or nobody asked. */
  readonly note: string | null;
  /** The file has the name of the original, which is gone. */
  readonly takesOriginalName: boolean;
}

/** What a tile of the screen shows. */
export interface DisplayTileRequest {
  readonly kind: 'picture' | 'mask';
  readonly snapshot: TileSnapshot;
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** RGBA, 8 bit sRGB, straight alpha: [height, width, 4]. */
export interface DisplayPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** A document's picture held against a file's. */
export interface PictureComparison {
  /** The same size, channels and bit depth; only then samples are counted. */
  readonly sameFormat: boolean;
  readonly changedSamples: number;
  /** True where the file's format may have changed samples itself. */
  readonly lossy: boolean;
}

/** Everything that goes into a project file. */
export interface PackRequest {
  readonly path: string;
  readonly appVersion: string;
  readonly document: ProjectDocument;
  /** The document's own folder. */
  readonly folder: string;
  /** File names in its tile folder. */
  readonly tiles: readonly string[];
  readonly region: readonly ProjectSource[];
  /** What the user sees, small. */
  readonly thumbnail: DisplayPicture;
}

/** Everything main may ask of the pixel process. Errors are TesseraErrors a user may read. */
export interface PixelOperations {
  /** Has what a first picture takes at hand: somebody is about to open one. */
  prepare(): Promise<void>;
  /** @param isSharp left out = the quickest there is */
  lookAtPicture(source: PictureSource, isSharp?: boolean): Promise<FirstPicture | null>;
  /** @param originalFile where the bytes of a JPEG are kept; left out = nowhere */
  openPicture(
    source: PictureSource,
    directory: string,
    originalFile?: string,
    opening?: Opening,
  ): Promise<OpenedPicture>;
  /** In pixels, turned upright, by the beginning of its file; null where that does not say. */
  sizeOfPicture(path: string): Promise<{ readonly width: number; readonly height: number } | null>;
  /** What is to be decided before a picture's file is opened. */
  waysToOpen(path: string): Promise<WaysToOpen>;
  /** `deflated`: zlib, 1 byte per pixel of `rect`, row-major; clipped to the mask's bounds. */
  commitMask(mask: TileSnapshot, rect: Rect, deflated: Uint8Array): Promise<MeasuredMask>;
  operateMask(mask: TileSnapshot, operation: MaskOperation, radius: number): Promise<MeasuredMask>;
  loadMask(mask: TileSnapshot, path: string): Promise<MeasuredMask>;
  /** A mask of the picture's size, by a rule for many photos. */
  maskByRule(pixels: TileSnapshot, rule: MaskRule): Promise<MeasuredMask>;
  saveMask(mask: TileSnapshot, path: string, original: OriginalFile): Promise<void>;
  applyPatch(patch: PatchRequest): Promise<PatchedPicture>;
  /** The same tiles where the stroke meets nothing that differs. */
  restoreOriginal(request: RestoreRequest): Promise<PatchedPicture>;
  /** `bounds`: as large as the picture's, elsewhere in the document. */
  movePicture(pixels: TileSnapshot, bounds: Rect): Promise<TileSnapshot>;
  /** @param reshape of a part inside the picture */
  reshapePicture(pixels: TileSnapshot, reshape: Reshape): Promise<TileSnapshot>;
  reshapeMask(mask: TileSnapshot, reshape: Reshape): Promise<MeasuredMask>;
  /** The same places, or the empty corners that straightening keeps. */
  reshapeSelection(mask: TileSnapshot, reshape: Reshape): Promise<MeasuredMask>;
  exportPicture(request: ExportRequest): Promise<ExportedPicture>;
  estimateExport(request: EstimateRequest): Promise<ExportEstimate>;
  /** A PNG of a document's picture; of its metadata only what the samples mean goes with it. */
  pngOfPicture(pixels: TileSnapshot, metadata: PhotoMetadata | null): Promise<Uint8Array>;
  writeThumbnail(picture: DisplayPicture, path: string): Promise<void>;
  readThumbnail(path: string): Promise<DisplayPicture>;
  /** The recipe (JSON text) in a picture file or beside it; null = none. */
  readRecipe(path: string): Promise<string | null>;
  /** sha256 of a picture's format and samples, as recipes name their input. */
  hashPixels(snapshot: TileSnapshot): Promise<string>;
  comparePicture(snapshot: TileSnapshot, path: string): Promise<PictureComparison>;
  /** Writes a project file whole, or leaves what was there. */
  packProject(request: PackRequest): Promise<void>;
  /** Unpacks a project into an empty document folder, journal included; `id` is the new document's. */
  unpackProject(path: string, folder: string, id: string): Promise<void>;
  /** 512 x 512: RGBA for pictures, 1 byte per pixel for masks. */
  displayTile(request: DisplayTileRequest): Promise<Uint8Array>;
  /** `rect` of a picture, halved until no side is longer than `longestSide`. */
  displayRect(snapshot: TileSnapshot, rect: Rect, longestSide: number): Promise<DisplayPicture>;
  /** Makes what `after` added to `before` survive a power cut. */
  syncTiles(before: TileSnapshot | null, after: TileSnapshot): Promise<void>;
  /** Deletes the tiles in `directory` that no snapshot names. */
  deleteUnreferencedTiles(directory: string, live: readonly TileSnapshot[]): Promise<number>;
}

export type PixelOperation = keyof PixelOperations;

/** main -> pixel process: one operation with its arguments. */
export interface PixelCall {
  readonly id: string;
  readonly operation: PixelOperation;
  readonly parameters: readonly unknown[];
}

/** pixel process -> main: exactly one answer per call. */
export type PixelAnswer =
  { readonly id: string; readonly value: unknown } | { readonly id: string; readonly error: ErrorReport };
