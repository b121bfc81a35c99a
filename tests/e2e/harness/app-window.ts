import { expect } from 'vitest';
import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { MenuCommand } from '#shared/contract/events.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { text } from '#shared/text/text.ts';
import { isOnDevice } from '#tests/fixtures/software-gpu.ts';
import type { LaunchedApp } from './launch.ts';

declare global {
  interface Window {
    readonly tessera: TesseraBridge;
  }
}

/** For what a window does; a software GPU takes its processors. */
export const patienceMs = isOnDevice ? 600_000 : 60_000;

/** The app's window and processes as hands and eyes meet them: keys, pointer, dialogs of the system, what main says of the document. */
export class AppWindow {
  protected constructor(readonly launched: LaunchedApp) {}

  get window() {
    return this.launched.window;
  }

  /** The open document as main describes it, or null. */
  async summary(): Promise<DocumentSummary | null> {
    const answer = await this.window.evaluate(() => window.tessera.documents.current());
    return answer.ok ? answer.value : null;
  }

  /**
   * Waits until the open document satisfies `condition` and the window shows it, and returns it. Main knows a document first; a key
   * that is pressed before the window does is lost.
   */
  async until(
    condition: (summary: DocumentSummary | null) => boolean,
    what: string,
    timeoutMs = patienceMs,
  ): Promise<DocumentSummary> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const summary = await this.summary();
      if (condition(summary)) {
        if (summary !== null) await this.untilShown(summary.id, end - Date.now());
        return summary!;
      }
      if (Date.now() > end)
        throw new Error(
          `waited ${timeoutMs} ms until ${what}; now ${JSON.stringify(summary)}\n${this.launched.output.join('')}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async untilShown(documentId: string, timeoutMs: number): Promise<void> {
    // A timeout of 0 would mean none.
    await this.window
      .locator(`main[data-document="${documentId}"]`)
      .waitFor({ state: 'attached', timeout: Math.max(1000, timeoutMs) });
  }

  /** Presses a key or combination as the window sees it ("Control+z"). */
  async press(keys: string): Promise<void> {
    await this.window.keyboard.press(keys);
  }

  /** Chooses an item of the application's menu. */
  async clickMenu(command: MenuCommand): Promise<void> {
    await this.launched.electron.evaluate(
      ({ Menu }, id) => Menu.getApplicationMenu()!.getMenuItemById(id)!.click(),
      command,
    );
  }

  /** Opens a file through the dialog, which answers `path` (null = the user cancels). */
  async openByDialog(path: string | null): Promise<void> {
    await this.answerOpenDialog(path);
    await this.press('Control+o');
  }

  async answerOpenDialog(path: string | null): Promise<void> {
    await this.answerOpenDialogs([path]);
  }

  /** One answer for each dialog that follows; the last one answers all others. */
  async answerOpenDialogs(paths: readonly (string | null)[]): Promise<void> {
    await this.launched.electron.evaluate(({ dialog }, answers) => {
      const left = [...answers];
      dialog.showOpenDialog = () => {
        const answer = (left.length > 1 ? left.shift() : left[0]) ?? null;
        return Promise.resolve({ canceled: answer === null, filePaths: answer === null ? [] : [answer] });
      };
    }, paths);
  }

  async answerSaveDialog(path: string | null): Promise<void> {
    await this.launched.electron.evaluate(({ dialog }, answer) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: answer === null, filePath: answer ?? '' });
    }, path);
  }

  async stroke(points: readonly (readonly [number, number])[]): Promise<void> {
    const [first, ...rest] = await this.screenPoints(points);
    await this.window.mouse.move(...first!);
    await this.window.mouse.down();
    for (const point of rest) await this.window.mouse.move(...point, { steps: 8 });
    await this.window.mouse.up();
  }

  protected async drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const [start, end] = await this.screenPoints([from, to]);
    await this.window.mouse.move(...start!);
    await this.window.mouse.down();
    await this.window.mouse.move(...end!, { steps: 6 });
    await this.window.mouse.up();
  }

  /** Where document points are in the window now. */
  async screenPoints(points: readonly (readonly [number, number])[]): Promise<[number, number][]> {
    const stage = this.window.locator('[data-viewport]');
    const box = (await stage.boundingBox())!;
    const [scale = 1, x = 0, y = 0] = (await stage.getAttribute('data-viewport'))!.split(' ').map(Number);
    return points.map(([left, top]) => [box.x + x + left * scale, box.y + y + top * scale]);
  }

  /** Where the photo is in the window: left, top, right, bottom, CSS pixels. */
  async photoPlace(): Promise<number[]> {
    const { x, y, width, height } = (await this.summary())!.bounds;
    const corners = [
      [x, y],
      [x + width, y + height],
    ] as const;
    return (await this.screenPoints(corners)).flat().map(Math.round);
  }

  /** The mean of all samples that the picture's canvas shows in a rectangle of document pixels now. */
  async meanOnCanvas(rect: Rect): Promise<number> {
    const { x, y, width, height } = rect;
    const corners = await this.screenPoints([
      [x, y],
      [x + width, y + height],
    ]);
    return this.window.evaluate(
      async ([[left, top], [right, bottom]]) => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const canvas = document.querySelector<HTMLCanvasElement>('[data-viewport] canvas')!;
        const box = canvas.getBoundingClientRect();
        const { data } = canvas
          .getContext('2d')!
          .getImageData(
            (left - box.x) * devicePixelRatio,
            (top - box.y) * devicePixelRatio,
            (right - left) * devicePixelRatio,
            (bottom - top) * devicePixelRatio,
          );
        return data.reduce((sum, sample) => sum + sample, 0) / data.length;
      },
      corners as [[number, number], [number, number]],
    );
  }

  async dismissMessages(): Promise<void> {
    const buttons = this.window.getByRole('button', { name: text.dialogs.dismiss });
    for (let count = await buttons.count(); count > 0; count = await buttons.count())
      await buttons.first().click();
  }

  /** The text of the error on screen. */
  async errorText(): Promise<string> {
    const alert = this.window.getByRole('alert').first();
    await alert.waitFor({ timeout: patienceMs });
    return alert.innerText();
  }

  /** Kills the engine's process as a crash would. */
  async killEngine(): Promise<void> {
    await this.killProcess('Tessera engine');
  }

  /** Kills one of the app's child processes, by the name a task manager shows. */
  async killProcess(name: string): Promise<void> {
    const killed = await this.launched.electron.evaluate(({ app }, wanted) => {
      const child = app
        .getAppMetrics()
        .find((metric) => metric.name === wanted || metric.serviceName === wanted);
      if (child) process.kill(child.pid, 'SIGKILL');
      return child !== undefined;
    }, name);
    expect(killed).toBe(true);
  }
}
