import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createGates, JobPhases } from '#engine/batch/job-phases.ts';
import type { Broadcast } from '#shared/contract/events.ts';
import type { QueueView } from '#shared/contract/queue.ts';
import { toErrorReport } from '#shared/error-report.ts';
import { Cancelled, type ErrorReport, TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import type { DisplayPicture } from '#main/pixels/pixel-operations.ts';
import type { Batch } from './batch-file.ts';
import { OpenBatch, type QueueItem } from './open-batch.ts';
import { assertFree, fillPhoto, type PhotoJobParts } from './photo-job.ts';

export interface PhotoQueueParts extends PhotoJobParts {
  /** Beside the user's data; made where it is missing. */
  readonly folder: string;
  readonly emit: Broadcast;
  /** Tells of something that answers no request. */
  tell(message: string): void;
  log(message: string, detail: unknown): void;
}

/** Its presence says that the user paused the queue. */
const pausedName = 'paused';
/** An engine that dies is often another photo's fault, or the system's: one more try. */
const engineTries = 2;

/** Photos to be filled, one computed at a time. What was added is done across restarts, and nothing twice. */
export class PhotoQueue {
  private readonly batches: OpenBatch[] = [];
  private readonly gates = createGates();
  private readonly inHand = new Set<Promise<void>>();
  private isPaused = false;
  private isBeginning = false;
  private isDisposed = false;

  constructor(private readonly parts: PhotoQueueParts) {}

  /** Takes up what is left from last time, and resumes it unless the user had paused it. */
  async load(): Promise<void> {
    const { folder, log, tell } = this.parts;
    const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
    this.isPaused = existsSync(join(folder, pausedName));
    await this.parts.background.hold(this.isPaused);
    let unread = 0;
    for (const { name } of found.filter((entry) => entry.isDirectory()))
      try {
        const batch = await OpenBatch.read(join(folder, name));
        if (batch) this.batches.push(batch);
      } catch (error) {
        unread++;
        log(`the queued photos in ${name} cannot be read`, error);
      }
    this.batches.sort((a, b) => a.addedAt - b.addedAt);
    if (unread > 0) tell(text.queue.unread(unread));
    this.changed();
  }

  view(): QueueView {
    return { isPaused: this.isPaused, photos: this.items.map((item) => item.view()) };
  }

  /** True while a photo is being computed. */
  get isWorking(): boolean {
    return this.inHand.size > 0;
  }

  /** Adds photos. They are on the disk when this resolves. @throws TesseraError those of writing */
  async add(batch: Omit<Batch, 'format' | 'version' | 'id' | 'addedAt'>): Promise<void> {
    const id = randomUUID();
    const whole: Batch = { ...batch, format: 'tessera-queue', version: 1, id, addedAt: Date.now() };
    const taken = new Set(this.items.map(({ output }) => output));
    const opened = await OpenBatch.create(join(this.parts.folder, id), whole);
    this.batches.push(opened);
    for (const item of opened.items) {
      if (taken.has(item.output))
        await this.fail(
          item,
          new TesseraError('request-denied', text.queue.outputExists(basename(item.output))),
        );
      taken.add(item.output);
    }
    this.changed();
  }

  /** Pauses where it stands: photos that are read or written meanwhile are finished. */
  async pause(): Promise<void> {
    await this.setPaused(true);
    await this.parts.background.hold(true);
  }

  async resume(): Promise<void> {
    await this.setPaused(false);
    await this.parts.background.hold(false);
  }

  /** Tries failed photos again. */
  async retry(ids: readonly string[]): Promise<void> {
    for (const item of this.items.filter(({ id, status }) => status === 'failed' && ids.includes(id))) {
      item.begin('waiting');
      await item.batch.record(item, 'waiting');
    }
    this.changed();
  }

  /** Takes photos off the list. One that is being computed is ended; files that were written stay. */
  async remove(ids: readonly string[]): Promise<void> {
    for (const item of this.items.filter(({ id }) => ids.includes(id))) {
      await item.batch.remove(item);
      item.abort.abort();
    }
    for (const batch of this.batches.filter(({ items }) => items.length === 0)) {
      this.batches.splice(this.batches.indexOf(batch), 1);
      await batch.delete();
    }
    this.changed();
  }

  /** The file of a finished photo's result. @throws TesseraError file-not-found */
  resultOf(id: string): string {
    const item = this.items.find((each) => each.id === id && each.status === 'done');
    if (!item) throw new TesseraError('file-not-found', text.queue.photoGone);
    return item.output;
  }

  /** Null where there is none (yet). */
  async picture(id: string, which: 'before' | 'after'): Promise<DisplayPicture | null> {
    const item = this.items.find((each) => each.id === id);
    if (!item) return null;
    return this.parts.pixels.readThumbnail(item.batch.pictureFile(item, which)).catch(() => null);
  }

  /** A photo that is being computed is begun anew next time. */
  async dispose(): Promise<void> {
    this.isDisposed = true;
    for (const { abort } of this.items) abort.abort();
    for (const batch of this.batches) await batch.close();
  }

  private get items(): QueueItem[] {
    return this.batches.flatMap(({ items }) => items);
  }

  private async setPaused(isPaused: boolean): Promise<void> {
    const { folder, log } = this.parts;
    const file = join(folder, pausedName);
    // Where it cannot be kept, the queue is running again after a restart: nothing is lost by that.
    await mkdir(folder, { recursive: true })
      .then(() => (isPaused ? writeFile(file, '') : rm(file, { force: true })))
      .catch((error: unknown) => log('that the queue is paused was not kept', error));
    // Shown once it is kept, so that what the user saw is what a restart finds.
    this.isPaused = isPaused;
    this.changed();
  }

  private changed(): void {
    if (this.isDisposed) return;
    this.parts.emit('queue/changed', this.view());
    void this.beginNext();
  }

  /** Begins photos as the phases let them in: one is read and one written while a third one is computed. */
  private async beginNext(): Promise<void> {
    if (this.isBeginning) return;
    this.isBeginning = true;
    for (let next = this.next(); next; next = this.next()) {
      const phases = new JobPhases(this.gates);
      await phases.enter('read');
      // It may have been paused or taken off while it waited.
      if (this.next() === next) this.take(next, phases);
      else phases.end();
    }
    this.isBeginning = false;
  }

  private next(): QueueItem | undefined {
    if (this.isPaused || this.isDisposed) return undefined;
    return this.items.find(({ status }) => status === 'waiting');
  }

  private take(item: QueueItem, phases: JobPhases): void {
    item.begin('working');
    const work = this.work(item, phases)
      .catch((error: unknown) => this.ended(item, error))
      .finally(() => {
        phases.end();
        this.inHand.delete(work);
        void this.beginNext();
      });
    this.inHand.add(work);
  }

  private async work(item: QueueItem, phases: JobPhases): Promise<void> {
    const { batch } = item;
    this.tell(item);
    await assertFree(item);
    await batch.record(item, 'started');
    const folder = batch.workFolder(item);
    await rm(folder, { recursive: true, force: true });
    try {
      const { seconds, changedOutsideMask } = await fillPhoto(batch.taskOf(item), this.parts, {
        folder,
        phases,
        signal: item.abort.signal,
        onProgress: ({ fraction, remainingSeconds }) =>
          this.parts.emit('queue/progress', { id: item.id, fraction, remainingSeconds }),
        onPicture: (which, picture) => this.keepPicture(item, which, picture),
      });
      await batch.record(item, 'done', { seconds: Number(seconds.toFixed(3)), changedOutsideMask });
      item.finish(seconds);
      this.tell(item);
    } finally {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  private async ended(item: QueueItem, error: unknown): Promise<void> {
    if (this.isDisposed || item.abort.signal.aborted || error instanceof Cancelled) return;
    const report = toErrorReport(error);
    if (report.code === 'engine-crashed' && ++item.engineDeaths < engineTries) item.begin('waiting');
    else await this.fail(item, report);
    this.tell(item);
    if (report.code !== 'disk-full') return;
    this.parts.tell(text.queue.diskFull);
    await this.pause();
  }

  private async fail(item: QueueItem, { message }: ErrorReport): Promise<void> {
    item.fail(message);
    await item.batch
      .record(item, 'failed', { message })
      .catch((error: unknown) => this.parts.log('that a photo failed was not kept', error));
  }

  private async keepPicture(
    item: QueueItem,
    which: 'before' | 'after',
    picture: DisplayPicture,
  ): Promise<void> {
    // A list without a small picture is no reason to fail.
    await this.parts.pixels
      .writeThumbnail(picture, item.batch.pictureFile(item, which))
      .catch((error: unknown) => this.parts.log('a small picture was not kept', error));
    this.tell(item);
  }

  private tell(item: QueueItem): void {
    if (this.isDisposed || item.abort.signal.aborted) return;
    this.parts.emit('queue/photo', item.view());
  }
}
