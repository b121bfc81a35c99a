import type { EngineMessage } from '#engine/protocol.ts';
import { toErrorReport } from '#shared/error-report.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import { compareSteps } from '#shared/runs/segments.ts';
import { text } from '#shared/text/text.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import type { DisplayPicture, PixelOperations } from '#main/pixels/pixel-operations.ts';
import { keepTurn } from './keep-turn.ts';
import { runRecord } from './record-codec.ts';
import type { CheckpointHead } from './records.ts';
import { type StoredStep, type Region, type PausedRun, type ActiveRun } from './region.ts';
import { readPicture, sharePicture, writePicture, LivePictures } from './step-pictures.ts';

type Message<Type extends EngineMessage['type']> = Extract<EngineMessage, { type: Type }>;
/** What the engine says of a run on its way. */
export type RunMessage = Message<'begun' | 'step' | 'checkpoint' | 'variant'>;

export interface RecorderParts {
  readonly region: Region;
  readonly work: ActiveRun;
  readonly document: OpenDocument;
  readonly pixels: PixelOperations;
  onStep(variant: number, index: number, step: StoredStep): void;
  /** The region has a turn more, and it is on the disk. */
  onTurn(): void;
  /** Something could not be saved; the run continues. Said once. */
  onUnsaved(message: string): void;
  /** A result could not be kept: the run cannot continue. */
  onFailure(): void;
}

/** Where a paused run stands, and whether the disk took it. */
export interface PausedState {
  readonly isSaved: boolean;
  readonly pausedRun: Omit<PausedRun, 'run' | 'reason'>;
}

/**
 * Keeps what a run brings: its description at the start, a picture of every AR step, its state at most every second, and
 * each variant as a turn as soon as it is finished. Everything is written behind the run, one thing after another and
 * never waited for; of several states only the newest is written.
 */
export class RunRecorder {
  /** Added to the engine's number of a variant: above 0 where it was asked for the later ones only. */
  private firstVariant = 0;
  private readonly live = new LivePictures();
  /** The newest state that waits to be written; replaced by the next one as long as it waits. */
  private unwritten: { newest: Message<'checkpoint'> } | null = null;
  private failure: unknown = null;
  private hasWarned = false;

  constructor(private readonly parts: RecorderParts) {}

  /**
   * Writes what the run is, and shares the pictures of the turn it branches from.
   * @param firstVariant what to add to the engine's numbers of variants
   */
  begin(firstVariant: number): void {
    this.firstVariant = firstVariant;
    const { region, work } = this.parts;
    const { start } = work.run;
    const { steps } = work;
    this.write(async () => {
      await region.files.writeRun(runRecord(region, work.run));
      if (start?.kind !== 'step') return;
      const from = region.files.turnPictures(start.turnId);
      for (const { at, picture } of steps)
        if (picture) await sharePicture(from, region.files.runPictures('kept'), at);
    });
  }

  take(message: RunMessage): void {
    switch (message.type) {
      case 'begun':
        return this.takePlan(message.plan);
      case 'step':
        return this.takeStep(message);
      case 'checkpoint':
        return this.takeCheckpoint(message);
      case 'variant':
        return this.takeVariant(message);
    }
  }

  /** Resolves once everything is on the disk. @throws what kept a result from being kept */
  async settled(): Promise<void> {
    await this.parts.region.writes.idle();
    if (this.failure !== null) throw this.failure;
  }

  /** Saves where the run stands for good. */
  async pause(message: Message<'paused'>): Promise<PausedState> {
    const { region } = this.parts;
    this.unwritten = null;
    this.turnTo(message.variant + this.firstVariant);
    const { variant, at, fraction, savedAt, steps, ...head } = this.headOf(message, true);
    let isSaved = false;
    this.write(async () => {
      await region.files.writeCheckpoint({ ...head, variant, at, fraction, savedAt, steps }, message.state);
      isSaved = true;
    });
    await this.settled();
    const pausedRun = { variant, at, fraction, savedAt, steps, hasState: true, unsavedState: message.state };
    return { isSaved, pausedRun };
  }

  /** The engine's fraction of what it was asked for, as one of the whole run. */
  ofAllWork(fraction: number): number {
    const { variants } = this.parts.work.run.settings;
    const whole = (this.firstVariant + fraction * (variants - this.firstVariant)) / variants;
    return Math.min(1, Math.max(0, whole));
  }

