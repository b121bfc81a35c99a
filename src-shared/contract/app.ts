import { z } from 'zod';
import { runSettingsSchema } from '#shared/runs/run-settings.ts';
import { type LanguageName, languageNames } from '#shared/text/language.ts';
import { exportFormatSchema, outputSizeSchema } from './documents.ts';
import { channel, nothingSchema } from './schemas.ts';

/** As the system has it, or one that Tessera speaks. */
export const languageChoices = ['system', ...languageNames] as const;
export const themeNames = ['system', 'light', 'dark'] as const;
/** Whether things move where they change: as the system says, or never. */
export const motionNames = ['system', 'none'] as const;

/** Modifiers and one KeyboardEvent.code. */
const shortcutForm = /^(?:(?:\$mod|Control|Alt|Shift)\+)*[A-Z][A-Za-z0-9]*$/;

export const preferencesSchema = z.object({
  language: z.enum(languageChoices),
  theme: z.enum(themeNames),
  motion: z.enum(motionNames),
  /** Settings that were remembered before there was context guidance take the pack's. */
  lastSettings: runSettingsSchema
    .partial()
    .extend({ contextGuidance: runSettingsSchema.shape.contextGuidance.unwrap().optional() }),
  brushSize: z.number().min(1).max(4000),
  brushHardness: z.number().min(0).max(1),
  orderOverlay: z.boolean(),
  /** Keys that were chosen for actions, by their ids, as tinykeys writes them; none = it has no key. Left out = its own. */
  shortcuts: z.record(z.string().max(60), z.array(z.string().max(60).regex(shortcutForm)).max(4)),
  panelsOpen: z.record(z.string().max(60), z.boolean()),
  /** `format` is for pictures whose own cannot be written. */
  lastExport: z.object({
    format: exportFormatSchema,
    quality: z.number().int().min(1).max(100),
    lossless: z.boolean(),
    keepMetadata: z.boolean(),
    /** Place and serial numbers. */
    keepPlace: z.boolean().default(true),
    /** Null = with the metadata. */
    recipe: z.boolean().nullable().default(null),
    disclosure: z.boolean().default(true),
    /** Content credentials, where it can be and the file says how its picture came about. */
    c2pa: z.boolean().default(false),
    /** A photo that is a JPEG stays that JPEG but for what was edited. */
    keepJpeg: z.boolean().default(true),
    size: outputSizeSchema.default(null),
    srgb: z.boolean().default(false),
  }),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** The pages that may be opened in the system's browser: names, so that a window can never choose an address. */
export const linkNames = ['paper', 'licences', 'help'] as const;
export type LinkName = (typeof linkNames)[number];

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly unofficialElectron: boolean;
  readonly threads: number;
}

/** Where the user's data lies, and how much it is. */
export interface DataUse {
  readonly folder: string;
  readonly bytes: number;
  /** By what it is; in sum `bytes`. */
  readonly parts: Readonly<Record<DataPart, number>>;
}
export const dataParts = ['settings', 'documents', 'models', 'logs', 'caches'] as const;
export type DataPart = (typeof dataParts)[number];

/** The file by which terminals start the command line in the app. */
export interface CommandLineFile {
  readonly path: string;
  /**
   * `here`: it starts this app. `stale`: the app wrote it, but it starts another copy, or in an earlier way. `foreign`: another
   * program's. `packaged`: a deb or an rpm brought it.
   */
  readonly state: 'absent' | 'here' | 'stale' | 'foreign' | 'packaged';
  /** Its folder is one of those where terminals look (PATH), as far as the app knows. */
  readonly isSearched: boolean;
}

export const appChannels = {
  'app/info': channel<AppInfo>()(nothingSchema),
  'app/data-use': channel<DataUse>()(nothingSchema),
  /** Deletes what is only there to be fast; what it is then. */
  'app/clear-caches': channel<DataUse>()(nothingSchema),
  /** Writes what helps whoever reads a report of a fault, where the user says; its name, null where they cancelled. */
  'app/save-report': channel<string | null>()(nothingSchema),
  /** In the system's file manager. */
  'app/show-data': channel<void>()(nothingSchema),
  /** Null where the app cannot have one (Flatpak). */
  'app/command-line': channel<CommandLineFile | null>()(nothingSchema),
  'app/put-command-line': channel<CommandLineFile | null>()(nothingSchema),
  'app/remove-command-line': channel<CommandLineFile | null>()(nothingSchema),
  'app/open-link': channel<void>()(z.enum(linkNames)),
  /** The language that is spoken now. */
  'app/language': channel<LanguageName>()(nothingSchema),
  'preferences/get': channel<Preferences>()(nothingSchema),
  'preferences/set': channel<Preferences>()(preferencesSchema.partial()),
} as const;
