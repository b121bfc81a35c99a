import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { type App, ipcMain, nativeTheme, protocol, session, shell, type WebContents } from 'electron';
import { isPackFilePath } from '#engine/packs/pack-file.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import type { AppInfo, LinkName, Preferences } from '#shared/contract/app.ts';
import { toErrorReport } from '#shared/error-report.ts';
import { text } from '#shared/text/text.ts';
import type { EngineMessage, EngineRequest } from '#engine/protocol.ts';
import { copyPng, readClipboard } from './app/clipboard-picture.ts';
import { dragFile } from './app/drag-file.ts';
import { OpeningOffers } from './app/opening-offers.ts';
import { PackOffers } from './app/pack-offers.ts';
import { GivenFiles } from './app/given-files.ts';
import { logInfo, logWarning } from './app/log.ts';
import { bugReport } from './app/bug-report.ts';
import { commandLineOf, ownCommandLinePlace } from './app/command-line-file.ts';
import { clearCaches, dataUse } from './app/data-folder.ts';
import { openLink } from './security/external-links.ts';
import type { AppPaths } from './app/paths.ts';
import { joinRecipes } from './documents/document-state.ts';
import { utilityChild } from './children/utility-process.ts';
import { DocumentStore } from './documents/document-store.ts';
import { DraggedFiles } from './documents/dragged-files.ts';
import type { OpenDocument } from './documents/open-document.ts';
import { PhotoOpener } from './documents/photo-opener.ts';
import { PictureExporter } from './documents/picture-exporter.ts';
import { RecentFiles } from './documents/recent-files.ts';
import { restorableMentions } from './documents/restorable-documents.ts';
import { Thumbnails } from './documents/thumbnails.ts';
import { SerialQueue } from './documents/serial-queue.ts';
import { appHandlers } from './ipc/app-handlers.ts';
import type { Broadcast } from '#shared/contract/events.ts';
import { dialogs } from './ipc/dialogs.ts';
import { documentHandlers } from './ipc/document-handlers.ts';
import { serveImages } from './ipc/image-protocol.ts';
import { maskHandlers } from './ipc/mask-handlers.ts';
import { packHandlers } from './ipc/pack-handlers.ts';
import { projectHandlers } from './ipc/project-handlers.ts';
import { queueHandlers } from './ipc/queue-handlers.ts';
import { registerHandlers } from './ipc/router.ts';
import { runHandlers, turnHandlers } from './ipc/run-handlers.ts';
import { updateHandlers } from './ipc/update-handlers.ts';
import { EngineHost } from './jobs/engine-host.ts';
import { Healer } from './jobs/healer.ts';
import { RecipeReplayer } from './jobs/recipe-replayer.ts';
import { RunManager } from './jobs/run-manager.ts';
import { ProjectSaver } from './projects/project-saver.ts';
import { createPixelProcesses } from './pixels/pixel-process.ts';
import type { SettingsStore } from './preferences/settings-store.ts';
import { QueueDrafts } from './queue/draft.ts';
import { PhotoQueue } from './queue/photo-queue.ts';
import { isTrustedSender } from './security/window-rules.ts';
import { TurnStore } from './turns/turn-store.ts';
import { updateKindOf } from './updates/installation.ts';

export interface CompositionParts {
  readonly app: App;
  readonly paths: AppPaths;
  readonly settings: SettingsStore;
  /** Contents of all open windows. */
  readonly windows: ReadonlySet<WebContents>;
  readonly origin: string;
  readonly developmentServer: string | null;
  /** Resolves once a window can hear events. */
  readonly windowReady: Promise<void>;
  /** Ends all work before the app is replaced by a new version. */
  leave(): Promise<void>;
  /** Main, its children and the menu speak the language that was chosen. */
  changeLanguage(chosen: Preferences['language']): Promise<void>;
  /** Keys were chosen that the menu shows. */
  showMenu(): void;
}

/** What main.ts needs of everything that was put together. */
export interface Composition {
  readonly documents: DocumentStore;
  readonly engine: EngineHost;
  readonly broadcast: Broadcast;
  readonly queue: PhotoQueue;
  /** Opens what a start or the system hands over (paths, addresses); what goes wrong is told to the window. */
  openGiven(given: readonly string[]): Promise<void>;
  openSample(): Promise<void>;
  /** Tells the window of something that went wrong. */
  tellProblem(message: string): void;
  /** Nothing is open: what opening a photo takes is made ready. */
  expectPhoto(): void;
  /** Says that there is unsaved work from last time, where a picture hides the list of it. */
  mentionRestorable(): Promise<void>;
  dispose(): Promise<void>;
}

