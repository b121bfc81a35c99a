import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StateFile, type StateRecord } from '#engine/batch/state-file.ts';
import type { MadeTurn } from '#engine/editing/recipe/recipe.ts';
import { workingCopy, writing } from '#engine/files/system-errors.ts';
import type { QueuedPhoto } from '#shared/contract/queue.ts';
import { type Batch, batchFile, readBatch, turnsOf, writeBatch } from './batch-file.ts';
import type { PhotoTask } from './photo-job.ts';

/** A photo of the queue as it stands. */
export class QueueItem {
  status: QueuedPhoto['status'] = 'waiting';
  /** It was being computed when the app was ended: its result may be there. */
  wasBegun = false;
  /** How often the engine died under it. */
  engineDeaths = 0;
  /** Aborted once nobody wants it any more. */
  readonly abort = new AbortController();
  private message: string | null = null;
  private seconds: number | null = null;

  constructor(
    readonly batch: OpenBatch,
    readonly id: string,
    readonly photo: string,
    readonly output: string,
    before: StateRecord | undefined,
  ) {
    this.wasBegun = before?.status === 'started';
    if (before?.status === 'done') this.finish(before.seconds ?? 0);
    if (before?.status === 'failed') this.fail(before.message ?? '');
  }

  begin(status: 'waiting' | 'working'): void {
    this.status = status;
    this.message = null;
  }

  finish(seconds: number): void {
    this.status = 'done';
    this.seconds = seconds;
    this.wasBegun = false;
  }

  fail(message: string): void {
    this.status = 'failed';
    this.message = message;
    this.wasBegun = false;
  }

  view(): QueuedPhoto {
    const { id, status, message, seconds } = this;
    return { id, name: basename(this.photo), output: basename(this.output), status, message, seconds };
  }
}

/** What is done with one batch: its photos, and what became of them. */
export class OpenBatch {
  readonly items: QueueItem[];
  private readonly turns: readonly MadeTurn[];

  private constructor(
    private readonly folder: string,
    private readonly batch: Batch,
    private readonly state: StateFile,
  ) {
    this.turns = turnsOf(batch);
    this.items = batch.photos
      .filter(({ id }) => state.records.get(id)?.status !== 'removed')
      .map(({ id, photo, output }) => new QueueItem(this, id, photo, output, state.records.get(id)));
  }

  /** Null where nothing is left of it to be shown. @throws where it cannot be read */
  static async read(folder: string): Promise<OpenBatch | null> {
    const batch = await readBatch(folder);
    const opened = batch && new OpenBatch(folder, batch, await StateFile.open(stateFile(folder)));
    if (opened && opened.items.length > 0) return opened;
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
    return null;
  }

  /** @throws TesseraError those of writing */
  static async create(folder: string, batch: Batch): Promise<OpenBatch> {
    await writing(workingCopy, mkdir(folder, { recursive: true }));
    await writeBatch(folder, batch);
    return new OpenBatch(folder, batch, await StateFile.open(stateFile(folder)));
  }

  get addedAt(): number {
    return this.batch.addedAt;
  }

  taskOf({ photo, output, wasBegun }: QueueItem): PhotoTask {
    const { rule, file } = this.batch;
    return { photo, output, wasBegun, rule, file, turns: this.turns };
  }

  /** On the disk when this resolves. @throws TesseraError those of writing */
  record(
    { id, photo, output }: QueueItem,
    status: StateRecord['status'],
    said: Partial<Pick<StateRecord, 'seconds' | 'changedOutsideMask' | 'message'>> = {},
  ): Promise<void> {
    const seed = this.turns.at(-1)?.settings.seed ?? 0;
    return this.state.add({ job: id, photo, output, seed, status, ...said });
  }

  async remove(item: QueueItem): Promise<void> {
    await this.record(item, 'removed');
    this.items.splice(this.items.indexOf(item), 1);
    for (const which of ['before', 'after'] as const)
      await rm(this.pictureFile(item, which), { force: true });
  }

  pictureFile({ id }: QueueItem, which: 'before' | 'after'): string {
    return join(this.folder, `${id}-${which}.webp`);
  }

  workFolder({ id }: QueueItem): string {
    return join(this.folder, `${id}-work`);
  }

  close(): Promise<void> {
    return this.state.close();
  }

  /** The list first: without it nothing is taken up again. */
  async delete(): Promise<void> {
    await this.close();
    await rm(batchFile(this.folder), { force: true });
    await rm(this.folder, { recursive: true, force: true });
  }
}

const stateFile = (folder: string): string => join(folder, 'state.jsonl');
