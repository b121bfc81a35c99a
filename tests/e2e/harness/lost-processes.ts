import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { TesseraApp } from './tessera-app.ts';

const patience = { timeout: 60_000, interval: 200 };

/** Losses of the window's processes, and what the window shows after them, seen from main: a page's own words end with it. */
export class LostProcesses {
  private picture = '';

  private constructor(private readonly app: TesseraApp) {}

  /** Remembers what the window shows once that no longer changes. */
  static async watch(app: TesseraApp): Promise<LostProcesses> {
    const losses = new LostProcesses(app);
    await app.window.mouse.move(5, 5);
    let before = '';
    for (; before !== losses.picture || before === ''; await sleep(500)) {
      before = losses.picture;
      losses.picture = await losses.shown();
    }
    return losses;
  }

  /** The pixels of the canvas, as the compositor has them, but for where messages and their shadows lie over it. */
  private shown(): Promise<string> {
    return this.app.launched.electron.evaluate(async ({ BrowserWindow }) => {
      const { createHash } = process.getBuiltinModule('node:crypto');
      const [window] = BrowserWindow.getAllWindows();
      const { width, height } = window!.getContentBounds();
      const canvas = { x: 500, y: 110, width: width - 820, height: height - 260 };
      const picture = await window!.webContents.capturePage(canvas);
      return createHash('sha256').update(picture.toBitmap()).digest('hex');
    });
  }

  /** @returns milliseconds that it took */
  async untilShownAgain(what: string): Promise<number> {
    const start = Date.now();
    await expect.poll(() => this.shown(), { ...patience, message: what }).toBe(this.picture);
    return Date.now() - start;
  }

  async signalGraphics(signal: NodeJS.Signals): Promise<void> {
    const pid = await this.app.launched.electron.evaluate(
      ({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid,
    );
    if (pid === undefined) throw new Error('There is no graphics process.');
    process.kill(pid, signal);
  }

  windowProcess(): Promise<number> {
    return this.app.launched.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
    );
  }

  /** Kills the window's process and waits until it has another. */
  async killWindow(): Promise<void> {
    const pid = await this.windowProcess();
    process.kill(pid, 'SIGKILL');
    await expect.poll(async () => [0, pid].includes(await this.windowProcess()), patience).toBe(false);
  }

  /** Everything the window says. */
  async untilSaid(words: RegExp): Promise<void> {
    const said = (): Promise<string> =>
      this.app.launched.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript('document.body.innerText'),
      );
    await expect.poll(said, patience).toMatch(words);
  }

  /** Answers every message box from now on; resolves to what they asked. */
  async answerBoxes(response: number): Promise<() => Promise<string[]>> {
    await this.app.launched.electron.evaluate(({ dialog }, answer) => {
      const asked: string[] = [];
      Object.assign(globalThis, { asked });
      dialog.showMessageBox = (...given: unknown[]) => {
        asked.push((given.at(-1) as { message: string }).message);
        return Promise.resolve({ response: answer, checkboxChecked: false });
      };
    }, response);
    return () =>
      this.app.launched.electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  }
}
