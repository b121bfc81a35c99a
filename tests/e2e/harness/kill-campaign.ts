import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePhoto, encodePicture } from '#engine/imaging/codec/index.ts';
import { openProjectFile } from '#engine/project-file/read-project-file.ts';
import { type ActionCounts, actAtRandom, campaignSettings } from './kill-actions.ts';
import { KillWitness } from './kill-witness.ts';
import { temporaryFolder } from './launch.ts';
import { seededRandom } from './seeded-random.ts';
import { TesseraApp } from './tessera-app.ts';
import { pixelsOf } from './turn-review.ts';

/** What a campaign of kills found. */
export interface KillReport extends ActionCounts {
  kills: number;
  /** AR steps that the window was told of. */
  steps: number;
  /** Kills in the middle of a run, and with turns waiting or a paused run. */
  killsWhileRunning: number;
  killsWhileWaiting: number;
  /** Runs that were resumed after a kill, came to their end and were compared with one that never stopped. */
  comparedRuns: number;
  /** All of these must be 0. */
  lostGestures: number;
  lostTurns: number;
  damagedWork: number;
  differentRuns: number;
  unreadableExports: number;
  unreadableProjects: number;
  leftovers: number;
  changedOriginals: number;
  /** The most that a kill cost a run: seconds back from the kill to the first AR step that was gone. */
  maxSecondsLost: number;
}

const size = { width: 640, height: 560 };

/**
 * Kills the app (SIGKILL) at random moments while it paints, runs, pauses, exports and saves; starts it again, restores, and
 * compares with what the window had been told before. One document lives through all of it.
 * @param compareEvery a run that was cut off is resumed to its end and is repeated without a stop after every so many kills
 */
export async function killAtRandomMoments(
  kills: number,
  seed: number,
  compareEvery: number,
): Promise<KillReport> {
  const random = seededRandom(seed);
  const userData = await temporaryFolder();
  const folder = await temporaryFolder();
  const photo = join(folder, 'photo.png');
  await writeFile(photo, await smallPhoto());
  const originalHash = await hashOf(photo);
  const report = emptyReport();
  const witness = new KillWitness();
  let documentId: string | null = null;
  let killedAt = 0;
  let sinceCompared = 0;

  for (let round = 0; ; round++) {
    const app = await TesseraApp.start(null, { userData });
    await witness.watch(app);
    witness.messages.length = 0;
    const restored =
      documentId === null
        ? null
        : await app.window.evaluate((id) => window.tessera.documents.restore(id), documentId);
    if (restored?.ok) {
      const { undoLabel } = restored.value;
      if (undoLabel !== witness.confirmedLabel && undoLabel !== witness.startedLabel) report.lostGestures++;
      const tree = await app.tree();
      report.lostTurns += witness.lostTurns(tree);
      report.maxSecondsLost = Math.max(report.maxSecondsLost, witness.lostSeconds(tree, killedAt) ?? 0);
      report.damagedWork += witness.messages.filter((text) => /could not be read|damaged/.test(text)).length;
      witness.begin(undoLabel, tree);
    } else {
      // What a saved file holds is rightly not offered back; anything else that is gone is a loss.
      if (witness.confirmedLabel !== null && witness.savedLabel !== witness.confirmedLabel)
        report.lostGestures++;
      if (documentId !== null) report.lostTurns += witness.lostTurns(null);
      const opened = await app.openDirectly(photo);
      documentId = opened.ok ? opened.value!.id : null;
      witness.begin(null, null);
    }
    sinceCompared++;
    if (sinceCompared >= compareEvery && (await compareResumed(app, report))) sinceCompared = 0;
    if (round === kills) {
      await app.launched.close();
      break;
    }
    await app.answerSaveDialog(join(folder, 'export.png'));
    const ready = await app.tree();
    witness.begin((await app.summary())!.undoLabel, ready);
    const end = Date.now() + 500 + random() * 9000;
    const parts = { app, documentId: documentId!, random, witness, counts: report };
    const acting = actAtRandom(parts, end + 1000).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, end - Date.now())));
    report.steps += witness.stepCount;
    if (witness.isRunning) report.killsWhileRunning++;
    else if (witness.turnIds.length > 0 || witness.runId !== null) report.killsWhileWaiting++;
    killedAt = Date.now();
    await app.launched.kill();
    await acting;
    report.kills++;
    if ((await hashOf(photo)) !== originalHash) report.changedOriginals++;
    if (!(await isReadableOrAbsent(join(folder, 'export.png')))) report.unreadableExports++;
    if (!(await isWholeOrAbsent(join(folder, 'export.png.tessera')))) report.unreadableProjects++;
  }
  // A killed save may leave its temporary file; the next one must not trip over it, and nothing else may lie around.
  const known = /^(photo|export)\.png$|^export\.png\.tessera$|\.tmp$/;
  report.leftovers = (await readdir(folder)).filter((name) => !known.test(name)).length;
  report.leftovers += (await readdir(join(userData, 'documents'))).length > 1 ? 1 : 0;
  return report;
}

