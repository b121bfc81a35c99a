import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect } from 'vitest';
import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { MenuCommand } from '#shared/contract/events.ts';
import type { MaskOperation } from '#shared/contract/mask.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { ExportFormat } from '#shared/pictures/picture-formats.ts';
import type { Turn, TurnTree } from '#shared/runs/turns.ts';
import { text } from '#shared/text/text.ts';
import { brushLimits } from '#renderer/stores/tools.svelte.ts';
import { type LaunchedApp, type LaunchOptions, launchApp } from './launch.ts';

declare global {
  interface Window {
    readonly tessera: TesseraBridge;
  }
}

const patienceMs = 60_000;

/** What a user can do and see. Speaks in document pixels and names of actions; knows the selectors so that tests don't. */
export class TesseraApp {
  private constructor(readonly launched: LaunchedApp) {}

  /** Starts the app; where a picture is given it is open when this resolves. */
  static async start(picture: string | null, options: LaunchOptions = {}): Promise<TesseraApp> {
    const launched = await launchApp({
      ...options,
      arguments: [...(options.arguments ?? []), ...(picture ? [picture] : [])],
    });
    const app = new TesseraApp(launched);
    if (picture) await app.until((summary) => summary !== null, 'a picture is open');
    return app;
  }

  /** An app that was started otherwise (packaged): what needs Electron's own handle is not there. */
  static around(launched: Pick<LaunchedApp, 'window' | 'userData' | 'output'>): TesseraApp {
    return new TesseraApp(launched as LaunchedApp);
  }

  get window() {
    return this.launched.window;
  }

  /** The open document as main describes it, or null. */
  async summary(): Promise<DocumentSummary | null> {
    const answer = await this.window.evaluate(() => window.tessera.documents.current());
    return answer.ok ? answer.value : null;
  }

