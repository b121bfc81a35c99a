import { app, BrowserWindow, nativeTheme, protocol, session, type WebContents } from 'electron';
import { join } from 'node:path';
import { prepareDataFolder } from './app/data-folder.ts';
import { superviseGraphics } from './app/graphics-supervisor.ts';
import { setUpLog, logInfo, logWarning } from './app/log.ts';
import { setMenu } from './app/menu.ts';
import { appPaths } from './app/paths.ts';
import { readStartArguments, workingDirectory } from './app/given-files.ts';
import { superviseWindow } from './app/window-supervisor.ts';
import { openWindow, endWithoutWindow } from './app/window.ts';
import type { Preferences } from '#shared/contract/app.ts';
import { languageFor, speakEverywhere } from './app/spoken-language.ts';
import { compose, type Composition } from './compose.ts';
import { SettingsStore } from './preferences/settings-store.ts';
import { applyEarlyRules, applySessionRules } from './security/window-rules.ts';
import { serveApp } from './security/app-scheme.ts';
import { appOrigin } from './security/origin.ts';

// The start-up order, as a table of contents. Everything that can fail comes after the lock and tells its failure.

// 1. Where this user's data lies; tests bring their own folder.
const ownUserData = process.env['TESSERA_USER_DATA'];
if (ownUserData) app.setPath('userData', ownUserData);
const dataFolder = app.getPath('userData');
const developmentServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);

// 2. Rules that must stand before anything else happens.
applyEarlyRules(app, developmentServer);

// 3. One instance: a second start hands over what it was given and leaves.
const given = readStartArguments(process.argv, app.isPackaged, workingDirectory());
try {
  prepareDataFolder(dataFolder);
  if (app.requestSingleInstanceLock({ given })) start();
  else app.quit();
} catch (error) {
  endWithoutWindow(app, dataFolder, error);
}

/** By then a window has drawn its first page. */
const settledMs = 1000;

function start(): void {
  const paths = appPaths(app, import.meta.dirname);
  setUpLog(paths.logs, !app.isPackaged);
  const windows = new Set<WebContents>();
  const settings = new SettingsStore(join(dataFolder, 'settings.json'), logWarning);
  let composition: Composition | null = null;
  /** What the system asked to open before there were documents. */
  const waiting = [...given];

  const tell = (message: string): void => composition?.tellProblem(message);
  superviseGraphics(app, tell, logWarning);

  let windowIsReady = (): void => undefined;
  const windowReady = new Promise<void>((resolve) => (windowIsReady = resolve));
  const showWindow = (): void => {
    const window = openWindow({
      icon: paths.icon,
      preload: paths.preload,
      address: developmentServer ?? `${appOrigin}/index.html`,
      settings,
      dark: nativeTheme.shouldUseDarkColors,
      developer: !app.isPackaged,
    });
    const { webContents } = window;
    windows.add(webContents);
    webContents.on('did-finish-load', () => {
      windowIsReady();
      if (composition) composition.broadcast('engine/status', composition.engine.currentStatus);
    });
    window.on('closed', () => windows.delete(webContents));
    superviseWindow(window, {
      tell,
      log: logWarning,
      closeDocument: async () => composition?.documents.closeAll(),
      quit: () => app.quit(),
    });
  };
  const bringToFront = (): void => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return showWindow();
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  const openFromSystem = (files: readonly string[]): void => {
    if (composition) void composition.openGiven(files);
    else waiting.push(...files);
  };

  app.on('second-instance', (_, _argv, _workingDirectory, handedOver) => {
    if (composition) bringToFront();
    openFromSystem((handedOver as { given: string[] }).given);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFromSystem([path]);
  });
  app.on('activate', bringToFront);
  app.on('window-all-closed', () => app.quit());

  const begin = async (): Promise<void> => {
    // 4. The session: no network, no permissions; our own schemes.
    applySessionRules(session.defaultSession, developmentServer);
    serveApp(protocol, paths.renderer);

    // 5. Documents, engine, handlers, the language and with it the menu.
    nativeTheme.themeSource = settings.getPreferences().theme;
    const origin = developmentServer ?? appOrigin;
    const showMenu = (): void =>
      setMenu(
        (command) => composition?.broadcast('app/command', { command }),
        settings.getPreferences().shortcuts,
      );
    const changeLanguage = async (chosen: Preferences['language']): Promise<void> => {
      const language = languageFor(app, chosen);
      await speakEverywhere(language);
      composition?.broadcast('app/language', language);
      showMenu();
    };
    const ways = { app, paths, settings, windows, origin, developmentServer, windowReady, leave };
    composition = compose({ ...ways, changeLanguage, showMenu });
    await changeLanguage(settings.getPreferences().language);

    // 6. The window first, then what can wait.
    showWindow();
    composition.engine.warmUp();
    if (settings.problem !== null) composition.tellProblem(settings.problem);
    if (waiting.length > 0) await composition.openGiven(waiting.splice(0));
    else if (process.env['TESSERA_OPEN_SAMPLE']) await composition.openSample();
    await composition.queue.load();
    if (composition.documents.current) await composition.mentionRestorable();
    void windowReady.then(() => setTimeout(() => composition?.expectPhoto(), settledMs));
    logInfo('started', { version: app.getVersion(), packaged: app.isPackaged });
  };
  void app
    .whenReady()
    .then(begin)
    .catch((error: unknown) => {
      logWarning('the start failed', error);
      if (BrowserWindow.getAllWindows().length === 0) endWithoutWindow(app, dataFolder, error);
    });

  // 7. Leaving: journals are closed, children ended; unsaved work stays restorable.
  let closing = false;
  async function leave(): Promise<void> {
    closing = true;
    await composition?.dispose();
  }
  app.on('before-quit', (event) => {
    if (closing || !composition) return;
    event.preventDefault();
    void leave().finally(() => app.quit());
  });
}
