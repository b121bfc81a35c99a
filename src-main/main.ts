import { app, BrowserWindow, nativeTheme, protocol, session, type WebContents } from 'electron';
import { setUpLog, logInfo } from './app/log.ts';
import { setMenu } from './app/menu.ts';
import { appPaths } from './app/paths.ts';
import { readStartArguments } from './app/start-arguments.ts';
import { openWindow } from './app/window.ts';
import { compose, type Composition } from './compose.ts';
import { SettingsStore } from './preferences/settings-store.ts';
import { applyEarlyRules, applySessionRules } from './security/apply-rules.ts';
import { serveApp } from './security/app-scheme.ts';
import { appOrigin } from './security/origin.ts';

// The start-up order, as a table of contents.

// 1. Where this user's data lies; tests bring their own folder.
const ownUserData = process.env['TESSERA_USER_DATA'];
if (ownUserData) app.setPath('userData', ownUserData);
const developmentServer = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);

// 2. Rules that must stand before anything else happens.
applyEarlyRules(app, developmentServer);

// 3. One instance: a second start hands its file over and leaves.
if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  const paths = appPaths(app, import.meta.dirname);
  setUpLog(paths.logs, !app.isPackaged);
  const windows = new Set<WebContents>();
  const settings = new SettingsStore();
  let composition: Composition | null = null;
  let fileFromSystem: string | null = readStartArguments(process.argv, process.cwd()).file;

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
    webContents.once('did-finish-load', () => {
      windowIsReady();
      if (composition) composition.broadcast('engine/status', composition.engine.currentStatus);
    });
    window.on('closed', () => windows.delete(webContents));
  };
  const bringToFront = (): void => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return showWindow();
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  const openFromSystem = (path: string): void => {
    if (composition) void composition.openFile(path);
    else fileFromSystem = path;
  };

  app.on('second-instance', (_, argv, workingDirectory) => {
    bringToFront();
    const { file } = readStartArguments(argv, workingDirectory);
    if (file) openFromSystem(file);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFromSystem(path);
  });
  app.on('activate', bringToFront);
  app.on('window-all-closed', () => app.quit());

  void app.whenReady().then(async () => {
    // 4. The session: no network, no permissions; our own schemes.
    applySessionRules(session.defaultSession, developmentServer);
    serveApp(protocol, paths.renderer);

    // 5. Documents, engine, handlers.
    nativeTheme.themeSource = settings.getPreferences().theme;
    const origin = developmentServer ?? appOrigin;
    composition = compose({ app, paths, settings, windows, origin, developmentServer, windowReady });
    setMenu((command) => composition?.broadcast('app/command', { command }));

    // 6. The window first, then what can wait.
    showWindow();
    composition.engine.warmUp();
    if (fileFromSystem) await composition.openFile(fileFromSystem);
    else if (process.env['TESSERA_OPEN_SAMPLE']) await composition.openSample();
    if (composition.documents.current) await composition.mentionRestorable();
    logInfo('started', { version: app.getVersion(), packaged: app.isPackaged });
  });

  // 7. Leaving: journals are closed, children ended; unsaved work stays restorable.
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing || !composition) return;
    event.preventDefault();
    closing = true;
    void composition.dispose().finally(() => app.quit());
  });
}
