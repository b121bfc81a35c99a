import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { runningApp } from '#tests/unit/src-main/jobs/running-app.ts';

export type App = Awaited<ReturnType<typeof runningApp>>;

/** The app as it comes up after being killed now: over a copy of what is on the disk. */
export async function killed(app: App, damage: (folder: string) => Promise<unknown> = async () => undefined) {
  await app.turns.find(app.documentId)?.writes.idle();
  const copy = await temporaryFolder();
  await cp(app.folder, copy, { recursive: true });
  await damage(join(copy, app.documentId));
  return runningApp(copy, app.documentId);
}

/** What the user was told on restoring. */
export const notes = (app: App): unknown[] =>
  app.events.filter(([name]) => name === 'note').map(([, note]) => note);
/** The tile files of the open document. */
export const tiles = async (app: App): Promise<string[]> =>
  (await readdir(join(app.document.folder, 'tiles'))).sort();

/** Nothing is written to the region's folder before `rest` is called. */
export function restUntil(app: App): { resting: Promise<void>; rest: () => void } {
  let rest = (): void => undefined;
  const gate = new Promise<void>((resolve) => (rest = resolve));
  return { resting: app.turns.whileRegionRests(app.documentId, () => gate), rest };
}

/** An app with `count` turns waiting, grey 20 and up, of one AR step each. */
export async function withTurns(count: number, options: { layout?: number } = {}) {
  const app = await runningApp();
  await app.paint();
  app.start({ variants: count, seed: 10 });
  await app.step(0, [5, 5, 5, 5]);
  for (let index = 0; index < count; index++)
    await app.variant(20 + index, { steps: 1, state: [index], ...options });
  const { turnIds } = await app.finish();
  return { app, turnIds };
}
