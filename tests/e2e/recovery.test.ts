import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectFile } from './harness/launch.ts';
import { LostProcesses } from './harness/lost-processes.ts';
import { TesseraApp } from './harness/tessera-app.ts';

/** What the app does when one of its window's processes is lost, or the screen changes. One app for all. */
let app: TesseraApp;
let losses: LostProcesses;

beforeAll(async () => {
  app = await TesseraApp.start(projectFile('tests/fixtures/photos/dogs.jpg'), { keepForAll: true });
  await app.selectRectangle({ x: 20, y: 20, width: 40, height: 30 });
  await app.press('h');
  losses = await LostProcesses.watch(app);
});
afterAll(() => app.launched.close());

it('a lost graphics process takes nothing of the picture with it', async () => {
  for (const loss of ['first', 'second']) {
    await losses.signalGraphics('SIGKILL');
    await losses.untilShownAgain(`the ${loss} loss`);
  }
});

it('a screen of another density is drawn with its own pixels at once', async () => {
  const debug = await app.window.context().newCDPSession(app.window);
  const canvas = app.window.locator('[data-viewport] canvas').first();
  const density = (): Promise<number> =>
    canvas.evaluate((element) => (element as HTMLCanvasElement).width / element.clientWidth);
  const { width, height } = await app.window.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  await debug.send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: 2,
    mobile: false,
  });
  await expect.poll(density).toBe(2);
  await debug.send('Emulation.clearDeviceMetricsOverride');
  await expect.poll(density).toBe(1);
  await losses.untilShownAgain('the first density');
});

it('a lost window is loaded again with its document, and says so', async () => {
  await losses.killWindow();
  await losses.untilSaid(/The window stopped and was loaded again/);
  const title = (): Promise<string> =>
    app.launched.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle());
  await expect.poll(title, { timeout: 10_000 }).toBe('dogs.jpg - Tessera');
});