/** Lets a run that was cut off end, and repeats it without a stop: the same pixels. False where there is nothing to compare. */
async function compareResumed(app: TesseraApp, report: KillReport): Promise<boolean> {
  const tree = await app.tree();
  const standing = tree?.interrupted;
  if (!standing) return false;
  const documentId = tree.documentId;
  const before = tree.turns.length;
  await app.window.evaluate((id) => window.tessera.runs.resume(id), documentId);
  const resumed = (await app.untilTurns()).at(-1)!;
  const started = await app.window.evaluate((intent) => window.tessera.runs.start(intent), {
    documentId,
    request: tree.request,
    settings: { ...campaignSettings, seed: resumed.settings.seed },
    // Everything again, by the same selection: the one in the window may be another by now.
    from: resumed.start ?? { kind: 'step', turnId: resumed.id, at: resumed.steps[0]!.at },
  });
  // The turn that it branched from was discarded.
  if (!started.ok) return false;
  const repeated = (await app.untilTurns()).at(-1)!;
  const [one, other] = await Promise.all(
    [resumed, repeated].map(({ id }) => pixelsOf(app, `image://turn/${id}`)),
  );
  report.comparedRuns++;
  const isNew = resumed.id !== repeated.id && (await app.tree())!.turns.length > before;
  if (!isNew || !one!.rgba.equals(other!.rgba)) report.differentRuns++;
  return true;
}

const emptyReport = (): KillReport => ({
  kills: 0,
  steps: 0,
  killsWhileRunning: 0,
  killsWhileWaiting: 0,
  comparedRuns: 0,
  gestures: 0,
  exports: 0,
  projects: 0,
  runs: 0,
  branches: 0,
  pauses: 0,
  resumes: 0,
  accepts: 0,
  discards: 0,
  lostGestures: 0,
  lostTurns: 0,
  damagedWork: 0,
  differentRuns: 0,
  unreadableExports: 0,
  unreadableProjects: 0,
  leftovers: 0,
  changedOriginals: 0,
  maxSecondsLost: 0,
});

async function smallPhoto(): Promise<Uint8Array> {
  const data = new Uint8Array(size.width * size.height * 3).map((_, index) => (index * 7) & 255);
  const image = { ...size, channels: 3, bitDepth: 8, data, iccProfile: null } as const;
  return (await encodePicture(image, { format: 'png', quality: null, metadata: null, recipe: null })).bytes;
}

const hashOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

async function isReadableOrAbsent(path: string): Promise<boolean> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch {
    return true;
  }
  return decodePhoto(bytes, 'export').then(
    ({ image }) => image.width === size.width && image.height === size.height,
    () => false,
  );
}

/** True where there is no project, or one all of whose parts are what their hashes say. */
async function isWholeOrAbsent(path: string): Promise<boolean> {
  try {
    const project = await openProjectFile(path);
    try {
      for (const entry of project.entries) for await (const piece of project.stream(entry)) void piece;
    } finally {
      await project.close();
    }
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'file-not-found';
  }
}
