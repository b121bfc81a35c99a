import type { App } from 'electron';
import { appOrigin } from './origin.ts';

/** Rule: a window shows what it was opened with; no navigation, no new windows, no webviews. */
export function refuseNavigation(app: App, developmentServer: string | null): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // about:blank is not asked for, it just happens; the page there could do nothing, but the user's window is gone.
    contents.on('did-navigate', (_event, address) => {
      const home = developmentServer ?? appOrigin;
      if (!address.startsWith(`${home}/`) && /^(about|data|blob):/.test(address))
        void contents.loadURL(`${home}/index.html`);
    });
  });
}
