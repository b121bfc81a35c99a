import { expect, it } from 'vitest';
import { cellAt } from '#shared/geometry/token-lattice.ts';
import type { Turn } from '#shared/runs/turns.ts';
import { text } from '#shared/text/text.ts';
import { smallPhoto } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { chooseFast, chooseVariants, dock, pixelsOf, stroke } from './harness/turn-review.ts';

const region = { x: 250, y: 180, width: 120, height: 80 };

const keptOf = (turn: Turn) => (turn.start?.kind === 'keep' ? turn.start.kept : []);

/** How many pixels inside and outside of kept cells differ between two pictures of the same rectangle. */
function differences(a: Buffer, b: Buffer, turn: Turn, ownerId: string): { kept: number; rest: number } {
  const count = { kept: 0, rest: 0 };
  const { cells } = keptOf(turn).find(({ turnId }) => turnId === ownerId)!;
  const { rect } = turn;
  for (let pixel = 0; pixel < rect.width * rect.height; pixel++) {
    const x = rect.x + (pixel % rect.width);
    const y = rect.y + Math.floor(pixel / rect.width);
    if (a.readUInt32LE(pixel * 4) === b.readUInt32LE(pixel * 4)) continue;
    const inside = cellAt(cells, Math.floor(y / cells.span), Math.floor(x / cells.span)) === 1;
    count[inside ? 'kept' : 'rest']++;
  }
  return count;
}

it('keeps whole tokens of two turns pixel for pixel and makes the rest anew', async () => {
  const app = await TesseraApp.start(smallPhoto);
  await app.selectRectangle(region);
  await chooseFast(app);
  await chooseVariants(app, 2);
  await app.startRun();
  const [first, second] = await app.untilTurnCount(2);
  await chooseVariants(app, 1);

  await app.press('k');
  const { tokenSpan } = (await app.tree())!;
  await app.window.locator('[data-status="token-span"]').getByText(text.turns.keep.span(tokenSpan)).waitFor();
  await stroke(app, [
    [region.x + 8, region.y + 12],
    [region.x + 36, region.y + 12],
  ]);
  await app.press('Alt+ArrowRight');
  await stroke(app, [
    [region.x + 80, region.y + 60],
    [region.x + 108, region.y + 64],
  ]);
  await dock(app, 'keep')
    .getByText(/version 1: \d+, version 2: \d+/)
    .waitFor();
  const inBar = dock(app, 'keep').locator('[data-action="reroll"]');
  expect(await inBar.count(), 'the panel has the button').toBe(0);
  await app.window.locator('[data-action="fill"]:enabled').getByText(text.panels.restButton).waitFor();
  await app.press('Control+Backslash');
  expect(await inBar.isEnabled(), 'without the panel the bar has it').toBe(true);
  await app.press('Control+Backslash');
  await app.press('a');

  const mixed = (await app.untilTurnCount(3))[2]!;
  expect(keptOf(mixed).map(({ turnId }) => turnId)).toEqual([first!.id, second!.id]);
  const pictures = await Promise.all(
    [first!, second!, mixed].map(async ({ id }) => (await pixelsOf(app, `image://turn/${id}`)).rgba),
  );
  for (const [index, owner] of [first!, second!].entries()) {
    const found = differences(pictures[index]!, pictures[2]!, mixed, owner.id);
    expect(found.kept).toBe(0);
    expect(found.rest).toBeGreaterThan(1000);
  }
  expect(await app.accept()).toMatchObject({ lastChangedOutsideMask: 0 });
});
