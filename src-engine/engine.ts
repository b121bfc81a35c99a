import { Cancelled, TesseraError, toErrorReport } from '../src-shared/contract/errors';
import { type EditInput, planRun, runEdit } from './editing/run-edit';
import type { CoverageSource, PixelSource } from './editing/sources';
import { Inference } from './inference/inference';
import { importCheckpoint } from './packs/import/import-checkpoint';
import { inspectPack, listPacks, openDefaultPack, openPack, type Pack, summarisePack } from './packs/registry';
import type { EditJob, EngineMessage, EngineRequest, TileSnapshot } from './protocol';
import { readPixels } from './tiles/snapshot';

type Answer = Extract<
  EngineMessage,
  { type: 'planned' | 'devices' | 'packs' | 'imported' | 'finished' | 'paused' }
>;
type Job = Exclude<EngineRequest, { type: 'cancel' | 'pause' }>;

/** Answers protocol.ts requests; whoever hosts it (Electron's utilityProcess, a test) carries the messages. */
export class Engine {
  private readonly inference = new Inference();
  private readonly aborts = new Map<string, AbortController>();
  /** Token evaluations per second, measured by earlier runs of this process, by pack and device asked for. */
  private readonly rates = new Map<string, number>();

  constructor(
    private readonly post: (message: EngineMessage) => void,
    private readonly appVersion: string,
  ) {}

  /** Handles one message. Every request ends with exactly one answer, whatever happens: a bad job never ends the engine. */
  async handle(request: EngineRequest): Promise<void> {
    if (request.type === 'pause') return;
    if (request.type === 'cancel') {
      this.aborts.get(request.id)?.abort();
      return;
    }
    const abort = new AbortController();
    this.aborts.set(request.id, abort);
    try {
      this.post(await this.answer(request, abort.signal));
    } catch (error) {
      this.post(
        error instanceof Cancelled || abort.signal.aborted
          ? { type: 'cancelled', id: request.id }
          : { type: 'failed', id: request.id, error: toErrorReport(error) },
      );
    } finally {
      this.aborts.delete(request.id);
    }
  }

  private async answer(request: Job, signal: AbortSignal): Promise<Answer> {
    const { id } = request;
    switch (request.type) {
      case 'plan': {
        const { run: plan } = await planRun(this.input(request.job, await packOf(request.job)));
        return { type: 'planned', id, plan };
      }
      case 'run':
        return this.run(id, request.job, signal);
      case 'probe-devices': {
        const probes = await this.inference.devices();
        const devices = probes.map(({ device, available, note }) => ({ name: device, available, note }));
        return { type: 'devices', id, devices };
      }
      case 'list-packs':
        return { type: 'packs', id, packs: (await listPacks(request.packs)).map(summarisePack) };
      case 'import-pack': {
        const { transformer, autoencoder, output, precision } = request;
        if (autoencoder === null)
          throw new TesseraError(
            'checkpoint-invalid',
            'The published transformers work on latents: their autoencoder has to be chosen as well. Nothing was written.',
          );
        await importCheckpoint({
          transformer,
          autoencoder,
          output,
          precision,
          signal,
          onProgress: (fraction, message) => this.post({ type: 'import-progress', id, fraction, message }),
        });
        return { type: 'imported', id, pack: summarisePack(await inspectPack(output, false)) };
      }
    }
  }

  private async run(id: string, job: EditJob, signal: AbortSignal): Promise<Answer> {
    const pack = await packOf(job);
    const started = performance.now();
    const opened = await this.inference.open(pack, { device: job.settings.device, threads: job.settings.threads });
    const loadSeconds = (performance.now() - started) / 1000;
    const input = this.input(job, pack);
    const outcome = await runEdit(
      // Main keeps the turns that led here and joins them with this one's recipe.
      { ...input, pack: opened, loadSeconds, appVersion: this.appVersion, earlierTurns: [] },
      {
        signal,
        onProgress: (progress) => this.post({ type: 'progress', id, progress }),
        onPreview: (preview) => this.post({ type: 'preview', id, ...preview }),
      },
    );
    this.rates.set(rateKey(job, pack), outcome.tokenEvaluationsPerSecond);
    return { type: 'finished', id, patches: outcome.patches };
  }

  private input(job: EditJob, pack: Pack): EditInput {
    return {
      request: job.request,
      settings: job.settings,
      photo: tilePixels(job.pixels),
      mask: job.request.kind === 'fill' ? tileCoverage(job.mask, job.pixels) : null,
      manifest: pack.manifest,
      tokenEvaluationsPerSecond: this.rates.get(rateKey(job, pack)) ?? null,
    };
  }
}

const packOf = ({ settings, packs }: EditJob): Promise<Pack> =>
  settings.packId === '' ? openDefaultPack(packs) : openPack(settings.packId, packs);

const rateKey = ({ settings }: EditJob, { manifest }: Pack): string =>
  `${manifest.id} ${settings.device} ${settings.threads}`;

function tilePixels(snapshot: TileSnapshot): PixelSource {
  const { bounds, channels, bitDepth, iccProfile } = snapshot;
  return { bounds, channels, bitDepth, iccProfile, read: (rect) => readPixels(snapshot, rect) };
}

/** The mask covers the document's pixels, also where it was drawn before the document was extended. */
function tileCoverage(mask: TileSnapshot, { bounds }: TileSnapshot): CoverageSource {
  return { bounds, read: async (rect) => (await readPixels(mask, rect)) as Uint8Array };
}