/** Makes the parts and wires them: documents, pixels, engine, runs, handlers, image addresses. */
export function compose({
  app,
  paths,
  settings,
  windows,
  origin,
  developmentServer,
  windowReady,
  leave,
  changeLanguage,
  showMenu,
}: CompositionParts): Composition {
  const broadcast: Broadcast = (name, event) => {
    for (const contents of windows) if (!contents.isDestroyed()) contents.send(name, event);
  };
  const tellProblem = (message: string): void =>
    void windowReady.then(() => broadcast('app/message', { kind: 'error', message }));
  const tell = (error: unknown): void => tellProblem(toErrorReport(error).message);
  const packs = { bundled: paths.bundledPacks, shared: paths.sharedPacks, user: paths.userPacks };
  const pixelProcesses = createPixelProcesses(paths.pixels);
  const pixels = pixelProcesses.operations;
  let isLeaving = false;
  const expectPhoto = (): void => {
    if (!isLeaving) void pixels.prepare().catch(() => undefined);
  };
  const recent = new RecentFiles(settings.recentFiles);
  const thumbnails = new Thumbnails(paths.thumbnails, pixels, logWarning);
  const engineChild = utilityChild<EngineRequest, EngineMessage>(paths.engine, {
    serviceName: 'Tessera engine',
    arguments: [paths.speeds, paths.deviceChoices],
    workingDirectory: paths.resources,
    lowPriority: true,
  });
  const engine = new EngineHost(engineChild, (status) => {
    if (status.message) logWarning('engine', status.message);
    broadcast('engine/status', status);
  });
  const turns = new TurnStore(broadcast);
  const exports = new SerialQueue();
  const exporter = new PictureExporter({
    ...{ pixels, appVersion: app.getVersion(), signingKey: paths.signingKey },
  });
  const dragged = new DraggedFiles({
    ...{ folder: paths.dragged, pixels, exporter },
    drag(file, icon) {
      const [contents] = windows;
      if (contents) dragFile(contents, file, icon);
    },
  });
  void exports.run(() => dragged.empty()).catch((error: unknown) => logWarning('old drags stay', error));
  const documents = new DocumentStore(
    paths.documents,
    pixels,
    {
      changed: (summary) => broadcast('document/changed', summary),
      shown: (summary) => broadcast('document/shown', summary),
      opening: (look) => void windowReady.then(() => broadcast('document/opening', look)),
      closed: (id, kept, left) => {
        broadcast('document/closed', { id, kept });
        if (left === 0) expectPhoto();
      },
      note: (message) => broadcast('app/message', { kind: 'info', message }),
    },
    turns,
  );
  const runs = new RunManager({ engine, documents, turns, pixels, packs, emit: broadcast });
  const healer = new Healer({ engine, pixels, packs });
  const projects = new ProjectSaver({
    pixels,
    appVersion: app.getVersion(),
    whileRegionRests: (id, work) => turns.whileRegionRests(id, work),
  });
  const replayer = new RecipeReplayer({
    engine,
    pixels,
    packs,
    isRunning: () => runs.isRunning,
    emit: broadcast,
  });
  documents.whenClosing(async (id) => {
    await Promise.all([projects.idle(), exports.idle(), thumbnails.idle()]);
    await replayer.cancel(id);
    await runs.endWorkOn(id);
  });
  const queue = new PhotoQueue({
    folder: paths.queue,
    background: engine.background,
    pixels,
    packs,
    credentials: { key: paths.signingKey, version: app.getVersion() },
    emit: broadcast,
    tell: tellProblem,
    log: logWarning,
  });
  const drafts = new QueueDrafts({
    queue,
    pixels,
    appVersion: app.getVersion(),
    lastExport: () => settings.getPreferences().lastExport,
  });
  const photos = new PhotoOpener({ documents, pixels, recent, thumbnails, samples: paths.samples });
  const openFile = photos.openFile.bind(photos);
  const resumeStrokes = async (document: OpenDocument): Promise<void> => {
    const { strokes, done } = await healer.resume(document);
    const message =
      document.work === 'none' ? text.run.strokesResumed(strokes) : text.run.strokesWaitAgain(strokes);
    if (strokes > 0) broadcast('app/message', { kind: 'info', message });
    await done;
  };
  const offers = new PackOffers(
    packs,
    (offer) => void windowReady.then(() => broadcast('packs/offer', offer)),
  );
  const openings = new OpeningOffers({
    waysToOpen: (path) => pixels.waysToOpen(path),
    lookAt: (path) => pixels.lookAtPicture({ kind: 'file', path }),
    openFile,
    show: (offer) => void windowReady.then(() => broadcast('app/offer-opening', offer)),
    showPreview: (id, picture) =>
      void windowReady.then(() => broadcast('app/opening-preview', { id, picture })),
  });
  const given = new GivenFiles({
    openFile: async (path) => {
      if (!isPackFilePath(path)) return openings.open(path);
      await offers.offer(path);
      return null;
    },
    offer: (offer) => void windowReady.then(() => broadcast('app/offer-files', offer)),
    tell,
  });

  const info: AppInfo = {
    version: app.getVersion(),
    electron: process.versions.electron,
    unofficialElectron: Boolean(process.env['TESSERA_UNOFFICIAL_ELECTRON_RUNNING']),
    threads: availableParallelism(),
  };
  const isRunning = (): boolean => runs.isRunning || replayer.isReplaying() || queue.isWorking;
  const ofPacks = packHandlers({ engine, packs, dialogs, broadcast, offers, isRunning });
  const dispose = async (): Promise<void> => {
    isLeaving = true;
    await queue.dispose();
    await documents.closeAll();
    engine.dispose();
    pixelProcesses.dispose();
    logInfo('closed');
  };
  const ofUpdates = hasUpdates
    ? updateHandlers({
        app,
        feed: updateFeed,
        key: updateKey,
        kind: updateKindOf({
          platform: process.platform,
          environment: process.env,
          executable: process.execPath,
          resources: paths.resources,
        }),
        folder: paths.updates,
        log: { info: logInfo, warn: logWarning, error: logWarning },
        isBusy: isRunning,
        onProgress: (fraction) => broadcast('updates/progress', { fraction }),
        showFile: (path) => shell.showItemInFolder(path),
        dispose: leave,
      })
    : // A build without updates has none of their channels.
      ({} as ReturnType<typeof updateHandlers>);
  const saveReport = async (): Promise<string | null> => {
    const path = await dialogs.saveReport(`tessera-report-${new Date().toISOString().slice(0, 10)}.zip`);
    if (path === null) return null;
    const { current } = documents;
    const report = await bugReport({
      info,
      log: join(paths.logs, 'main.log'),
      recipe: current && joinRecipes(current.present.recipes),
      names: [...recent.list(), ...documents.all.map(({ origin }) => origin)].map(({ name }) => name),
      devices: () => ofPacks['devices/list'](undefined),
    });
    await writeFileAtomically(path, report);
    return basename(path);
  };

  registerHandlers(
    ipcMain,
    {
      ...appHandlers({
        info,
        openLink: (name: LinkName) => openLink(name, paths),
        dataUse: () => dataUse(paths.user),
        clearCaches: async () => {
          await clearCaches(paths, session.defaultSession);
          return dataUse(paths.user);
        },
        saveReport,
        showData: () => shell.openPath(paths.user).then(() => undefined),
        commandLine: commandLineOf(ownCommandLinePlace(app, paths.resources)),
        preferences: {
          get: () => settings.getPreferences(),
          set: async (changes) => {
            if (changes.theme) nativeTheme.themeSource = changes.theme;
            const after = settings.setPreferences(changes);
            if (changes.shortcuts) showMenu();
            if (changes.language) await changeLanguage(changes.language);
            return after;
          },
        },
      }),
      ...documentHandlers({
        documents,
        pixels,
        recent,
        given,
        dialogs,
        exports,
        readClipboard,
        copyPng,
        openings,
        openSample: () => photos.openSample(),
        openExample: (name) => photos.openExample(name),
        appVersion: app.getVersion(),
        exporter,
        dragged,
        refuseWhileReplaying: () => replayer.refuseWhileReplaying(),
        turns,
        showInFolder: (path) => shell.showItemInFolder(path),
        resumeStrokes: (id) => void resumeStrokes(documents.get(id)).catch(tell),
      }),
      ...maskHandlers(documents, pixels, exports, dialogs),
      ...ofPacks,
      ...ofUpdates,
      ...runHandlers(runs, replayer, (id, stroke) => healer.heal(documents.get(id), stroke)),
      ...turnHandlers({
        tree: (id) => turns.tree(id),
        accept: (id, turnId) => runs.accept(id, turnId),
        discard: (id, turnId) => turns.discard(id, turnId),
        discardAll: (id) => runs.discardAll(id),
      }),
      ...projectHandlers({ documents, projects, replayer, pixels, recent, dialogs }),
      ...queueHandlers({
        ...{ queue, drafts, documents, given, dialogs, openFile },
        showInFolder: (path) => shell.showItemInFolder(path),
      }),
    },
    { isTrusted: (event) => isTrustedSender(event, windows, developmentServer), log: logWarning },
  );
  serveImages(protocol, { documents, turns, runs, pixels, thumbnails, queue, origin });

  return {
    documents,
    engine,
    broadcast,
    queue,
    openGiven: (files) => given.open(files).then(() => undefined, tell),
    openSample: () => photos.openSample().then(() => undefined, tell),
    tellProblem,
    expectPhoto() {
      if (documents.current === null) expectPhoto();
    },
    async mentionRestorable() {
      const kept = await documents.listRestorable();
      await windowReady;
      for (const message of restorableMentions(kept)) broadcast('app/message', { kind: 'info', message });
    },
    dispose,
  };
}
