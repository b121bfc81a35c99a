import { expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { smallPhoto, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { chooseFast, stroke } from './harness/turn-review.ts';

const region = { x: 200, y: 150, width: 180, height: 120 };

/** AR steps of the plan as Advanced counts them, once it is settled. */
async function plannedSteps(app: TesseraApp): Promise<number> {
  const advanced = app.window.getByRole('button', { name: text.panels.advanced, expanded: false });
  if ((await advanced.count()) > 0) await advanced.click();
  await app.window
    .locator('[data-status="plan"]:not(.settling)')
    .getByText(/details/i)
    .waitFor();
  const words = await app.window.locator('[data-status="plan-steps"]').innerText();
  return Number(/in (\d+) AR step/.exec(words)![1]);
}

/** What the bar of a run says from now on: step and steps of a part, part and parts (1 of 1 where it names none). */
async function watchRunBar(app: TesseraApp): Promise<() => Promise<number[][]>> {
  const seen = await app.window.evaluateHandle(() => {
    const lines = new Set<string>();
    const look = () => lines.add(document.querySelector('[data-dock="run"] .line .soft')?.textContent ?? '');
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    return lines;
  });
  return async () =>
    (await seen.evaluate((lines) => [...lines])).flatMap((line) => {
      const step = /step (\d+) of (\d+)/.exec(line);
      const part = /part (\d+) of (\d+)/.exec(line);
      return step ? [[step[1], step[2], part?.[1] ?? 1, part?.[2] ?? 1].map(Number)] : [];
    });
}

it('spends more steps where more effort was painted, says so before, and counts the same while it runs', async () => {
  const app = await TesseraApp.start(smallPhoto);
  await app.selectRectangle(region);
  await chooseFast(app);
  const plain = await plannedSteps(app);
  await app.press('g');
  const half = [
    [region.x + 6, region.y + 18],
    [region.x + 174, region.y + 18],
    [region.x + 174, region.y + 54],
    [region.x + 6, region.y + 54],
  ] as const;
  await stroke(app, half);
  await stroke(app, half);
  await app.window.getByText(text.panels.paintedReady).waitFor();
  await app.window.waitForTimeout(400);
  const planned = await plannedSteps(app);
  expect(planned).toBeGreaterThan(plain);

  const told = await watchRunBar(app);
  await app.startRun();
  const [turn] = await app.untilTurnCount(1);
  expect(turn!.steps).toHaveLength(planned);
  const lines = await told();
  expect(lines.length).toBeGreaterThan(0);
  const passes = turn!.steps.map(({ at }) => at.pass);
  for (const [step, steps, part, parts] of lines) {
    expect(parts).toBe(new Set(passes).size);
    expect(steps).toBe(passes.filter((pass) => pass === part! - 1).length);
    expect(step).toBeLessThanOrEqual(steps!);
  }
  expect(turn!.settings.paintedEffort).not.toBeNull();
  const diffusionSteps = turn!.steps.map((step) => step.diffusionSteps);
  expect(Math.max(...diffusionSteps)).toBeGreaterThan(Math.min(...diffusionSteps));
  await app.accept();
  expect(await app.window.getByText(text.panels.paintedReady).count()).toBe(0);
});

it('is the dial’s effort again once the painting is taken back', async () => {
  const app = await TesseraApp.start(smallPhoto);
  await app.selectRectangle(region);
  await chooseFast(app);
  const plain = await plannedSteps(app);
  await app.press('g');
  await stroke(app, [
    [region.x + 30, region.y + 30],
    [region.x + 120, region.y + 30],
  ]);
  await app.window.getByRole('button', { name: text.panels.paintedClear }).click();
  await app.window.waitForTimeout(400);
  expect(await plannedSteps(app)).toBe(plain);
});

it('comes back with the work after a kill, and so does a drawn order', async () => {
  const userData = await temporaryFolder();
  const app = await TesseraApp.start(smallPhoto, { userData });
  await app.selectRectangle(region);
  const plain = await plannedSteps(app);
  const across = [
    [region.x + 10, region.y + 40],
    [region.x + 160, region.y + 40],
  ] as const;
  await app.press('g');
  await stroke(app, across);
  await app.window.getByText(text.panels.paintedReady).waitFor();
  await app.press('o');
  await stroke(app, across);
  await app.window.getByText(text.panels.drawnReady).waitFor();
  await app.window.waitForTimeout(400);
  const painted = await plannedSteps(app);
  expect(painted).toBeGreaterThan(plain);
  await app.launched.kill();

  const again = await TesseraApp.start(null, { userData });
  await again.restoreFromWelcome();
  await again.window.getByText(text.panels.paintedReady).waitFor();
  await again.window.getByText(text.panels.drawnReady).waitFor();
  await expect.poll(() => plannedSteps(again), { timeout: 20_000 }).toBe(painted);
});
