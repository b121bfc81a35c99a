import { type BrowserWindow, dialog } from 'electron';
import { text } from '#shared/text/text.ts';

export interface SupervisorParts {
  /** Tells the window of something that went wrong. */
  tell(message: string): void;
  log(message: string, detail: unknown): void;
  /** Closes the open document; its work stays restorable. */
  closeDocument(): Promise<void>;
  quit(): void;
}

const minuteMs = 60_000;
/** Reloads within a minute before the user is asked. */
const maxReloads = 3;
const beatMs = 2000;
/** Unanswered beats in a row, 10 seconds, before the user is asked: counted, so that a computer that slept is no sign. */
const patientBeats = 5;

/**
 * Looks after a window until it is closed: one whose process died or hangs is loaded again, with its document, because
 * documents live in main. @returns nothing; the window's end ends it
 */
export function superviseWindow(window: BrowserWindow, parts: SupervisorParts): void {
  const { webContents } = window;
  let reloads: number[] = [];
  const recover = async (): Promise<void> => {
    const now = Date.now();
    reloads = reloads.filter((time) => now - time < minuteMs);
    if (reloads.length >= maxReloads) {
      if (!(await wantsToGoOn(window))) return parts.quit();
      await parts.closeDocument();
      reloads = [];
    } else reloads.push(now);
    if (window.isDestroyed()) return;
    webContents.once('did-finish-load', () => parts.tell(text.dialogs.supervisor.reloaded));
    webContents.reload();
  };
  webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit') return;
    parts.log('the window stopped', reason);
    // Electron ends itself where a window is loaded again while it still tells of the loss.
    setImmediate(() => void recover());
  });
  watchHeart(window, () => parts.log('the window hangs', null));
}

/** Asks for a sign of life every two seconds; where none comes the user may wait, or have the window loaded again. */
function watchHeart(window: BrowserWindow, hangs: () => void): void {
  const { webContents } = window;
  let unanswered = 0;
  let question: AbortController | null = null;
  const answered = (): void => {
    unanswered = 0;
    question?.abort();
  };
  const ask = async (): Promise<void> => {
    hangs();
    question = new AbortController();
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      title: text.window.appName,
      message: text.dialogs.supervisor.hangs,
      detail: text.dialogs.supervisor.hangsDetail,
      buttons: [text.dialogs.supervisor.wait, text.dialogs.supervisor.reload],
      defaultId: 0,
      cancelId: 0,
      signal: question.signal,
    });
    const isBack = question.signal.aborted;
    question = null;
    unanswered = 0;
    // A process that hangs would not hear a friendlier end; its loss is then mended like any other.
    if (response === 1 && !isBack && !window.isDestroyed())
      process.kill(webContents.getOSProcessId(), 'SIGKILL');
  };
  const beat = (): void => {
    if (webContents.isCrashed() || webContents.isLoading() || webContents.isDevToolsOpened())
      return answered();
    unanswered++;
    if (unanswered > patientBeats && question === null) void ask();
    webContents.mainFrame.executeJavaScript('0').then(answered, () => undefined);
  };
  const timer = setInterval(beat, beatMs);
  window.on('closed', () => {
    clearInterval(timer);
    question?.abort();
  });
}

/** After too many losses in a row: start without the document, or quit? */
async function wantsToGoOn(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: text.window.appName,
    message: text.dialogs.supervisor.keepsStopping,
    detail: text.dialogs.supervisor.keepsStoppingDetail,
    buttons: [text.dialogs.supervisor.withoutDocument, text.dialogs.supervisor.quit],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 0;
}
