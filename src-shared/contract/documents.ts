import { z } from 'zod';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { reshapeSchema } from '#shared/runs/run-request.ts';
import { exampleNames } from '#shared/runs/examples.ts';
import { openingSchema, type PicturePage } from '#shared/pictures/opening.ts';
import { rectSchema } from '#shared/geometry/schemas.ts';
import { metadataParts, type DigitalSource } from '#shared/pictures/metadata-choices.ts';
import { maxOutputShare, longestOutputSide } from '#shared/pictures/output-size.ts';
import { type ExportFormat, writtenFormats } from '#shared/pictures/picture-formats.ts';
import { bytesSchema, channel, idSchema, megabyte, nothingSchema } from './schemas.ts';

export interface ExportResult {
  readonly name: string;
  readonly lossy: boolean;
  /** True where the picture was resampled, or its colours were converted. */
  readonly converted: boolean;
  readonly changedOutsideMask: number | null;
  readonly recipe: 'in-file' | 'beside-file' | 'none';
  /** Content credentials (C2PA). */
  readonly credentials: 'signed' | 'failed' | 'none';
  /** Where the photo's own JPEG was kept: its blocks (MCUs), those made anew, and what that changed outside the selections. */
  readonly jpeg: {
    readonly mcus: number;
    readonly touched: number;
    /** Pixels, and by how much of 255 at most. */
    readonly changedOutside: number;
    readonly largest: number;
    /** What else in the file changed, by name. */
    readonly changes: readonly string[];
  } | null;
  /** What else in the file differs from the photo's, by name. */
  readonly changes: readonly string[];
  /** How the file says that its picture came about; null = it does not. */
  readonly source: DigitalSource | null;
  /** Why it was not kept though it was asked for. */
  readonly note: string | null;
  /** The file has the name of the original, which is gone. */
  readonly takesOriginalName: boolean;
}

/** A file that can be dragged out of the window. */
export interface DraggedFile {
  readonly name: string;
  /** It is the photo's own file: nothing in it would differ. */
  readonly isOriginal: boolean;
}

/** What is known of an export before it is written. */
export interface ExportEstimate {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** About the size of the file; null where only writing it tells. */
  readonly bytes: number | null;
  /** Why the photo's own JPEG cannot be kept where it would be: a sentence's end; null = it can, or there is none. */
  readonly notKept: string | null;
}

/** Every state of a document by what undo calls the step to it; '' = as it was opened. */
export interface DocumentHistory {
  readonly labels: readonly string[];
  readonly present: number;
}

export interface NamedFile {
  readonly id: string;
  readonly name: string;
}

export interface RecentFile extends NamedFile {
  /** The name of the folder it lies in. */
  readonly folder: string;
  /** Milliseconds since 1970; null = not known. */
  readonly openedAt: number | null;
}

/** Several files were given at once: a few were opened, of more the user chooses. */
export interface FileOffer {
  /** They were opened: nothing has to be chosen. */
  readonly areOpen: boolean;
  /** Where they come from and how many they are. */
  readonly line: string;
  readonly files: readonly NamedFile[];
  /** How many are not listed. */
  readonly more: number;
}

/** What is to be decided before a file is opened. */
export type OpeningQuestion =
  | { readonly kind: 'pages'; readonly pages: readonly PicturePage[] }
  | { readonly kind: 'raw' }
  /** What can be read of it can be opened. */
  | { readonly kind: 'damaged' };

/** A file that can be opened in several ways: which is meant? */
export interface OpeningOffer extends NamedFile {
  readonly question: OpeningQuestion;
}

/**
 * Why a document's folder stays as it is: it cannot be read now, its beginning is damaged, or a later version wrote it.
 */
export type FolderProblem = 'unreadable' | 'damaged' | 'newer';

/** Work that no saved file holds, left by a crash or by closing the window. */
export interface RestorableDocument {
  readonly id: string;
  readonly name: string;
  /** The file it was opened from, where that is among the recent ones; null = it is not, or there is none. */
  readonly recentId: string | null;
  /** Milliseconds since 1970 of the last change. */
  readonly changedAt: number;
  /** Undo steps that come back with it. */
  readonly steps: number;
  /** Turns that wait for accept or discard, or a run that can be resumed, come back with it too. */
  readonly work: 'none' | 'turns' | 'interrupted';
  /** How many turns wait, and how far the run is that can be resumed (0 to 1; null = none): the restore prompt says so. */
  readonly turns: number;
  readonly runFraction: number | null;
  /** Why it cannot be restored, and is kept untouched; null = it can. */
  readonly problem: FolderProblem | null;
}

