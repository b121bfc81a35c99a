import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { decodePhoto, encodePicture } from '../../../src-engine/imaging/codec';
import { defaultRunSettings } from '../../../src-shared/runs/run-settings';
import { temporaryFolder } from './launch';
import { seededRandom } from './seeded-random';
import { TesseraApp } from './tessera-app';

/** What a campaign of kills found. All but `kills`, `gestures` and `exports` must be 0. */
export interface KillReport {
  kills: number;
  gestures: number;
  exports: number;
  lostGestures: number;
  unreadableExports: number;
  leftovers: number;
  changedOriginals: number;
}

/**
 * Kills the app (SIGKILL) at random moments while it paints, runs and exports; starts it again, restores, and compares
 * with what had been confirmed before. One document lives through all of it.
 */
export async function killAtRandomMoments(kills: number, seed: number): Promise<KillReport> {
  const random = seededRandom(seed);
  const userData = await temporaryFolder();
  const folder = await temporaryFolder();
  const photo = join(folder, 'photo.png');
  await writeFile(photo, await smallPhoto());
  const originalHash = await hashOf(photo);
  const report: KillReport = {
    kills: 0,
    gestures: 0,
    exports: 0,
    lostGestures: 0,
    unreadableExports: 0,
    leftovers: 0,
    changedOriginals: 0,
  };
  let confirmed: string | null = null;
  let started: string | null = null;
  /** The step that an export held, if one was under way or done since. */
  let exportedLabel: string | null | undefined;
  let documentId: string | null = null;

  for (let round = 0; round <= kills; round++) {
    const app = await TesseraApp.start(null, { userData });
    const restored =
      documentId === null
        ? null
        : await app.window.evaluate((id) => window.tessera.documents.restore(id), documentId);
    if (restored?.ok) {
      const label = restored.value.undoLabel;
      if (label !== confirmed && label !== started) report.lostGestures++;
      confirmed = label;
    } else {
      // What an exported file holds is rightly not offered back; anything else that is gone is a loss.
      if (confirmed !== null && exportedLabel !== confirmed) report.lostGestures++;
      const opened = await app.openDirectly(photo);
      documentId = opened.ok ? opened.value!.id : null;
      confirmed = null;
      started = null;
    }
    exportedLabel = undefined;
    if (round === kills) {
      await app.launched.close();
      break;
    }
    await app.answerSaveDialog(join(folder, 'export.png'));
    const end = Date.now() + 200 + random() * 4000;
    const act = async (): Promise<void> => {
      while (Date.now() < end + 1000) {
        const choice = random();
        if (choice < 0.8) {
          const label = `gesture ${++report.gestures}`;
          started = label;
          const answer = await app.window.evaluate(
            (request) =>
              window.tessera.mask.commit({ ...request, coverage: Uint8Array.from(request.coverage) }),
            {
              documentId: documentId!,
              rect: { x: Math.floor(random() * 600), y: Math.floor(random() * 500), width: 40, height: 40 },
              coverage: [...deflateSync(new Uint8Array(1600).fill(1 + Math.floor(random() * 254)))],
              action: label,
            },
          );
          if (answer.ok && answer.value.undoLabel === label) confirmed = label;
        } else if (choice < 0.93) {
          exportedLabel = confirmed;
          const exported = await app.window.evaluate(
            (id) =>
              window.tessera.documents.export({
                documentId: id,
                format: 'png',
                quality: null,
                keepMetadata: true,
              }),
            documentId!,
          );
          if (exported.ok) report.exports++;
        } else {
          await app.window.evaluate((intent) => window.tessera.runs.start(intent), {
            documentId: documentId!,
            request: { kind: 'fill' as const },
            settings: { ...defaultRunSettings, effort: 'fast' as const },
          });
        }
      }
    };
    const acting = act().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, end - Date.now())));
    await app.launched.kill();
    await acting;
    report.kills++;
    if ((await hashOf(photo)) !== originalHash) report.changedOriginals++;
    if (!(await isReadableOrAbsent(join(folder, 'export.png')))) report.unreadableExports++;
  }
  // A killed export may leave its temporary file; the next export must not trip over it, and nothing else may lie around.
  report.leftovers = (await readdir(folder)).filter(
    (name) => !/^(photo|export)\.png$|\.tmp$/.test(name),
  ).length;
  return report;
}

async function smallPhoto(): Promise<Uint8Array> {
  const data = new Uint8Array(640 * 560 * 3).map((_, index) => (index * 7) & 255);
  const image = { width: 640, height: 560, channels: 3, bitDepth: 8, data, iccProfile: null } as const;
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
    ({ image }) => image.width === 640 && image.height === 560,
    () => false,
  );
}
