import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect } from 'vitest';
import type { MaskOperation } from '#shared/contract/mask.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { ExportFormat } from '#shared/pictures/picture-formats.ts';
import type { Turn, TurnTree } from '#shared/runs/turns.ts';
import { text } from '#shared/text/text.ts';
import { isOnDevice } from '#tests/fixtures/software-gpu.ts';
import { brushLimits } from '#renderer/stores/tools.svelte.ts';
import { AppWindow, patienceMs } from './app-window.ts';
import { type LaunchedApp, type LaunchOptions, launchApp } from './launch.ts';

/** What a user can do and see. Speaks in document pixels and names of actions; knows the selectors so that tests don't. */
export class TesseraApp extends AppWindow {
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

  /** Opens a photo through the dialog; it is shown when this resolves. */
  async openPhoto(path: string): Promise<DocumentSummary> {
    const before = (await this.summary())?.id;
    await this.openByDialog(path);
    return this.until((summary) => summary !== null && summary.id !== before, 'a picture is open');
  }

  /** Closes every photo that is open: where one app serves several tests, each begins with the first page. */
  async closeAll(): Promise<void> {
    await this.window.evaluate(async () => {
      const open = await window.tessera.documents.listOpen();
      for (const { id } of open.ok ? open.value : []) await window.tessera.documents.close(id);
    });
    await this.window.locator('.window.welcome').waitFor({ timeout: patienceMs });
    await this.dismissMessages();
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
    // A temporary file, not renamed yet, is no kept stroke.
    const kept = async (): Promise<string[]> =>
      (await readdir(folder)).filter((name) => name.endsWith('.json'));
    await expect.poll(kept, { timeout: patienceMs }).toHaveLength(1);
  }

  /** Starts the run that the panel is set to; resolves once it is active. */
  async startRun(): Promise<void> {
    await this.window.locator('button[data-action="fill"]:enabled').waitFor({ timeout: patienceMs });
    await this.window.locator('button[data-action="fill"]').click();
    await this.window.locator('[data-dock="run"]').waitFor({ timeout: patienceMs });
  }

  /** Waits for the result's bar; fails at once where the app says that the run failed. */
  async untilResult(timeoutMs = 2.5 * patienceMs): Promise<DocumentSummary> {
    await Promise.race([
      this.window.locator('[data-dock="result"]').waitFor({ timeout: timeoutMs }),
      this.window
        .getByRole('alert')
        .waitFor({ timeout: timeoutMs })
        .then(async () => {
          throw new Error(`the run failed: ${await this.window.getByRole('alert').innerText()}`);
        }),
    ]);
    await this.expectDevice();
    return (await this.summary())!;
  }

  /** Where tests run on the software GPU, all that was made was made there. */
  private async expectDevice(): Promise<void> {
    if (!isOnDevice) return;
    for (const { report } of (await this.tree())!.turns)
      expect(report).toMatchObject({ device: 'webgpu', deviceNote: null });
  }

  async turnIds(): Promise<string[]> {
    return (await this.tree())?.turns.map(({ id }) => id) ?? [];
  }

  async accept(): Promise<DocumentSummary> {
    await this.window.locator('[data-dock="result"] button[data-action="accept"]').click();
    return this.until((summary) => summary!.work === 'none', 'the turn is accepted');
  }

  /** Chooses how much of the fill shows, in percent, and closes the control. */
  async chooseOpacity(opacity: number): Promise<void> {
    await this.press('Control+Shift+f');
    const field = this.window.getByRole('spinbutton', { name: text.window.opacity.label });
    await field.fill(String(opacity));
    await this.press('Enter');
    await this.press('Escape');
    await field.waitFor({ state: 'detached', timeout: patienceMs });
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
  async untilTurns(timeoutMs = 2.5 * patienceMs): Promise<readonly Turn[]> {
    await this.until((summary) => summary?.work === 'turns', 'the run is finished', timeoutMs);
    await this.expectDevice();
    return (await this.tree())!.turns;
  }

  /** Waits until so many turns are there and nothing runs. */
  async untilTurnCount(count: number, timeoutMs = 2.5 * patienceMs): Promise<readonly Turn[]> {
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
    await this.window.locator(`[role="option"][data-value="${format}"]`).click();
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

  /** Chooses the first piece of unsaved work on the welcome screen. */
  async restoreFromWelcome(): Promise<void> {
    await this.window.getByRole('button', { name: text.dialogs.welcome.restoreButton }).first().click();
  }
}
