import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { deflateSync } from 'node:zlib';
import { type RunSettings } from '#shared/runs/run-settings.ts';
import type { TurnStart, TurnTree } from '#shared/runs/turns.ts';
import type { KillWitness } from './kill-witness.ts';
import type { TesseraApp } from './tessera-app.ts';

/** How often each thing was asked for and answered. */
export type ActionCounts = Record<
  'gestures' | 'exports' | 'projects' | 'runs' | 'branches' | 'pauses' | 'resumes' | 'accepts' | 'discards',
  number
>;

export interface ActingParts {
  readonly app: TesseraApp;
  readonly documentId: string;
  readonly random: () => number;
  readonly witness: KillWitness;
  readonly counts: ActionCounts;
}

/** What every run of the campaign is made with: a few seconds on the bundled pack. */
export const campaignSettings: RunSettings = {
  ...defaultRunSettings,
  arSteps: 16,
  diffusionSteps: 4,
  detail: 'off',
};

/** Paints, runs, pauses, resumes, accepts, saves and exports at random, as fast as answers come, until the app is gone. */
export async function actAtRandom(parts: ActingParts, until: number): Promise<void> {
  while (Date.now() < until) {
    const work = (await parts.app.summary())!.work;
    const choice = parts.random();
    if (choice < 0.45) await gesture(parts);
    else if (choice < 0.52) await exportPicture(parts);
    else if (choice < 0.6) await saveProject(parts);
    else if (work === 'none') await start(parts, null);
    else if (work === 'running') await (choice < 0.66 ? pause(parts) : wait(500 * parts.random()));
    else if (work === 'interrupted') await (choice < 0.95 ? resume(parts) : drop(parts));
    else if (choice < 0.7) await accept(parts);
    else if (choice < 0.78) await discard(parts);
    else await start(parts, startFrom((await parts.app.tree())!, parts.random));
  }
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

async function gesture({ app, documentId, random, witness, counts }: ActingParts): Promise<void> {
  const label = `gesture ${++counts.gestures}`;
  witness.startedLabel = label;
  const answer = await app.window.evaluate(
    (request) => window.tessera.mask.commit({ ...request, coverage: Uint8Array.from(request.coverage) }),
    {
      documentId,
      rect: { x: 200 + Math.floor(random() * 80), y: 200 + Math.floor(random() * 60), width: 40, height: 40 },
      coverage: [...deflateSync(new Uint8Array(1600).fill(1 + Math.floor(random() * 254)))],
      action: label,
    },
  );
  if (answer.ok && answer.value.undoLabel === label) witness.confirmedLabel = label;
}

async function exportPicture({ app, documentId, witness, counts }: ActingParts): Promise<void> {
  witness.savedLabel = witness.confirmedLabel;
  const exported = await app.window.evaluate(
    (id) =>
      window.tessera.documents.export({ documentId: id, format: 'png', quality: null, keepMetadata: true }),
    documentId,
  );
  if (exported.ok) counts.exports++;
}

async function saveProject({ app, documentId, witness, counts }: ActingParts): Promise<void> {
  witness.savedLabel = witness.confirmedLabel;
  const saved = await app.window.evaluate(
    (id) => window.tessera.projects.save({ documentId: id, saveAs: false }),
    documentId,
  );
  if (saved.ok) counts.projects++;
}

async function start(
  { app, documentId, random, counts }: ActingParts,
  from: TurnStart | null,
): Promise<void> {
  const answer = await app.window.evaluate((intent) => window.tessera.runs.start(intent), {
    documentId,
    request: { kind: 'fill' as const },
    settings: {
      ...campaignSettings,
      seed: Math.floor(random() * 2 ** 32),
      variants: 1 + Math.floor(random() * 3),
    },
    from,
  });
  if (answer.ok) counts[from ? 'branches' : 'runs']++;
}

/** A step of one of the turns that wait; where there is none, from the start. */
function startFrom({ turns }: TurnTree, random: () => number): TurnStart | null {
  const turn = turns[Math.floor(random() * turns.length)];
  const step = turn?.steps[Math.floor(random() * turn.steps.length)];
  return turn && step ? { kind: 'step', turnId: turn.id, at: step.at } : null;
}

async function pause({ app, witness, counts }: ActingParts): Promise<void> {
  const { runId } = witness;
  if (runId === null) return;
  const answer = await app.window.evaluate((id) => window.tessera.runs.pause(id), runId);
  if (answer.ok) counts.pauses++;
}

async function resume({ app, documentId, counts }: ActingParts): Promise<void> {
  const answer = await app.window.evaluate((id) => window.tessera.runs.resume(id), documentId);
  if (answer.ok) counts.resumes++;
}

async function drop({ app, witness }: ActingParts): Promise<void> {
  const tree = await app.tree();
  if (!tree?.interrupted) return;
  await ending(witness, () =>
    app.window.evaluate((id) => window.tessera.runs.cancel(id), tree.interrupted!.runId),
  );
  witness.runId = null;
}

async function accept({ app, documentId, random, witness, counts }: ActingParts): Promise<void> {
  const turns = (await app.tree())?.turns ?? [];
  const turn = turns[Math.floor(random() * turns.length)];
  if (!turn) return;
  witness.startedLabel = 'Fill';
  const answer = await ending(witness, () =>
    app.window.evaluate((request) => window.tessera.turns.accept(request), { documentId, turnId: turn.id }),
  );
  if (!answer.ok) return;
  witness.confirmedLabel = answer.value.undoLabel;
  counts.accepts++;
}

async function discard({ app, documentId, random, witness, counts }: ActingParts): Promise<void> {
  const turns = (await app.tree())?.turns ?? [];
  const turn = turns[Math.floor(random() * turns.length)];
  if (!turn) return;
  const answer = await ending(witness, () =>
    app.window.evaluate((request) => window.tessera.turns.discard(request), { documentId, turnId: turn.id }),
  );
  if (answer.ok) counts.discards++;
}

/** Until it is answered, what it ends may be there or gone. */
async function ending<Result>(witness: KillWitness, work: () => Promise<Result>): Promise<Result> {
  witness.isEnding = true;
  const result = await work();
  witness.isEnding = false;
  return result;
}
