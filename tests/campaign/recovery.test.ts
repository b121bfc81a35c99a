import { expect, it } from 'vitest';
import { type LaunchOptions, projectFile } from '#tests/e2e/harness/launch.ts';
import { LostProcesses } from '#tests/e2e/harness/lost-processes.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';

/** The canvas shows the same pixels again after so long. */
const promisedMs = 3000;

/** The app with a selection on a photo. */
async function start(options: LaunchOptions = {}): Promise<LostProcesses> {
  const app = await TesseraApp.start(projectFile('tests/fixtures/photos/dogs.jpg'), options);
  await app.selectRectangle({ x: 20, y: 20, width: 40, height: 30 });
  await app.press('h');
  return LostProcesses.watch(app);
}

it.each([
  ['with the graphics card', true],
  ['without', false],
])(
  'nine losses of the graphics process (%s) end neither the app nor its picture, and are told',
  async (_, graphics) => {
    const losses = await start({ graphics });
    for (let loss = 1; loss <= 9; loss++) {
      await losses.signalGraphics('SIGKILL');
      expect(await losses.untilShownAgain(`loss ${loss}`)).toBeLessThan(promisedMs);
    }
    await losses.untilSaid(/draws without the graphics card/);
  },
);

it('a window that hangs is loaded again where the user says so', async () => {
  const losses = await start();
  const asked = await losses.answerBoxes(1);
  const before = await losses.windowProcess();
  process.kill(before, 'SIGSTOP');
  await expect.poll(() => losses.windowProcess(), { timeout: 60_000 }).not.toBe(before);
  expect(await asked()).toEqual(['Tessera does not answer.']);
  await losses.untilSaid(/The window stopped and was loaded again/);
});

it('a window that hangs for a while is waited for where the user says so', async () => {
  const losses = await start();
  const asked = await losses.answerBoxes(0);
  const before = await losses.windowProcess();
  process.kill(before, 'SIGSTOP');
  await expect.poll(asked, { timeout: 60_000 }).toHaveLength(1);
  process.kill(before, 'SIGCONT');
  expect(await losses.untilShownAgain('the window went on')).toBeLessThan(promisedMs);
  expect(await losses.windowProcess()).toBe(before);
});

it('after three reloads in a minute the app starts without the document where the user says so, and offers it', async () => {
  const losses = await start();
  const asked = await losses.answerBoxes(0);
  for (let loss = 1; loss <= 3; loss++) await losses.killWindow();
  expect(await asked()).toEqual([]);
  await losses.killWindow();
  expect(await asked()).toEqual(['The window keeps stopping.']);
  await losses.untilSaid(/Unsaved work/);
});
