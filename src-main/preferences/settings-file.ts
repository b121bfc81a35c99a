import { renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Store from 'electron-store';
import { describeWriteError } from '#engine/files/system-errors.ts';
import { systemCode } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

/** What the file holds: unknown keys of later versions included. */
export type StoredSettings = Readonly<Record<string, unknown>>;

/**
 * One JSON file, read once and written by nobody else, through electron-store. Reading never writes: a file that cannot be
 * used is set aside, byte for byte, by the first write.
 */
export class SettingsFile {
  private store: Store<Record<string, unknown>> | null = null;
  private content: StoredSettings = {};
  /** Where a file that could not be used goes. */
  private readonly asideName: string | null = null;
  private isAside = false;

  /** @param path ends in .json */
  constructor(private readonly path: string) {
    try {
      this.store = openStore(path);
      this.content = this.store.store;
    } catch {
      this.asideName = asideOf(path, new Date());
    }
  }

  /** What the user should know about the file as it was found; null = it was fine, or there was none. */
  get problem(): string | null {
    return this.asideName === null ? null : text.dialogs.settingsSetAside(this.asideName);
  }

  get stored(): StoredSettings {
    return this.content;
  }

  /**
   * Changes the content and writes it, which takes milliseconds. Where writing fails the content is changed all the same, and
   * the next change writes it too.
   * @throws TesseraError target-read-only, disk-full or write-failed; the file is untouched
   */
  change(content: StoredSettings): void {
    this.content = content;
    try {
      this.setAside();
      this.store ??= openStore(this.path);
      this.store.store = content;
    } catch (error) {
      throw describeWriteError(error, this.path);
    }
  }

  private setAside(): void {
    if (this.asideName === null || this.isAside) return;
    try {
      renameSync(this.path, join(dirname(this.path), this.asideName));
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
    }
    this.isAside = true;
  }
}

/** @throws where the file is there and cannot be read, or holds no JSON object */
function openStore(path: string): Store<Record<string, unknown>> {
  return new Store<Record<string, unknown>>({
    cwd: dirname(path),
    name: basename(path, '.json'),
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
    deserialize: parseSettings,
  });
}

function parseSettings(json: string): Record<string, unknown> {
  const content: unknown = JSON.parse(json.replace(/^\uFEFF/, ''));
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new SyntaxError('The settings are no JSON object.');
  return content as Record<string, unknown>;
}

/** "settings.json" set aside on a day: "settings-2026-03-09-17-42-10.json". */
function asideOf(path: string, date: Date): string {
  const stamp = date.toISOString().slice(0, 19).replace(/[T:]/g, '-');
  return `${basename(path, '.json')}-${stamp}.json`;
}
