import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect } from 'vitest';
import { projectFile, untilMounted } from '#tests/e2e/harness/launch.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';

/** The program in a folder that electron-builder unpacked, of whichever system. */
export function executableIn(folder: string): string {
  const found = ['tessera', 'Tessera.exe', 'Tessera.app/Contents/MacOS/Tessera']
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (!found) throw new Error(`${folder} holds no app: ${readdirSync(folder).join(', ')}`);
  return found;
}

/**
 * Starts a packaged app, lets `work` happen in its window, and ends it. Node's inspector is fused off, so it is watched
 * through Chromium's own protocol.
 */
export async function withPackagedApp<Result>(
  executable: string,
  userData: string,
  files: readonly string[],
  work: (app: TesseraApp) => Promise<Result>,
): Promise<Result> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(executable, [...sandbox, '--disable-gpu', '--remote-debugging-port=0', ...files], {
    env: { ...process.env, TESSERA_USER_DATA: userData },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  const printed: string[] = [];
  try {
    const address = await new Promise<string>((resolve, reject) => {
      child.stderr.on('data', (data: Buffer) => {
        printed.push(data.toString());
        const found = /DevTools listening on (ws:\S+)/.exec(printed.join(''));
        if (found?.[1]) resolve(found[1]);
      });
      child.once('exit', () => reject(new Error(`the packaged app ended: ${printed.join('')}`)));
    });
    const browser = await chromium.connectOverCDP(address);
    const context = browser.contexts()[0]!;
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await untilMounted(page);
    const result = await work(TesseraApp.around({ window: page, userData, output: printed }));
    await browser.close();
    return result;
  } finally {
    child.kill();
    await ended;
  }
}

const sample = projectFile('assets/samples/summit-sunset.jpg');

/** The sample photo opens, a part of it is filled, and nothing else changes; then `work` happens. `photo` is as the app finds the sample. */
export const fillSample = (
  executable: string,
  userData: string,
  {
    photo = sample,
    work = async () => undefined,
  }: { photo?: string; work?: (app: TesseraApp) => Promise<void> } = {},
): Promise<void> =>
  withPackagedApp(executable, userData, [photo], async (app) => {
    await app.until((summary) => summary !== null, 'the photo is open');
    await app.selectRectangle({ x: 3000, y: 2100, width: 200, height: 150 });
    await app.startRun();
    await app.untilResult(300_000);
    expect(await app.accept()).toMatchObject({ lastChangedOutsideMask: 0, undoLabel: 'Fill' });
    await work(app);
  });
