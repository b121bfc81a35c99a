import { randomUUID } from 'node:crypto';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { removeAbandonedPacks } from '#engine/packs/pack-writer.ts';
import { deletePack, listPacks, summarisePack, type PackDirectories } from '#engine/packs/registry.ts';
import type { EngineRequest } from '#engine/protocol.ts';
import type { PackOffers } from '#main/app/pack-offers.ts';
import { Cancelled, TesseraError } from '#shared/errors.ts';
import type { PackSummary } from '#shared/contract/packs.ts';
import type { EngineHost } from '#main/jobs/engine-host.ts';
import type { Broadcast } from '#shared/contract/events.ts';
import { currentLanguage, type LanguageName } from '#shared/text/language.ts';
import { text } from '#shared/text/text.ts';
import { fileStem } from '#main/documents/file-stem.ts';
import type { dialogs as allDialogs } from './dialogs.ts';
import type { AreaHandlers } from './router.ts';

export interface PackHandlerParts {
  readonly engine: EngineHost;
  readonly packs: PackDirectories & { readonly user: string };
  readonly dialogs: Pick<typeof allDialogs, 'openCheckpoint' | 'openPackFile'>;
  readonly offers: PackOffers;
  readonly broadcast: Broadcast;
  /** True while a run uses the engine. */
  isRunning(): boolean;
}

type WritingRequest = Extract<EngineRequest, { type: 'import-pack' | 'install-pack-file' }>;

/** Handlers of `packs/...` and `devices/...`. */
export function packHandlers(parts: PackHandlerParts): AreaHandlers<'packs' | 'devices'> {
  const { engine, packs, dialogs, broadcast, offers } = parts;
  let importId: string | null = null;
  let chosen: { id: string; transformer: string; autoencoder: string } | null = null;
  let devices: ReturnType<AreaHandlers<'devices'>['devices/list']> | null = null;
  let devicesIn: LanguageName | null = null;

  const list = async (): Promise<PackSummary[]> => (await listPacks(packs)).map(summarisePack);
  const changed = async (): Promise<PackSummary[]> => {
    const summaries = await list();
    broadcast('packs/changed', summaries);
    return summaries;
  };

  const assertIdle = (): void => {
    if (importId !== null || parts.isRunning()) throw new TesseraError('busy', text.refusals.engineBusy);
  };

  /** Lets the engine write a pack; null where it was cancelled, and then, as after a failure, nothing is left of it. */
  const write = async (request: WritingRequest): Promise<PackSummary | null> => {
    importId = request.id;
    try {
      const result = await engine.request(request, (update) => {
        if (update.type === 'import-progress')
          broadcast('packs/import-progress', { fraction: update.fraction, message: update.message });
      });
      if (result.type !== 'imported') throw unexpected();
      return result.pack;
    } catch (error) {
      await rm(request.output, { recursive: true, force: true });
      if (error instanceof Cancelled) return null;
      throw error;
    } finally {
      // Where the engine was killed in the middle, what it had written is in the way.
      await removeAbandonedPacks(packs.user);
      importId = null;
      await changed();
    }
  };

  // What an import left that was killed with the app.
  void removeAbandonedPacks(packs.user);

  return {
    'packs/list': list,

    'packs/choose-checkpoints': async () => {
      assertIdle();
      const transformer = await dialogs.openCheckpoint(text.dialogs.files.openTransformer);
      if (transformer === null) return null;
      const autoencoder = await dialogs.openCheckpoint(text.dialogs.files.openAutoencoder);
      if (autoencoder === null) return null;
      const id = randomUUID();
      const result = await engine.request({ type: 'inspect-checkpoints', id, transformer, autoencoder });
      if (result.type !== 'inspected') throw unexpected();
      chosen = { id, transformer, autoencoder };
      await mkdir(packs.user, { recursive: true });
      const { bavail, bsize } = await statfs(packs.user);
      return { ...result.facts, id, freeBytes: bavail * bsize };
    },

    'packs/import': async ({ choiceId, precision }) => {
      assertIdle();
      if (chosen?.id !== choiceId) throw new TesseraError('request-invalid', text.refusals.nothingChosen);
      const { transformer, autoencoder } = chosen;
      const id = randomUUID();
      const output = join(packs.user, folderName(transformer, precision, id));
      const pack = await write({ type: 'import-pack', id, transformer, autoencoder, output, precision });
      if (pack !== null) chosen = null;
      return pack;
    },

    'packs/choose-file': async () => {
      const path = await dialogs.openPackFile();
      if (path !== null) await offers.offer(path);
    },

    'packs/install': async (offerId) => {
      assertIdle();
      const { path, packId } = await offers.take(offerId);
      const id = randomUUID();
      return write({ type: 'install-pack-file', id, path, output: join(packs.user, packId) });
    },

    'packs/cancel-import': async () => {
      if (importId !== null) await engine.cancel(importId);
    },

    'packs/delete': async (id) => {
      assertIdle();
      await deletePack(id, packs);
      return changed();
    },

    'devices/list': () => {
      // Once per start is enough, unless it failed; what is said of them is in the language that was spoken.
      if (devicesIn !== currentLanguage().name) devices = null;
      devicesIn = currentLanguage().name;
      devices ??= engine.request({ type: 'probe-devices', id: randomUUID() }).then(
        (result) => (result.type === 'devices' ? result.devices : []),
        (error: unknown) => {
          devices = null;
          throw error;
        },
      );
      return devices;
    },

    'devices/choose': async ({ packId, threads }) => {
      const id = randomUUID();
      const result = await engine.request({ type: 'choose-device', id, packs, packId, threads });
      return result.type === 'device-chosen' ? result.state : { choice: null, graphics: null };
    },
  };
}

const unexpected = (): TesseraError => new TesseraError('internal', text.refusals.unexpectedImport);

/** "/downloads/XL ema.pt", int8 -> "xl-ema-int8-1a2b3c4d" */
function folderName(transformer: string, precision: string, id: string): string {
  const stem = fileStem(transformer.split(/[\\/]/).at(-1)!)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return `${stem || 'pack'}-${precision}-${id.slice(0, 8)}`;
}
