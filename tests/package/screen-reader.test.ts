import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { projectFile, smallPhoto, temporaryFolder } from '#tests/e2e/harness/launch.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';
import { chooseFast } from '#tests/e2e/harness/turn-review.ts';
import { aloud, ScreenReader } from './screen-reader.ts';

/** What was told in each state, for people to look at. */
const folder = projectFile('test-results/read-aloud');
let reader: ScreenReader;
beforeAll(async () => {
  reader = await ScreenReader.start();
  await mkdir(folder, { recursive: true });
});
afterAll(() => reader.stop());

it('a screen reader is told all it takes to open, select by keys, fill, compare and export', async () => {
  const app = await TesseraApp.start(null, {
    environment: reader.environment,
    arguments: ['--force-renderer-accessibility'],
  });
  /** Waits until the lines that stand in `wanted` are told; `unwanted` stand in none. */
  const hears = async (state: string, wanted: readonly RegExp[], unwanted: readonly RegExp[] = []) => {
    let lines: string[] = [];
    const missing = (): string[] => {
      lines = aloud(reader.read());
      return [
        ...wanted.filter((one) => !lines.some((line) => one.test(line))).map((one) => `not told: ${one}`),
        ...unwanted.filter((one) => lines.some((line) => one.test(line))).map((one) => `told: ${one}`),
      ];
    };
    await expect.poll(missing, { timeout: 60_000, interval: 500 }).toEqual([]);
    await writeFile(join(folder, `${state}.txt`), `${lines.join('\n')}\n`);
    // Whatever can be operated has a name.
    expect(
      lines.filter((line) =>
        /^(push|toggle|radio) button ""|^(combo box|slider|spin button|dialog) ""/.test(line),
      ),
    ).toEqual([]);
  };
  const readOut = (words: string): RegExp => new RegExp(`^static ".*${words}.*" read out: polite`);

  await hears('1-welcome', [
    /^document web "Tessera"/,
    /^heading "Tessera"/,
    /^push button "Open photo"/,
    /^list item/,
  ]);
  await app.openByDialog(smallPhoto);
  await app.until((summary) => summary !== null, 'the photo is open');
  await hears('2-open', [
    /^document web "summit-sunset.jpg - Tessera"/,
    /^heading "summit-sunset.jpg"/,
    /^embedded "Picture summit-sunset.jpg, 420 × 280. Arrow keys .*" \(Nothing selected\)/,
    /^tool bar "Tools"/,
    /^push button "Fill" \(First paint over what should go\) \[Control\+Enter\] disabled/,
    /^push button "Undo" .* disabled/,
  ]);

  await app.press('r');
  await app.window.locator('.stage').focus();
  await app.press('Shift+ArrowLeft');
  await hears(
    '3-picture',
    [/^embedded "Picture .* focused/, /^toggle button "Rectangle" \[R\] pressed/, readOut('162, 140')],
    [/^toggle button "Brush" .* pressed/],
  );
  await app.press('Space');
  await hears('4-pen-down', [readOut('162, 140, pen down')]);
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowDown', 'Space']) await app.press(key);
  await hears('5-selected', [
    /^embedded "Picture .*" \(2,304 px selected \(2.0 %\)\) focused/,
    /^push button "Undo rectangle"/,
    /^push button "Clear selection" [^]*\]$/,
  ]);

  await chooseFast(app);
  await app.press('Control+Enter');
  await app.window.locator('[data-dock="run"]').waitFor();
  await hears('6-run', [
    readOut('Run started'),
    /^progress bar "Progress of the run" = .+/,
    /^push button "Pause"/,
    /^push button "Cancel"/,
    /^push button "Fill" .* disabled/,
  ]);
  await app.untilResult();
  await hears('7-result', [
    readOut('Finished. 1 version to look at: Enter accepts, Backspace discards.'),
    /^toggle button "Version 1, from the start" .* pressed/,
    /^toggle button "Step 1 of 4: \d+ squares/,
    /^static "0 pixels changed outside the fill"/,
    /^push button "Accept" .*\[Enter\]/,
    /^push button "Discard" \[Backspace/,
  ]);

  await app.window.keyboard.down('Backslash');
  await hears('8-compare', [/^toggle button "Hold to see before" .* pressed/, readOut(text.run.before)]);
  await app.window.keyboard.up('Backslash');
  await app.press('Enter');
  await app.until((summary) => summary!.work === 'none', 'the result is accepted');
  await hears('9-accepted', [readOut('Result accepted'), /^push button "Undo fill"/]);

  await app.press('Control+e');
  await hears('10-export', [
    /^dialog "Export" modal/,
    /^combo box "Format JPEG" .*focused/,
    new RegExp(
      `^toggle button "Keep metadata" \\(${text.dialogs.export.keepMetadataHint}\\) checkable checked`,
    ),
    /^push button "Choose folder and export"/,
    /^push button "Close"/,
  ]);
  const file = join(await temporaryFolder(), 'out.jpg');
  await app.answerSaveDialog(file);
  await app.window
    .getByRole('dialog')
    .getByRole('button', { name: text.dialogs.export.button })
    .press('Enter');
  await hears('11-exported', [readOut('out.jpg')], [/^dialog/]);
});