/** How large a picture is exported; null = as it is. */
export const outputSizeSchema = z
  .discriminatedUnion('unit', [
    z.object({ unit: z.literal('pixels'), amount: z.number().int().min(1).max(longestOutputSide) }),
    z.object({ unit: z.literal('percent'), amount: z.number().min(1).max(maxOutputShare) }),
  ])
  .nullable();

export const exportFormatSchema = z.enum(
  writtenFormats().map(({ id }) => id as ExportFormat) as [ExportFormat, ...ExportFormat[]],
);

const paintingSchema = z.object({ area: rectSchema, grey: bytesSchema(1 << 16) });
/** Greys over an area of a picture that only its next fill means something to: run-settings.ts says what they stand for. */
export type Painting = z.infer<typeof paintingSchema>;

/** What was painted for the next fill; null = nothing. */
const paintingsSchema = z.object({ effort: paintingSchema.nullable(), order: paintingSchema.nullable() });
export type Paintings = z.infer<typeof paintingsSchema>;

/** What decides on the size of an exported file. */
const encodingSchema = z.object({
  documentId: idSchema,
  format: exportFormatSchema,
  /** 1 to 100 for lossy formats; null = lossless where the format can, and a photo that is a JPEG stays that JPEG. */
  quality: z.number().int().min(1).max(100).nullable(),
  /** Left out = as large as it is. */
  size: outputSizeSchema.optional(),
  /** Left out = the colours stay as they are. */
  srgb: z.boolean().optional(),
});

const exportSchema = encodingSchema.extend({
  keepMetadata: z.boolean(),
  /** Parts of the metadata that stay out all the same. */
  without: z.array(z.enum(metadataParts)).optional(),
  /** Left out = with the metadata. */
  recipe: z.boolean().optional(),
  /** Left out = the file says how its picture came about. */
  disclosure: z.boolean().optional(),
  /** Content credentials are signed into it, where it says how its picture came about and the format can hold them. */
  c2pa: z.boolean().optional(),
});
export type ExportChoices = z.infer<typeof exportSchema>;

const side = z.number().int().min(16).max(8192);

