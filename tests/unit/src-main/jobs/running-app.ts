import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { deflateSync } from 'node:zlib';
import type { EditJob, EditPatch, EngineMessage, EngineRequest } from '#engine/protocol.ts';
import { readPixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { DocumentStore } from '#main/documents/document-store.ts';
import { EngineHost } from '#main/jobs/engine-host.ts';
import { RunManager } from '#main/jobs/run-manager.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { TurnStore } from '#main/turns/turn-store.ts';
import type { Events } from '#shared/contract/events.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import type { RunReport } from '#shared/runs/run-report.ts';
import type { RunSettings, RunNumbers } from '#shared/runs/run-settings.ts';
import type { TurnStart } from '#shared/runs/turns.ts';
import { disposeAfterTest, temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

const report = { changedOutsideMask: 0, seed: 1, seconds: {} } as RunReport;
/** What the engine the test plays says that an effort stands for. */
export const runNumbers: RunNumbers = {
  arSteps: 8,
  finerArSteps: 4,
  diffusionSteps: 6,
  guidanceInterval: [0, 1],
  layoutLevels: 1,
  modelTokens: 1200,
  largestAutoHole: 1_000_000,
};
const plan = {
  passes: [
    { level: 0, crop: { x: 0, y: 0, width: 64, height: 64 }, scale: 1, grid: { rows: 16, columns: 16 } },
  ],
  tokenSpan: 4,
  numbers: runNumbers,
} as unknown as RunPlan;
const rect = { x: 0, y: 0, width: 10, height: 10 };

type Unnamed<Message> = Message extends { id: string } ? Omit<Message, 'id'> : never;

/**
 * Documents, turns and runs of main around an engine whose part the test plays: 60 x 40 grey pixels, a region of 10 x 10.
 * A second one over the same folder is the app after a restart.
 */
export async function runningApp(directory: string | null = null, restoredId: string | null = null) {
  const folder = directory ?? (await temporaryFolder());
  const events: [string, unknown][] = [];
  const jobs: { id: string; job: EditJob }[] = [];
  const posted: EngineRequest[] = [];
  const listeners: { name: string; resolve: (event: never) => void }[] = [];
  let send: (message: EngineMessage) => void = () => undefined;
  let exit: (code: number | null) => void = () => undefined;
  const asked: ((job: EditJob) => void)[] = [];
  const engine = new EngineHost(
    (child) => {
      send = child.message;
      exit = child.exit;
      return {
        post: (request) => {
          posted.push(request);
          if (request.type !== 'run') return;
          jobs.push(request);
          for (const resolve of asked.splice(0)) resolve(request.job);
        },
        kill: () => child.exit(null),
      };
    },
    () => undefined,
    20,
  );
  const emit = <Name extends keyof Events>(name: Name, event: Events[Name]): void => {
    events.push([name, event]);
    for (const entry of listeners.filter((listener) => listener.name === name)) {
      listeners.splice(listeners.indexOf(entry), 1);
      entry.resolve(event as never);
    }
  };
  const turns = new TurnStore(emit);
  const documents = new DocumentStore(
    folder,
    localPixels,
    {
      opening: () => undefined,
      shown: () => undefined,
      changed: () => undefined,
      closed: () => undefined,
      note: (message) => events.push(['note', message]),
    },
    turns,
  );
  const packs = { bundled: '', user: null };
  const runs = new RunManager({ engine, documents, turns, pixels: localPixels, packs, emit });
  documents.whenClosing((id) => runs.endWorkOn(id));
  disposeAfterTest(async () => {
    engine.dispose();
    await documents.closeAll();
  });
  const { id: documentId } =
    restoredId === null
      ? await documents.open({ kind: 'blank', width: 60, height: 40 }, 'Untitled', null)
      : await documents.restore(restoredId);
  const document = documents.get(documentId);
  let isAwaited = false;
  let seen = 0;
  let variants = 0;

  const until = <Name extends keyof Events>(name: Name): Promise<Events[Name]> =>
    new Promise((resolve) => listeners.push({ name, resolve }));
  /** The job of the active run, once the engine has it. */
  const engineIsAsked = async (): Promise<EditJob> => {
    if (isAwaited && jobs.length === seen) await new Promise<EditJob>((resolve) => asked.push(resolve));
    if (isAwaited) {
      isAwaited = false;
      seen = jobs.length;
      variants = jobs.at(-1)!.job.resume?.variant ?? 0;
      answer({ type: 'begun', plan });
    }
    return jobs.at(-1)!.job;
  };
  const answer = (message: Unnamed<EngineMessage>): void =>
    send({ ...message, id: jobs.at(-1)!.id } as EngineMessage);
  const stepOf = (step: number) => ({
    at: { pass: 0, step },
    tokens: 4,
    diffusionSteps: 2,
    rect,
    width: 1,
    height: 1,
  });

  return {
    folder,
    documents,
    document,
    documentId,
    turns,
    runs,
    events,
    jobs,
    posted,
    until,
    engineIsAsked,
    answer,
    /** Resolves once the engine was asked to cancel, and lets it agree. */
    engineIsCancelled: async () => {
      while (!posted.some((request) => request.type === 'cancel')) await new Promise((r) => setTimeout(r, 5));
      answer({ type: 'cancelled' });
    },
    crash: () => exit(139),
    start: (settings: Partial<RunSettings> = {}, from: TurnStart | null = null) => {
      const started = runs.start({
        documentId,
        request: { kind: 'fill' },
        settings: { ...defaultRunSettings, ...settings },
        from,
      });
      isAwaited = true;
      return started;
    },
    resume: () => {
      const resumed = runs.resume(documentId);
      isAwaited = true;
      return resumed;
    },
    /** Selects the region. */
    paint: () =>
      document.edit('Brush', async (present) => {
        const coverage = deflateSync(new Uint8Array(100).fill(255));
        return { ...present, ...(await localPixels.commitMask(present.mask, rect, coverage)) };
      }),
    selectAll: () =>
      document.edit('Select all', async (present) => ({
        ...present,
        ...(await localPixels.operateMask(present.mask, 'select-all', 0)),
      })),
    /** An AR step is committed; `rgba` = its picture, one pixel. */
    step: async (step: number, rgba: readonly number[] | null, variant = 0) => {
      await engineIsAsked();
      const picture = rgba && Uint8Array.from(rgba);
      answer({ type: 'step', variant, step: stepOf(step), rgba: picture });
    },
    checkpoint: async (state: readonly number[], step: number, fraction: number, variant = 0) => {
      await engineIsAsked();
      const at = { pass: 0, step };
      answer({ type: 'checkpoint', variant, state: Uint8Array.from(state), at, fraction });
    },
    /** The next variant finishes: `value` everywhere. Resolves once it is a turn. */
    variant: async (value: number, { size = 10, steps = 0, state = [0], layout = -1 } = {}) => {
      await engineIsAsked();
      const samples = (grey: number) => new Uint8Array(size * size * 3).fill(grey);
      const patch: EditPatch = {
        rect: { x: 0, y: 0, width: size, height: size },
        samples: samples(value),
        ...(layout < 0 ? {} : { withoutDetail: samples(layout) }),
        bounds: document.present.pixels.bounds,
        report,
        recipe: '{"seed":1}',
      };
      const changed = until('turns/changed');
      answer({
        type: 'variant',
        variant: variants++,
        patch,
        state: Uint8Array.from(state),
        steps: Array.from({ length: steps }, (_, step) => stepOf(step)),
      });
      await changed;
    },
    finish: async () => {
      const finished = until('run/finished');
      answer({ type: 'finished' });
      return finished;
    },
    sampleOf: async (pixels: TileSnapshot) =>
      (await readPixels(pixels, { x: 0, y: 0, width: 1, height: 1 }))[0],
    topLeft: async () => (await readPixels(document.present.pixels, { x: 0, y: 0, width: 1, height: 1 }))[0],
  };
}