  /** The picture of an AR step of the variant in progress; null where there is none. */
  async picture(variant: number, index: number): Promise<DisplayPicture | null> {
    const { work, region } = this.parts;
    const step = work.variant === variant ? work.steps[index] : undefined;
    if (!step?.picture) return null;
    return (
      this.live.get(step.at) ??
      (await readPicture(region.files.runPictures(variant), step)) ??
      readPicture(region.files.runPictures('kept'), step)
    );
  }

  /** The run and what branches from it keep these numbers, also after an update with other presets. */
  private takePlan(plan: RunPlan): void {
    const { region, work } = this.parts;
    const { settings } = work.run;
    if (settings.numbers && region.passes.length > 0) return;
    region.takeWindows(plan);
    work.run = { ...work.run, settings: { ...settings, numbers: plan.numbers } };
    this.write(() => region.files.writeRun(runRecord(region, work.run)));
  }

  private takeStep({ variant: number, step, rgba }: Message<'step'>): void {
    const { work, region, onStep } = this.parts;
    const variant = number + this.firstVariant;
    this.turnTo(variant);
    const stored: StoredStep = { ...step, picture: rgba !== null };
    const before = work.steps.filter((other) => compareSteps(other.at, step.at) < 0);
    work.steps = [...before, stored];
    if (rgba) {
      const picture: DisplayPicture = { width: step.width, height: step.height, rgba };
      this.live.add(step.at, picture);
      this.write(async () => {
        await writePicture(region.files.runPictures(variant), step.at, rgba);
        this.live.remove(step.at, picture);
      });
    }
    onStep(variant, before.length, stored);
  }

  private takeCheckpoint(newest: Message<'checkpoint'>): void {
    this.turnTo(newest.variant + this.firstVariant);
    if (this.unwritten) {
      this.unwritten.newest = newest;
      return;
    }
    const waiting = { newest };
    this.unwritten = waiting;
    this.write(async () => {
      if (this.unwritten === waiting) this.unwritten = null;
      const head = this.headOf(waiting.newest, false);
      await this.parts.region.files.writeCheckpoint(head, waiting.newest.state);
    });
  }

  private takeVariant({ variant: number, patch, state, steps }: Message<'variant'>): void {
    const { region, document, pixels, work, onTurn, onFailure } = this.parts;
    const { run } = work;
    const variant = number + this.firstVariant;
    // A state of the next variant must not be written before this one is a turn: it would be made again.
    this.unwritten = null;
    const onUnsaved = (error: unknown): void =>
      this.warn(text.turns.kept.turnNotSaved(toErrorReport(error).message));
    void region.writes
      .run(() => keepTurn({ run, variant, patch, state, steps }, { region, document, pixels, onUnsaved }))
      .then(onTurn, (error: unknown) => {
        this.failure ??= error;
        onFailure();
      });
  }

  private headOf(
    { variant: number, at, fraction }: Pick<Message<'checkpoint'>, 'variant' | 'at' | 'fraction'>,
    paused: boolean,
  ): CheckpointHead {
    const { work } = this.parts;
    const variant = number + this.firstVariant;
    const steps = variant === work.variant ? work.steps.filter((step) => compareSteps(step.at, at) < 0) : [];
    return {
      version: 1,
      runId: work.run.id,
      variant,
      at: { ...at },
      fraction: this.ofAllWork(fraction),
      paused,
      savedAt: Date.now(),
      steps: steps.map((step) => ({ ...step, at: { ...step.at }, rect: { ...step.rect } })),
    };
  }

  /** With the first sign of the next variant: its steps begin with those kept from the parent. */
  private turnTo(variant: number): void {
    const { work } = this.parts;
    if (variant === work.variant) return;
    const { start } = work.run;
    work.variant = variant;
    work.steps = start?.kind === 'step' ? work.steps.filter(({ at }) => compareSteps(at, start.at) < 0) : [];
    this.live.clear();
  }

  private write(work: () => Promise<void>): void {
    void this.parts.region.writes
      .run(work)
      .catch((error: unknown) => this.warn(text.turns.kept.notSaved(toErrorReport(error).message)));
  }

  private warn(message: string): void {
    if (!this.hasWarned) this.parts.onUnsaved(message);
    this.hasWarned = true;
  }
}
