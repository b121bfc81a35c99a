import { randomUUID } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import type { NamedFile, RecentFile } from '#shared/contract/documents.ts';
import { text } from '#shared/text/text.ts';

export interface StoredRecentFile extends NamedFile {
  readonly path: string;
  /** Milliseconds since 1970; left out = not known (lists of older versions). */
  readonly openedAt?: number | undefined;
}

/** Where the list is kept between starts. */
export interface RecentFileStorage {
  read(): readonly StoredRecentFile[];
  write(files: readonly StoredRecentFile[]): void;
}

const longestList = 12;

/** The files opened last, latest first. Windows know them by id; paths stay here. */
export class RecentFiles {
  constructor(private readonly storage: RecentFileStorage) {}

  list(): RecentFile[] {
    return this.storage.read().map(({ id, name, path, openedAt = null }) => ({
      id,
      name,
      folder: basename(dirname(path)),
      openedAt,
    }));
  }

  /** @returns its id */
  add(path: string, openedAt = Date.now()): string {
    const before = this.storage.read();
    const known = before.find((file) => file.path === path);
    const file = { ...(known ?? { id: randomUUID(), name: basename(path), path }), openedAt };
    this.storage.write([file, ...before.filter((other) => other !== known)].slice(0, longestList));
    return file.id;
  }

  /** Null where it is not among them. */
  idOf(path: string | null): string | null {
    return this.storage.read().find((file) => file.path === path)?.id ?? null;
  }

  /** @throws TesseraError file-not-found where the id is unknown */
  pathOf(id: string): string {
    const file = this.storage.read().find((entry) => entry.id === id);
    if (!file) throw new TesseraError('file-not-found', text.refusals.noLongerRecent);
    return file.path;
  }
}
