import Store from 'electron-store';
import { z } from 'zod';
import { type Preferences, preferencesSchema } from '#shared/contract/app.ts';
import type { RecentFileStorage } from '#main/documents/recent-files.ts';

const recentFilesSchema = z.array(z.object({ id: z.string(), name: z.string(), path: z.string() })).max(100);

const windowSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean(),
});
/** Where a window was, in screen pixels. */
export type WindowPlace = z.infer<typeof windowSchema>;

export const defaultPreferences: Preferences = {
  theme: 'system',
  lastSettings: {},
  brushSize: 80,
  brushHardness: 0.8,
  showOrder: true,
  panelsOpen: {},
  lastExport: { format: 'png', quality: 92, lossless: false, keepMetadata: true, keepJpeg: true },
};

/** The parts of settings.json. */
export class SettingsStore {
  private readonly store = new Store<Record<string, unknown>>({ name: 'settings', clearInvalidConfig: true });

  getPreferences(): Preferences {
    const stored = preferencesSchema.partial().safeParse(this.store.get('preferences', {}));
    return { ...defaultPreferences, ...(stored.success ? stored.data : {}) };
  }

  /** Changes some preferences and returns all. A drawn order belongs to its picture and is not kept. */
  setPreferences(changes: Partial<Preferences>): Preferences {
    const { lastSettings, ...rest } = changes;
    const preferences = { ...this.getPreferences(), ...rest };
    if (lastSettings) preferences.lastSettings = { ...lastSettings, drawnOrder: null };
    this.store.set('preferences', preferences);
    return preferences;
  }

  readonly recentFiles: RecentFileStorage = {
    read: () => {
      const stored = recentFilesSchema.safeParse(this.store.get('recentFiles', []));
      return stored.success ? stored.data : [];
    },
    write: (files) => this.store.set('recentFiles', files),
  };

  getWindowPlace(): WindowPlace | null {
    const stored = windowSchema.safeParse(this.store.get('window'));
    return stored.success ? stored.data : null;
  }

  setWindowPlace(place: WindowPlace): void {
    this.store.set('window', place);
  }
}
