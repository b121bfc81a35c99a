import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Preferences, preferencesSchema } from '#shared/contract/app.ts';
import { defaultPreferences } from '#shared/contract/default-preferences.ts';
import type { RecentFileStorage, StoredRecentFile } from '#main/documents/recent-files.ts';
import { SettingsFile } from './settings-file.ts';

const recentFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  openedAt: z.number().int().optional().catch(undefined),
});

const windowSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean(),
});
/** Where a window was, in screen pixels. */
export type WindowPlace = z.infer<typeof windowSchema>;

/**
 * The parts of settings.json. Every value is read on its own: one that does not fit counts as not chosen, and is
 * written back as it was, like what only a later version knows, until the user chooses another.
 */
export class SettingsStore {
  private readonly file: SettingsFile;

  /** @param path of settings.json @param log told of what could not be written where nobody waits for it */
  constructor(
    path: string,
    private readonly log: (message: string, detail: unknown) => void,
  ) {
    this.file = new SettingsFile(path);
  }

  /** What the user should know about the file as it was found, or null. */
  get problem(): string | null {
    return this.file.problem;
  }

  getPreferences(): Preferences {
    return mend(preferencesSchema, this.file.stored['preferences'], defaultPreferences);
  }

  /** Changes some preferences and returns all. A drawn order belongs to its picture and is not kept. */
  setPreferences(changes: Partial<Preferences>): Preferences {
    const before = this.getPreferences();
    const { lastSettings, ...rest } = changes;
    const after = { ...before, ...rest };
    if (lastSettings) after.lastSettings = { ...lastSettings, drawnOrder: null };
    this.change('preferences', overlay(this.file.stored['preferences'], before, after));
    return this.getPreferences();
  }

  readonly recentFiles: RecentFileStorage = {
    read: () => this.storedRecent().flatMap((entry) => recentFileSchema.safeParse(entry).data ?? []),
    write: (files) => {
      const stored = this.storedRecent();
      const odd = stored.filter((entry) => !recentFileSchema.safeParse(entry).success);
      this.changeUnasked('recentFiles', [...files.map((file) => withLaterKeys(file, stored)), ...odd]);
    },
  };

  getWindowPlace(): WindowPlace | null {
    const stored = windowSchema.safeParse(this.file.stored['window']);
    return stored.success ? stored.data : null;
  }

  setWindowPlace(place: WindowPlace): void {
    this.changeUnasked('window', overlay(this.file.stored['window'], this.getWindowPlace() ?? {}, place));
  }

  private storedRecent(): readonly unknown[] {
    const stored = this.file.stored['recentFiles'];
    return Array.isArray(stored) ? stored : [];
  }

  private change(key: string, value: unknown): void {
    this.file.change({ ...this.file.stored, [key]: value });
  }

  /** For what comes along with other work, which has not failed where this has. */
  private changeUnasked(key: string, value: unknown): void {
    try {
      this.change(key, value);
    } catch (error) {
      this.log('settings were not written', error);
    }
  }
}

/** An entry with what only a later version knows about it. */
function withLaterKeys(file: StoredRecentFile, stored: readonly unknown[]): unknown {
  const known = stored.find((entry) => recentFileSchema.safeParse(entry).data?.id === file.id);
  return { ...(known as object | undefined), ...file };
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What `stored` holds that fits `schema`: each field, entry and element on its own, `otherwise` where one does not fit. */
function mend<Value>(schema: z.ZodType<Value>, stored: unknown, otherwise: Value): Value {
  return fitting(schema, stored, otherwise) as Value;
}

function fitting(schema: unknown, stored: unknown, otherwise: unknown): unknown {
  if (schema instanceof z.ZodOptional)
    return stored === undefined ? otherwise : fitting(schema.unwrap(), stored, otherwise);
  if (schema instanceof z.ZodObject) {
    const defaults = isFields(otherwise) ? otherwise : {};
    const fields = Object.entries(schema.shape).map(([key, field]) => [
      key,
      fitting(field, isFields(stored) ? stored[key] : undefined, defaults[key]),
    ]);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }
  if (schema instanceof z.ZodRecord) {
    if (!isFields(stored)) return otherwise;
    return Object.fromEntries(
      Object.entries(stored).filter(([key, value]) => schema.safeParse({ [key]: value }).success),
    );
  }
  const parsed = (schema as z.ZodType).safeParse(stored);
  return parsed.success ? parsed.data : otherwise;
}

/**
 * `stored` with only that changed in which `after` differs from `before`: what a later version wrote, and what did not fit
 * and was not chosen anew, stays.
 */
function overlay(stored: unknown, before: unknown, after: unknown): unknown {
  if (isDeepStrictEqual(before, after)) return stored;
  if (!isFields(before) || !isFields(after)) return after;
  const result: Fields = isFields(stored) ? { ...stored } : {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const value = overlay(result[key], before[key], after[key]);
    if (value === undefined) delete result[key];
    else result[key] = value;
  }
  return result;
}
