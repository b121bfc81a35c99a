import { toErrorReport } from '#shared/error-report.ts';
import { Cancelled } from '#shared/errors.ts';
import type { KeptPart } from './editing/run/kept-parts.ts';
import { DeviceChoices } from './editing/plan/device-choices.ts';
import { PackOpener } from './editing/plan/pack-opener.ts';
import { type EditInput, prepareEdit } from './editing/run/prepare-edit.ts';
import { PixelHashes } from './editing/recipe/pixel-hashes.ts';
import { parseRecipe } from './editing/recipe/recipe.ts';
import { Paused, pauseReason, planRun, runEdit } from './editing/run/run-edit.ts';
import { runSeconds, typicalSpeed } from './editing/plan/run-speed.ts';
import { SpeedBook } from './editing/plan/speed-book.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { heaviestSettings } from '#shared/runs/segments.ts';
import { tileCoverage, tilePixels } from './editing/sources.ts';
import { saliencyNetwork } from './inference/saliency.ts';
import { Inference, type InferenceOptions } from './inference/inference.ts';
import { importCheckpoint } from './packs/import/import-checkpoint.ts';
import { inspectCheckpoints } from './packs/import/inspect-checkpoints.ts';
import { installPackFile } from './packs/pack-file.ts';
import {
  checkPackFiles,
  findDefaultPack,
  findPack,
  inspectPack,
  type Pack,
  summarisePack,
} from './packs/registry.ts';
import type { EditJob, EngineMessage, EngineRequest, KeptPixels } from './protocol.ts';

type Answer = Extract<
  EngineMessage,
  {
    type:
      'planned' | 'expected' | 'devices' | 'device-chosen' | 'inspected' | 'imported' | 'finished' | 'paused';
  }
>;
type Job = Exclude<EngineRequest, { type: 'cancel' | 'pause' }>;

/** Answers protocol.ts requests; whoever hosts it (Electron's utilityProcess, a test) carries the messages. */
export class Engine {
  private readonly inference: Inference;
  private readonly aborts = new Map<string, AbortController>();
  private readonly packs: PackOpener;
  private readonly hashes = new PixelHashes();
  /** Aborted where a run comes: it never waits for a device to be measured. */
  private measuring = new AbortController();
  private running = 0;

  /**
   * @param speeds what was measured on this machine before
   * @param choices the file of the devices that `auto` takes; null = remembered by this process only
   */
  constructor(
    private readonly post: (message: EngineMessage) => void,
    private readonly appVersion: string,
    speeds: SpeedBook = new SpeedBook(null),
    options?: InferenceOptions,
    choices: string | null = null,
  ) {
    this.inference = new Inference(options);
    this.packs = new PackOpener(this.inference, speeds, new DeviceChoices(this.inference, choices));
  }