export const documentChannels = {
  /** A photo may soon be opened: files are dragged over the window. */
  'documents/expect': channel<void>()(nothingSchema),
  'documents/open-dialog': channel<DocumentSummary | null>()(nothingSchema),
  'documents/open-bytes': channel<DocumentSummary>()(
    z.object({ name: z.string().max(255), data: bytesSchema(512 * megabyte) }),
  ),
  /**
   * Preload resolves dropped Files to their paths; pages cannot reach this channel with paths of their own. Null where
   * several are offered (app/offer-files).
   */
  'documents/open-dropped': channel<DocumentSummary | null>()(
    z.array(z.string().min(1).max(4096)).min(1).max(10_000),
  ),
  /** One of the files of the last offer. */
  'documents/open-offered': channel<DocumentSummary | null>()(idSchema),
  /** The file of the last `app/offer-opening`, in one of its ways. */
  'documents/open-as': channel<DocumentSummary | null>()(z.object({ id: idSchema, opening: openingSchema })),
  /** Null where it can be opened in several ways (app/offer-opening). */
  'documents/open-recent': channel<DocumentSummary | null>()(idSchema),
  'documents/list-recent': channel<RecentFile[]>()(nothingSchema),
  'documents/open-sample': channel<DocumentSummary>()(nothingSchema),
  /** A photo that ships, with what is to be filled selected. */
  'documents/open-example': channel<DocumentSummary>()(z.enum(exampleNames)),
  'documents/new': channel<DocumentSummary>()(z.object({ width: side, height: side })),
  /** Null where several copied files are offered (app/offer-files). */
  'documents/paste': channel<DocumentSummary | null>()(nothingSchema),
  /** Puts the whole picture on the clipboard, as a PNG. */
  'documents/copy': channel<void>()(idSchema),
  /** The one the window shows. */
  'documents/current': channel<DocumentSummary | null>()(nothingSchema),
  /** Every open one, in the sequence of their tabs. */
  'documents/list-open': channel<DocumentSummary[]>()(nothingSchema),
  /** The window shows this one from now on. */
  'documents/show': channel<DocumentSummary>()(idSchema),
  /** Work that no file holds stays restorable. The neighbour of the one that was shown is shown (document/shown). */
  'documents/close': channel<void>()(idSchema),
  /**
   * Takes the pixels back to how they were opened where a stroke covers them: one undo step, the selection stays. Null where
   * nothing differs there. `coverage` as in mask/commit.
   */
  'documents/restore-original': channel<DocumentSummary | null>()(
    z.object({ documentId: idSchema, rect: rectSchema, coverage: bytesSchema(64 * megabyte) }),
  ),
  /** How much of the last fill shows over the picture before it, in percent: one undo step. `fillOpacity` says whether there is one. */
  'documents/set-fill-opacity': channel<DocumentSummary>()(
    z.object({ documentId: idSchema, opacity: z.number().int().min(0).max(100) }),
  ),
  /** Crops or rotates, the selection along with the picture: one undo step. */
  'documents/reshape': channel<DocumentSummary>()(z.object({ documentId: idSchema, reshape: reshapeSchema })),
  /** Keeps what was painted for its next fill, for as long as its work is kept. */
  'documents/keep-paintings': channel<void>()(z.object({ documentId: idSchema, paintings: paintingsSchema })),
  'documents/paintings': channel<Paintings>()(idSchema),
  'documents/undo': channel<DocumentSummary>()(idSchema),
  'documents/redo': channel<DocumentSummary>()(idSchema),
  /** What led to each state, the first as it was opened, and which of them shows. */
  'documents/history': channel<DocumentHistory>()(idSchema),
  /** Undoes or redoes up to that state; nothing where there is no such one. */
  'documents/go-to': channel<DocumentSummary>()(
    z.object({ documentId: idSchema, index: z.number().int().min(0).max(1_000_000) }),
  ),
  /** Opens a save dialog; null where the user cancelled it. */
  'documents/export': channel<ExportResult | null>()(exportSchema),
  /** Makes the file that is dragged out of the window, or finds the one that was made of the same picture. */
  'documents/prepare-drag': channel<DraggedFile>()(exportSchema),
  /** The system drags that file from the pointer on; false where the picture was changed since, or the file is gone. */
  'documents/start-drag': channel<boolean>()(idSchema),
  'documents/estimate-export': channel<ExportEstimate>()(encodingSchema),
  /** Shows the file of the last export in the system's file manager; nothing where none was written yet. */
  'documents/show-exported': channel<void>()(nothingSchema),
  'documents/list-restorable': channel<RestorableDocument[]>()(nothingSchema),
  'documents/restore': channel<DocumentSummary>()(idSchema),
  /** Deletes the kept work for good. */
  'documents/discard-restorable': channel<RestorableDocument[]>()(idSchema),
} as const;

export const projectChannels = {
  /**
   * Saves the document, its history and its turns as one project file: over the project it was opened from or last saved
   * to, or (`saveAs`, or where there is none) to the place a dialog asks for. Null where the user cancelled the dialog.
   */
  'projects/save': channel<{ name: string } | null>()(
    z.object({ documentId: idSchema, saveAs: z.boolean() }),
  ),
} as const;

/** What replaying a result file found. */
export interface ReplayOutcome {
  /** Whether every pixel is the file's; null where that could not be compared (a lossy file, another size). */
  readonly identical: boolean | null;
  /** Why they may differ, or why they could not be compared: sentences for the user. */
  readonly reasons: readonly string[];
}

export const recipeChannels = {
  /**
   * A dialog picks a result file; its recipe's turns run on the open document (the original), each accepted as one undo
   * step. Null where the user cancelled the dialog, or the run (`runs/cancel` with the id of its progress).
   */
  'recipes/replay': channel<ReplayOutcome | null>()(idSchema),
} as const;
