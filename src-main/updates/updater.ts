import { spawn } from 'node:child_process';
import { copyFile, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { App, Session } from 'electron';
import {
  AppImageUpdater,
  type AppUpdater,
  type CancellationToken,
  DebUpdater,
  type Logger,
  MacUpdater,
  NsisUpdater,
  Provider,
  type ResolvedUpdateFileInfo,
  RpmUpdater,
  type UpdateInfo,
} from 'electron-updater';
import { DownloadedUpdateHelper } from 'electron-updater/out/DownloadedUpdateHelper.js';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import { describeWriteError } from '#engine/files/system-errors.ts';
import { allowOnlyFeed } from '#main/security/update-session.ts';
import type { UpdateOffer } from '#shared/contract/updates.ts';
import { systemCode, TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { maxListBytes, readUpdateList, type UpdateKind, type UpdateList } from './update-list.ts';

export interface UpdaterParts {
  readonly app: Pick<App, 'releaseSingleInstanceLock' | 'quit'>;
  /** The address of the signed list, and the key that it is signed with. */
  readonly feed: string;
  readonly key: string;
  /** How this copy was installed; null = it does not update itself. */
  readonly kind: UpdateKind | null;
  /** Keeps what is downloaded. */
  readonly folder: string;
  readonly log: Logger;
  /** True while a run, a replay or the queue computes. */
  isBusy(): boolean;
  onProgress(fraction: number): void;
  showFile(path: string): void;
  /** Ends all work so that it can be restored, before the app is replaced. */
  dispose(): Promise<void>;
}

const updaters = {
  AppImage: AppImageUpdater,
  deb: DebUpdater,
  rpm: RpmUpdater,
  exe: NsisUpdater,
  zip: MacUpdater,
} as const satisfies Record<UpdateKind, unknown>;

/**
 * Asks for a newer version, downloads it and installs it, each only when somebody asked for it. What is offered is signed; what is
 * downloaded is what was signed. Packages of the system are not installed from here, which would need an administrator: they are shown.
 */
export class Updater {
  private readonly updater: AppUpdater | null;
  private offered: { readonly offer: UpdateOffer; readonly cancellation: CancellationToken } | null = null;

  constructor(private readonly parts: UpdaterParts) {
    const { kind, folder, log } = parts;
    if (kind === null) {
      this.updater = null;
      return;
    }
    const updater = new updaters[kind]();
    this.updater = Object.assign(updater, {
      logger: log,
      autoDownload: false,
      autoInstallOnAppQuit: false,
      disableDifferentialDownload: true,
      // Also where the app is not packaged: tests are such.
      forceDevUpdateConfig: true,
      downloadedUpdateHelper: new DownloadedUpdateHelper(folder),
      // It would keep a number that tells this copy from all others, for gradual releases.
      stagingUserIdPromise: { value: Promise.resolve('') },
    });
    allowOnlyFeed(updater.netSession, parts.feed);
    updater.setFeedURL({ provider: 'custom', updateProvider: signedProvider(parts, updater.netSession) });
    updater.on('download-progress', ({ transferred }) => this.watch(transferred));
  }

  /** What is newer than this version; null = nothing. @throws TesseraError usage, busy, update-unreachable, update-refused */
  async check(): Promise<UpdateOffer | null> {
    const updater = this.ready();
    const found = await updater.checkForUpdates();
    if (!found?.isUpdateAvailable) return null;
    const { version, files, releaseNotes } = found.updateInfo;
    const [file] = files;
    if (file?.size === undefined) throw new TesseraError('update-refused', text.updates.noFile(version));
    const installs = this.parts.kind !== 'deb' && this.parts.kind !== 'rpm';
    const offer = { version, notes: String(releaseNotes), bytes: file.size, installs };
    this.offered = { offer, cancellation: found.cancellationToken! };
    return offer;
  }

  /**
   * Downloads what was offered, then installs it and ends the app, or shows it.
   * @returns the name of the file that is shown; null where it was cancelled or the app ends
   * @throws TesseraError usage, busy, update-unreachable, update-refused, disk-full and others of writing
   */
  async take(): Promise<string | null> {
    const updater = this.ready();
    const path = await this.download(updater);
    if (path === null) return null;
    if (this.offered?.offer.installs) {
      // A run may have begun meanwhile; the file is kept, and found again when this is asked once more.
      this.ready();
      await this.install(updater, path);
      return null;
    }
    this.parts.showFile(path);
    return basename(path);
  }

  cancel(): void {
    this.offered?.cancellation.cancel();
  }

  /** @throws TesseraError usage where this copy does not update itself, busy where something is computed */
  private ready(): AppUpdater {
    if (this.updater === null) throw new TesseraError('usage', text.updates.notHere);
    if (this.parts.isBusy()) throw new TesseraError('busy', text.updates.waits);
    return this.updater;
  }

  private async download(updater: AppUpdater): Promise<string | null> {
    if (this.offered === null) throw new TesseraError('request-invalid', text.updates.unreadable);
    const { cancellation } = this.offered;
    try {
      const [path] = await updater.downloadUpdate(cancellation);
      return path ?? null;
    } catch (error) {
      if (this.isTooLong) throw wrongFile(error);
      if (cancellation.cancelled) return null;
      throw describeDownloadError(error, this.parts.folder);
    } finally {
      this.isTooLong = false;
    }
  }

  /** More than the list says is not what it lists: it is not waited for. */
  private watch(bytes: number): void {
    if (this.offered === null) return;
    this.isTooLong = bytes > this.offered.offer.bytes;
    if (this.isTooLong) this.offered.cancellation.cancel();
    else this.parts.onProgress(bytes / this.offered.offer.bytes);
  }
  private isTooLong = false;

  private async install(updater: AppUpdater, path: string): Promise<void> {
    const { app, kind, folder, dispose } = this.parts;
    if (kind !== 'AppImage') {
      await dispose();
      app.releaseSingleInstanceLock();
      updater.quitAndInstall(true, true);
      return;
    }
    // The library deletes the old file before it moves the new one, which may fail: here one takes the place of the other.
    const present = process.env['APPIMAGE']!;
    const beside = `${present}.new`;
    try {
      await copyFile(path, beside);
      await rename(beside, present);
    } catch (error) {
      await rm(beside, { force: true });
      throw describeWriteError(error, present);
    }
    await rm(folder, { recursive: true, force: true });
    await dispose();
    app.releaseSingleInstanceLock();
    spawn(present, [], { detached: true, stdio: 'ignore' }).unref();
    app.quit();
  }
}

const wrongFile = (cause: unknown): TesseraError =>
  new TesseraError('update-refused', text.updates.wrongFile, { cause });

function describeDownloadError(error: unknown, folder: string): unknown {
  if ((error as { code?: unknown }).code === 'ERR_CHECKSUM_MISMATCH') return wrongFile(error);
  if (systemCode(error) !== null) return describeWriteError(error, folder);
  return new TesseraError('update-unreachable', text.updates.unreachable, { cause: error });
}

/** Gives electron-updater the file for this copy out of the signed list. */
function signedProvider({ feed, key, kind }: UpdaterParts, session: Session) {
  return class extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }

    override async getLatestVersion(): Promise<UpdateInfo> {
      const { version, notes, files } = await fetchList(session, feed, key);
      const wanted = files.filter((file) => file.kind === kind && file.arch === process.arch);
      return {
        version,
        releaseNotes: notes,
        files: wanted.slice(0, 1).map(({ name, bytes, sha512 }) => ({ url: name, size: bytes, sha512 })),
        // Fields of earlier versions of the library.
        path: '',
        sha512: '',
        releaseDate: '',
      };
    }

    override resolveFiles({ files }: UpdateInfo): ResolvedUpdateFileInfo[] {
      return files.map((info) => ({ url: new URL(encodeURIComponent(info.url), feed), info }));
    }
  };
}

async function fetchList(session: Session, feed: string, key: string): Promise<UpdateList> {
  const bytes = await fetchBytes(session, feed);
  const signature = await fetchBytes(session, `${feed}.sig`);
  return readUpdateList(bytes, signature.toString('latin1'), key);
}

/** @throws TesseraError update-unreachable, update-refused where it is longer than any list */
async function fetchBytes(session: Session, address: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    const signal = AbortSignal.timeout(30_000);
    const response = await session.fetch(address, { redirect: 'error', cache: 'no-store', signal });
    if (!response.ok || response.body === null) throw new Error(`the server answers ${response.status}`);
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      length += piece.length;
      if (length > maxListBytes) throw new TesseraError('update-refused', text.updates.notSigned);
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof TesseraError) throw error;
    throw new TesseraError('update-unreachable', text.updates.unreachable, { cause: error });
  }
  return Buffer.concat(pieces);
}
