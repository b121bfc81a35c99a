import { readFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SerialQueue } from '#main/documents/serial-queue.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { removeLeftovers } from '#engine/files/leftovers.ts';
import { systemCode } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

/** What the file holds: unknown keys of later versions included. */
export type StoredSettings = Readonly<Record<string, unknown>>;

/**
 * One JSON file, read once and written by nobody else. Reading never writes: a file that cannot be used is set aside,
 * byte for byte, by the first write.
 */
export class SettingsFile {
  private content: StoredSettings;
  /** Where what could not be used goes; null = nothing has to. */
  private asidePath: string | null = null;
  private readonly writes = new SerialQueue();
  private hasChanged = false;
  /** What the user should know about the file as it was found; null = it was fine, or there was none. */
  readonly problem: string | null;

  constructor(private readonly path: string) {
    const found = readSettings(path);
    this.content = found ?? {};
    if (found === null) this.asidePath = asideOf(path, new Date());
    this.problem = this.asidePath === null ? null : text.dialogs.settingsSetAside(basename(this.asidePath));
  }

  get stored(): StoredSettings {
    return this.content;
  }

  /** Changes the content at once; resolves once it is on the disk. Where that fails the next change tries again. */
  change(content: StoredSettings): Promise<void> {
    this.content = content;
    this.hasChanged = true;
    return this.writes.run(async () => {
      // Changes that waited together are written together.
      if (!this.hasChanged) return;
      this.hasChanged = false;
      try {
        await this.setAside();
        await removeLeftovers(this.path);
        await writeFileAtomically(this.path, `${JSON.stringify(this.content, null, '\t')}\n`);
      } catch (error) {
        this.hasChanged = true;
        throw error;
      }
    });
  }

  /** Resolves once everything that was changed is written, or cannot be. */
  async idle(): Promise<void> {
    await this.writes.idle();
  }

  private async setAside(): Promise<void> {
    if (this.asidePath === null) return;
    await rename(this.path, this.asidePath).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw error;
    });
    this.asidePath = null;
  }
}

/** The content; empty where there is no file, null where there is something that cannot be used. */
function readSettings(path: string): StoredSettings | null {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
    const isObject = typeof content === 'object' && content !== null && !Array.isArray(content);
    return isObject ? (content as StoredSettings) : null;
  } catch (error) {
    return systemCode(error) === 'ENOENT' ? {} : null;
  }
}

/** "settings.json" set aside on a day: "settings-2026-03-09-17-42-10.json". */
function asideOf(path: string, date: Date): string {
  const stamp = date.toISOString().slice(0, 19).replace(/[T:]/g, '-');
  return join(dirname(path), `${basename(path, '.json')}-${stamp}.json`);
}