  /** Waits until the open document satisfies `condition`, and returns it. */
  async until(
    condition: (summary: DocumentSummary | null) => boolean,
    what: string,
    timeoutMs = patienceMs,
  ): Promise<DocumentSummary> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const summary = await this.summary();
      if (condition(summary)) return summary!;
      if (Date.now() > end)
        throw new Error(
          `waited ${timeoutMs} ms until ${what}; now ${JSON.stringify(summary)}\n${this.launched.output.join('')}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
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

  /** One answer for each dialog that follows; the last one goes on answering. */
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

  /** Selects a rectangle of document pixels with the rectangle tool and waits until it is committed. */
  async selectRectangle(rect: Rect): Promise<DocumentSummary> {
    const before = (await this.summary())!.maskRevision;
    await this.press('r');
    await this.drag([rect.x, rect.y], [rect.x + rect.width, rect.y + rect.height]);
    return this.until((summary) => summary!.maskRevision > before, 'the rectangle is selected');
  }

  /** Paints one brush stroke along document points and waits until it is committed. */
  async brushStroke(points: readonly (readonly [number, number])[]): Promise<DocumentSummary> {
    const before = (await this.summary())!.maskRevision;
    await this.press('b');
    await this.stroke(points);
    return this.until((summary) => summary!.maskRevision > before, 'the stroke is painted');
  }

  /** Lifts the pen of a retouching tool after a stroke along document points; waits for nothing. */
  async retouch(how: 'heal' | 'restore', points: readonly (readonly [number, number])[]): Promise<void> {
    await this.press(how === 'heal' ? 'j' : 'y');
    await this.stroke(points);
  }

  /** Paints the photo back along document points and waits until the picture is made. */
  async restoreStroke(points: readonly (readonly [number, number])[]): Promise<DocumentSummary> {
    const before = (await this.summary())!.pixelRevision;
    await this.retouch('restore', points);
    return this.until((summary) => summary!.pixelRevision > before, 'the stroke is restored');
  }

  /** Takes the Heal tool with about this brush size: the slider has a thousand places. */
  async chooseHeal(size: number): Promise<void> {
    await this.press('j');
    const { largest } = brushLimits;
    const place = 10 * Math.round((100 * Math.log(size)) / Math.log(largest));
    await this.window.getByRole('slider', { name: text.window.brushSize }).fill(String(place));
  }

  /** Waits until a healing stroke that is not made yet lies on the disk. */
  async untilStrokeIsKept(): Promise<void> {
    const { id } = (await this.summary())!;
    const folder = join(this.launched.userData, 'documents', id, 'strokes');
    await expect.poll(() => readdir(folder), { timeout: patienceMs }).toHaveLength(1);
  }

  async stroke(points: readonly (readonly [number, number])[]): Promise<void> {
    const [first, ...rest] = await this.screenPoints(points);
    await this.window.mouse.move(...first!);
    await this.window.mouse.down();
    for (const point of rest) await this.window.mouse.move(...point, { steps: 8 });
    await this.window.mouse.up();
  }

  private async drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
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

  /** Starts the run that the panel is set to; resolves once it goes on. */
  async startRun(): Promise<void> {
    await this.window.locator('button[data-action="fill"]:enabled').waitFor({ timeout: patienceMs });
    await this.window.locator('button[data-action="fill"]').click();
    await this.window.locator('[data-dock="run"]').waitFor({ timeout: patienceMs });
  }

  /** Waits for the result's bar; fails at once where the app says that the run failed. */
  async untilResult(timeoutMs = 150_000): Promise<DocumentSummary> {
    await Promise.race([
      this.window.locator('[data-dock="result"]').waitFor({ timeout: timeoutMs }),
      this.window
        .getByRole('alert')
        .waitFor({ timeout: timeoutMs })
        .then(async () => {
          throw new Error(`the run failed: ${await this.window.getByRole('alert').innerText()}`);
        }),
    ]);
    return (await this.summary())!;
  }

  async turnIds(): Promise<string[]> {
    return (await this.tree())?.turns.map(({ id }) => id) ?? [];
  }

  async accept(): Promise<DocumentSummary> {
    await this.window.locator('[data-dock="result"] button[data-action="accept"]').click();
    return this.until((summary) => summary!.work === 'none', 'the turn is accepted');
  }

  async discard(): Promise<DocumentSummary> {
    await this.window.locator('[data-dock="result"] button[data-action="discard"]').click();
    const sure = this.window.locator('button[data-action="discard-yes"]');
    if (await sure.isVisible()) await sure.click();
    return this.until((summary) => summary!.work === 'none', 'the turn is discarded');
  }

  /** The turns of the open document as main describes them, or null. */
  async tree(): Promise<TurnTree | null> {
    const { id } = (await this.summary())!;
    const answer = await this.window.evaluate((document) => window.tessera.turns.tree(document), id);
    return answer.ok ? answer.value : null;
  }

  /** Waits until nothing runs any more and turns wait. */
  async untilTurns(timeoutMs = 150_000): Promise<readonly Turn[]> {
    await this.until((summary) => summary?.work === 'turns', 'the run is finished', timeoutMs);
    return (await this.tree())!.turns;
  }

  /** Waits until so many turns are there and nothing runs. */
  async untilTurnCount(count: number, timeoutMs = 150_000): Promise<readonly Turn[]> {
    await this.window.locator('[data-dock="run"]').waitFor({ state: 'detached', timeout: timeoutMs });
    const turns = await this.untilTurns(timeoutMs);
    expect(turns).toHaveLength(count);
    return turns;
  }

  async cancel(): Promise<void> {
    await this.window.locator('[data-dock="run"]').getByRole('button', { name: text.run.cancel }).click();
    await this.window.locator('[data-dock="run"]').waitFor({ state: 'detached', timeout: patienceMs });
  }

  async undo(): Promise<DocumentSummary> {
    return this.step('Control+z');
  }

  async redo(): Promise<DocumentSummary> {
    return this.step('Control+Shift+z');
  }

  /** Goes to the first state of the history that is called so. */
  async goThroughHistory(label: string): Promise<void> {
    const before = (await this.summary())!;
    await this.window.getByRole('button', { name: text.window.history.title }).click();
    await this.window.getByRole('menuitem', { name: label, exact: true }).first().click();
    await this.until((now) => now!.undoLabel !== before.undoLabel, `${label} shows`);
  }

  private async step(keys: string): Promise<DocumentSummary> {
    const before = (await this.summary())!;
    await this.press(keys);
    return this.until(
      (summary) => summary!.undoLabel !== before.undoLabel || summary!.canRedo !== before.canRedo,
      `${keys} is done`,
    );
  }

  /** Exports as PNG to `path` through the export dialog; resolves once the file is written. */
  async exportPng(path: string): Promise<void> {
    await this.answerSaveDialog(path);
    await this.press('Control+e');
    const dialog = this.window.getByRole('dialog');
    await this.chooseExportFormat('png');
    await dialog.getByRole('button', { name: text.dialogs.export.button }).click();
    await dialog.waitFor({ state: 'detached', timeout: patienceMs });
  }

  /** In the open export dialog. */
  async chooseExportFormat(format: ExportFormat): Promise<void> {
    await this.window.getByRole('dialog').locator('.choice-trigger').click();
    await this.window.getByRole('option', { name: text.dialogs.export.formats[format] }).click();
  }

  /** Asks main to export without the window's dialog: for answers that a user could only get by choosing oddly. */
  async exportDirectly(path: string, format: 'png' | 'jpeg') {
    await this.answerSaveDialog(path);
    const documentId = (await this.summary())!.id;
    return this.window.evaluate(
      (request) => window.tessera.documents.export({ ...request, quality: null, keepMetadata: true }),
      { documentId, format },
    );
  }

  /** Opens through the dialog, but answers what main answered: for files that must be refused. */
  async openDirectly(path: string) {
    await this.answerOpenDialog(path);
    return this.window.evaluate(() => window.tessera.documents.openDialog());
  }

  async operateMask(documentId: string, operation: MaskOperation) {
    return this.window.evaluate((request) => window.tessera.mask.operate({ ...request, pixels: 0 }), {
      documentId,
      operation,
    });
  }

  /** Commits coverage as a gesture would; `deflated` as in the contract. */
  async commitMask(documentId: string, rect: Rect, deflated: Uint8Array) {
    return this.window.evaluate(
      (request) =>
        window.tessera.mask.commit({
          ...request,
          coverage: Uint8Array.from(request.coverage),
          action: 'Brush',
        }),
      { documentId, rect, coverage: [...deflated] },
    );
  }

  /** Forbids all of the picture as a source, as one gesture over it would. */
  async forbidAll(): Promise<void> {
    const { id: documentId, bounds: rect } = (await this.summary())!;
    const coverage = [...deflateSync(new Uint8Array(rect.width * rect.height).fill(255))];
    await this.window.evaluate(
      (request) =>
        window.tessera.mask.commit({
          ...request,
          coverage: Uint8Array.from(request.coverage),
          action: 'Never copy from',
          plane: 'no-source',
        }),
      { documentId, rect, coverage },
    );
  }

  async dismissMessages(): Promise<void> {
    const buttons = this.window.getByRole('button', { name: text.dialogs.dismiss });
    for (let count = await buttons.count(); count > 0; count = await buttons.count())
      await buttons.first().click();
  }

  /** Chooses the first piece of unsaved work on the welcome screen. */
  async restoreFromWelcome(): Promise<void> {
    await this.window.getByRole('button', { name: text.dialogs.welcome.restoreButton }).first().click();
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
