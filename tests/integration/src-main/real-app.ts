import type { PackDirectories } from '#engine/packs/registry.ts';
import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import { Engine } from '#engine/engine.ts';
import { readPixels } from '#engine/tiles/snapshot.ts';
import { DocumentStore } from '#main/documents/document-store.ts';
import { EngineHost } from '#main/jobs/engine-host.ts';
import { RunManager } from '#main/jobs/run-manager.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { TurnStore } from '#main/turns/turn-store.ts';
import type { Events } from '#shared/contract/events.ts';
import { type RunSettings } from '#shared/runs/run-settings.ts';
import type { TurnStart } from '#shared/runs/turns.ts';
import { disposeAfterTest } from '#tests/unit/helpers/temporary-folder.ts';

/** What the tests fill: large enough for several AR steps on the bundled pack, small enough for seconds. */
export const region = { x: 40, y: 30, width: 72, height: 56 };

/**
 * Main with the real engine and the bundled pack, in this process: a photo with a selection, or (`restoredId`) what lies
 * in `folder` after a restart. `packs` stand in for the bundled one where a test brings its own.
 */
export async function realApp(
  folder: string,
  restoredId: string | null = null,
  packs: PackDirectories = { bundled: resolve('models'), user: null },
) {
  const listeners = new Set<(name: string, event: unknown) => void>();
  const notes: string[] = [];
  const emit = <Name extends keyof Events>(name: Name, event: Events[Name]): void => {
    for (const listener of [...listeners]) listener(name, event);
  };
  const engine = new EngineHost(
    ({ message, exit }) => {
      let isAlive = true;
      const real = new Engine((answer) => isAlive && message(answer), 'test');
      queueMicrotask(() => message({ type: 'ready' }));
      return {
        post: (request) => void real.handle(structuredClone(request)),
        kill: () => {
          isAlive = false;
          exit(null);
        },
      };
    },
    () => undefined,
    20_000,
  );
  const turns = new TurnStore(emit);
  const documents = new DocumentStore(
    folder,
    localPixels,
    {
      opening: () => undefined,
      shown: () => undefined,
      changed: () => undefined,
      closed: () => undefined,
      note: (note) => notes.push(note),
    },
    turns,
  );
  const runs = new RunManager({ engine, documents, turns, pixels: localPixels, packs, emit });
  documents.whenClosing((id) => runs.endWorkOn(id));
  const close = async (): Promise<void> => {
    await documents.closeAll();
    engine.dispose();
  };
  disposeAfterTest(close);
  const { id: documentId } = restoredId
    ? await documents.restore(restoredId)
    : await documents.openFile(resolve('tests/fixtures/photos/dandelions.jpg'));
  const document = documents.get(documentId);
  if (!restoredId)
    await document.edit('Brush', async (present) => {
      const coverage = deflateSync(new Uint8Array(region.width * region.height).fill(255));
      return { ...present, ...(await localPixels.commitMask(present.mask, region, coverage)) };
    });

  const until = <Name extends keyof Events>(
    name: Name,
    condition: (event: Events[Name]) => boolean = () => true,
  ): Promise<Events[Name]> =>
    new Promise((resolve_, reject) => {
      const listener = (heard: string, event: unknown): void => {
        if (heard === 'run/failed' && name !== 'run/failed') reject(new Error(JSON.stringify(event)));
        if (heard !== name || !condition(event as Events[Name])) return;
        listeners.delete(listener);
        resolve_(event as Events[Name]);
      };
      listeners.add(listener);
    });

  return {
    folder,
    documents,
    document,
    documentId,
    documentFolder: join(folder, documentId),
    turns,
    runs,
    engine,
    notes,
    until,
    close,
    listen: (listener: (name: string, event: unknown) => void) => listeners.add(listener),
    start: (settings: Partial<RunSettings> = {}, from: TurnStart | null = null) =>
      runs.start({
        documentId,
        request: { kind: 'fill' },
        settings: { ...defaultRunSettings, detail: 'off', device: 'cpu', threads: 1, ...settings },
        from,
      }),
    /** Hashes of the samples of every turn's region, oldest first. */
    results: () =>
      Promise.all(
        (turns.find(documentId)?.turns ?? []).map(async ({ pixels }) =>
          createHash('sha256')
            .update((await readPixels(pixels, region)) as Uint8Array)
            .digest('hex'),
        ),
      ),
  };
}