  /** Handles one message. Every request ends with exactly one answer, whatever happens: a bad job never ends the engine. */
  async handle(request: EngineRequest): Promise<void> {
    if (request.type === 'cancel') return this.aborts.get(request.id)?.abort();
    if (request.type === 'pause') return this.aborts.get(request.id)?.abort(pauseReason);
    const abort = new AbortController();
    this.aborts.set(request.id, abort);
    try {
      this.post(await this.answer(request, abort.signal));
    } catch (error) {
      if (error instanceof Paused) this.post({ type: 'paused', id: request.id, ...error.checkpoint });
      else
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
      case 'plan':
        return { type: 'planned', id, plan: await this.plan(request.job) };
      case 'expect':
        await this.hashes.of(request.pixels);
        return { type: 'expected', id };
      case 'run':
        this.measuring.abort();
        this.running++;
        return this.run(id, request.job, signal).finally(() => this.running--);
      case 'probe-devices': {
        const probes = await this.inference.devices();
        const devices = probes.map(({ device, available, note }) => ({ name: device, available, note }));
        return { type: 'devices', id, devices };
      }
      case 'choose-device': {
        this.measuring = new AbortController();
        const stop = AbortSignal.any([signal, this.measuring.signal]);
        if (this.running > 0) this.measuring.abort();
        const pack = await packOf({ settings: request, packs: request.packs });
        const settings = {
          device: 'auto',
          threads: request.threads,
          guidance: 1,
          contextGuidance: 1,
        } as const;
        const check = () => checkPackFiles(pack);
        const state = await this.packs.chooseDevice(pack, settings, stop, check);
        return { type: 'device-chosen', id, state };
      }
      case 'inspect-checkpoints':
        return { type: 'inspected', id, facts: await inspectCheckpoints(request) };
      case 'install-pack-file': {
        const { path, output } = request;
        await installPackFile(path, output, signal, (fraction) =>
          this.post({ type: 'import-progress', id, fraction, message: 'Copying the pack' }),
        );
        return { type: 'imported', id, pack: summarisePack(await inspectPack(output, false)) };
      }
      case 'import-pack': {
        const { transformer, autoencoder, output, precision } = request;
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

  private async plan(job: EditJob): Promise<RunPlan> {
    const pack = await packOf(job);
    const { run, work, pictureBytes } = await planRun(this.input(job, pack));
    const needsNetwork = run.passes.length > 0;
    if (needsNetwork) await checkPackFiles(pack);
    const memory = await this.packs.memory(needsNetwork ? pack : null, { ...heaviestOf(job), pictureBytes });
    if (!needsNetwork) return { ...run, estimatedSeconds: runSeconds(work, typicalSpeed), memory };
    const speed = memory.problem === null ? await this.packs.speed(pack, job.settings) : null;
    return { ...run, estimatedSeconds: speed && runSeconds(work, speed), memory };
  }

  private async run(id: string, job: EditJob, signal: AbortSignal): Promise<Answer> {
    const pack = await packOf(job);
    const edit = this.input(job, pack);
    const prepared = await prepareEdit(edit);
    const { needsNetwork, pictureBytes } = prepared;
    if (needsNetwork) await checkPackFiles(pack);
    const needs = { ...heaviestOf(job), pictureBytes };
    return this.packs.useIf(needsNetwork, pack, needs, async ({ opened, speed, loadSeconds }) => {
      const { appVersion } = this;
      const outcome = await runEdit(
        {
          ...edit,
          speed,
          pack: opened,
          loadSeconds,
          appVersion,
          resume: job.resume,
          keepsLayout: true,
        },
        {
          signal,
          onPlan: (plan) => this.post({ type: 'begun', id, plan }),
          onProgress: (progress) => this.post({ type: 'progress', id, progress }),
          onStep: (variant, step, rgba) => this.post({ type: 'step', id, variant, step, rgba }),
          onPreview: (variant, preview) => this.post({ type: 'preview', id, variant, preview }),
          onCheckpoint: (checkpoint) => this.post({ type: 'checkpoint', id, ...checkpoint }),
          onVariant: (finished) => this.post({ type: 'variant', id, ...finished }),
        },
        prepared,
      );
      // Of a run that was resumed, only the rest was seen here: it says nothing of all of it.
      if (opened && !job.resume)
        await this.packs.learn(pack, { ...job.settings, device: opened.deviceInUse().device }, outcome.speed);
      return { type: 'finished', id };
    });
  }

  private input(job: EditJob, { manifest }: Pack): EditInput {
    const { request, settings, pixels, mask, noSource, earlier, kept, parentState, parentPixels } = job;
    return {
      saliency: saliencyNetwork(job.packs.bundled),
      ...{ request, settings, manifest, earlier, parentState },
      photo: { ...tilePixels(pixels), hash: () => this.hashes.of(pixels) },
      earlierTurns: (job.recipes ?? []).flatMap((recipe) => parseRecipe(recipe)),
      mask: request.kind === 'fill' ? tileCoverage(mask, pixels) : null,
      noSource: noSource && Object.keys(noSource.tiles).length > 0 ? tileCoverage(noSource, pixels) : null,
      kept: kept.map(keptPart),
      parentPixels: parentPixels
        ? {
            pixels: tilePixels(parentPixels.pixels),
            layout: parentPixels.layout && tilePixels(parentPixels.layout),
          }
        : null,
    };
  }
}

/** The recipe of a patch ends with the turn that made it. */
const keptPart = ({ pixels, cells, recipe }: KeptPixels): KeptPart => ({
  pixels: tilePixels(pixels),
  cells,
  provenance: parseRecipe(recipe).at(-1)!,
});

/** A beginning whose state is at hand needs no memory. */
const heaviestOf = ({ settings, earlier, parentState }: EditJob): RunSettings =>
  heaviestSettings(settings, parentState ? [] : earlier);

/** Its files are hashed once they are needed. */
const packOf = ({
  settings,
  packs,
}: Pick<EditJob, 'packs'> & { readonly settings: Pick<RunSettings, 'packId'> }): Promise<Pack> =>
  settings.packId === '' ? findDefaultPack(packs) : findPack(settings.packId, packs);
