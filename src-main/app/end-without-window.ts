import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, dialog } from 'electron';
import { systemCode } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

/**
 * The last resort where there can be no window: a sentence on the terminal and in a dialog of the system. The app then
 * ends, and with it its lock, so that the next start is a fresh one.
 */
export function endWithoutWindow(app: App, folder: string, error: unknown): void {
  const message = text.dialogs.start.failed(folder, systemCode(error));
  process.stderr.write(`${message}\n`);
  if (!app.isReady()) app.setPath('userData', mkdtempSync(join(tmpdir(), 'tessera-')));
  void app.whenReady().then(() => {
    dialog.showErrorBox(text.window.appName, message);
    app.exit(1);
  });
}
