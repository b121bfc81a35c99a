import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrowserWindow, screen, type App, dialog } from 'electron';
import type { SettingsStore, WindowPlace } from '#main/preferences/settings-store.ts';
import { systemCode } from '#shared/errors.ts';
import { text, useLanguage } from '#shared/text/text.ts';
import { languageFor } from './spoken-language.ts';

export interface WindowParts {
  readonly preload: string;
  readonly icon: string;
  readonly address: string;
  readonly settings: SettingsStore;
  readonly dark: boolean;
  /** True where this is no package: the window may be inspected. */
  readonly developer: boolean;
}

/** A screen of 1920 x 1080 whose text is twice as large has 960 x 540, less what the system's bars take. */
const smallest = { width: 900, height: 480 };
const firstSize = { width: 1360, height: 880 };

/** Opens a window where the last one was, in a sandbox, with nothing but the preload bridge. */
export function openWindow({
  preload,
  icon,
  address,
  settings,
  dark,
  developer,
}: WindowParts): BrowserWindow {
  const place = visiblePlace(settings.getWindowPlace());
  const window = new BrowserWindow({
    ...(place ?? firstSize),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    backgroundColor: dark ? '#1b1c1e' : '#f4f4f2',
    title: 'Tessera',
    // Macs take it from the package.
    icon,
    // The window has a menu of its own; the system's stays for its keys and for screen readers.
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      webviewTag: false,
      devTools: developer,
    },
  });
  if (place?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    settings.setWindowPlace({ ...window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  void window.loadURL(address);
  return window;
}

/** The remembered place, unless the screen it was on is gone. */
function visiblePlace(place: WindowPlace | null): WindowPlace | null {
  if (!place) return null;
  const { workArea } = screen.getDisplayMatching(place);
  const visible =
    place.x < workArea.x + workArea.width - 100 &&
    place.x + place.width > workArea.x + 100 &&
    place.y >= workArea.y - 10 &&
    place.y < workArea.y + workArea.height - 100;
  return visible ? place : null;
}

/**
 * The last resort where there can be no window: a sentence on the terminal and in a dialog of the system. The app then
 * ends, and with it its lock, so that the next start is a fresh one.
 */
export function endWithoutWindow(app: App, folder: string, error: unknown): void {
  const failed = (): string => text.dialogs.start.failed(folder, systemCode(error));
  process.stderr.write(`${failed()}\n`);
  if (!app.isReady()) app.setPath('userData', mkdtempSync(join(tmpdir(), 'tessera-')));
  void app.whenReady().then(async () => {
    await useLanguage(languageFor(app, 'system'));
    dialog.showErrorBox(text.window.appName, failed());
    app.exit(1);
  });
}
