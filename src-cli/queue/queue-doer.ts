import { type Job as StoredJob, Queue, QueueEvents } from 'bullmq';
import { z } from 'zod';
import { Cancelled, type ErrorCode, errorCodes, TesseraError } from '#shared/errors.ts';
import { findDefaultPack } from '#engine/packs/registry.ts';
import type { Job } from '../jobs/job.ts';
import { createGates, JobPhases } from '#engine/batch/job-phases.ts';
import type { CommandEvent, JobRun } from '../jobs/job-run.ts';
import type { JobDoer } from '../jobs/job-runner.ts';
import type { StoreOpener } from '../objects/open-store.ts';
import { commandLinePackDirectories } from '../pack-directories.ts';
import { assertReachable, type QueueAddress, queueAddress, queueName } from './connection.ts';
import { identityOf, type QueuedJob, queuedJobId, queuedJobOf, type QueuedResult } from './queued-job.ts';
import { text } from '#shared/text/text.ts';

/** What failed for a reason that may pass is tried so often, after 5, 10, 20 s. */
const attempts = 4;
const backoffMs = 5000;
/**
 * How often what was queued is looked after, should Redis have lost it or an event of it, and how many jobs each time: those that have waited
 * longest. What is never answered becomes one of them, and a million that wait cost no more than a thousand.
 */
const lookAfterMs = 5000;
const lookAfterAtOnce = 1000;

/** Connections that do not close by themselves within this are cut. */
const closingMs = 2000;

/** A job that was queued and not answered yet. */
interface Awaited {
  readonly data: QueuedJob;
  answer(result: CommandEvent): void;
  refuse(error: Error): void;
  /** On its way. */
  onEvent?(event: CommandEvent): void;
}

/** Has jobs done by the workers of a queue. The same job is queued once, whoever asks for it and however often. */
export class QueueDoer implements JobDoer {
  readonly isElsewhere = true;
  private readonly gates = createGates();
  private readonly awaited = new Map<string, Awaited>();
  private readonly timer: NodeJS.Timeout;
  private isLookingAfter = false;

  private constructor(
    private readonly queue: Queue<QueuedJob, QueuedResult>,
    private readonly events: QueueEvents,
    private readonly pack: QueuedJob['pack'],
    /** 1 = first; left out = before all that have one. */
    private readonly priority: number | undefined,
    private readonly openStore: StoreOpener,
  ) {
    const look = ({ jobId }: { jobId: string }): void => void this.lookAfter(jobId).catch(() => undefined);
    events.on('completed', look);
    events.on('failed', look);
    events.on('progress', ({ jobId, data }) => {
      const event = z.looseObject({ event: z.string() }).safeParse(data);
      if (event.success) this.awaited.get(jobId)?.onEvent?.(event.data);
    });
    // Both connect again by themselves; what was missed meanwhile is found by looking after it.
    queue.on('error', () => undefined);
    events.on('error', () => undefined);
    this.timer = setInterval(() => void this.lookAfterOldest().catch(() => undefined), lookAfterMs);
  }

  /** @throws TesseraError usage, queue-unreachable, those of registry */
  static async open(address: string, openStore: StoreOpener, priority?: number): Promise<QueueDoer> {
    const parsed: QueueAddress = queueAddress(address);
    const pack = identityOf(await findDefaultPack(commandLinePackDirectories()));
    await assertReachable(parsed);
    const { connection } = parsed;
    return new QueueDoer(
      new Queue(queueName, { connection }),
      new QueueEvents(queueName, { connection }),
      pack,
      priority,
      openStore,
    );
  }

  newPhases(): JobPhases {
    return new JobPhases(this.gates);
  }

  async run(job: Job, { phases, signal, onEvent }: JobRun): Promise<CommandEvent> {
    if ('pack' in job.options) throw new TesseraError('usage', text.commandLine.queue.ownPack);
    const data = await queuedJobOf(job, this.pack, this.openStore);
    const id = queuedJobId(data);
    // While Redis cannot be reached this waits, but not for somebody who leaves.
    const left = untilAborted(signal);
    await Promise.race([this.add(id, data), left]);
    // The next one may be queued while this one is waited for.
    phases.end();
    const answered = new Promise<CommandEvent>((answer, refuse) => {
      this.awaited.set(id, { data, answer, refuse, ...(onEvent && { onEvent }) });
      void this.lookAfter(id).catch(() => undefined);
    });
    return Promise.race([answered, left]).finally(() => this.awaited.delete(id));
  }

  async dispose(): Promise<void> {
    clearInterval(this.timer);
    const closed = Promise.all([this.queue.close(), this.events.close()]);
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), closingMs);
    });
    const outcome = await Promise.race([closed, tooLate]);
    clearTimeout(timer);
    if (outcome !== 'late') return;
    // Redis is gone: a connection that tries on would keep the process. Neither promise may ever end.
    closed.catch(() => undefined);
    for (const connected of [this.queue, this.events]) connected.disconnect().catch(() => undefined);
  }

  private async add(id: string, data: QueuedJob): Promise<void> {
    const before = await this.queue.getJob(id);
    // Asked for again after it failed: it gets another try.
    if (before && (await before.isFailed())) return before.retry();
    if (before && this.priority !== undefined) await before.changePriority({ priority: this.priority });
    await this.queue.add(data.job.operation, data, {
      jobId: id,
      attempts,
      backoff: { type: 'exponential', delay: backoffMs },
      ...(this.priority !== undefined && { priority: this.priority }),
    });
  }

  /** One round at a time: while Redis cannot be reached it takes longer than the time between two. */
  private async lookAfterOldest(): Promise<void> {
    if (this.isLookingAfter) return;
    this.isLookingAfter = true;
    try {
      const oldest = [...this.awaited.keys()].slice(0, lookAfterAtOnce);
      await Promise.all(oldest.map((id) => this.lookAfter(id)));
    } finally {
      this.isLookingAfter = false;
    }
  }

  /** Answers who waits for the job, and queues it again where Redis knows nothing of it. */
  private async lookAfter(id: string): Promise<void> {
    const awaited = this.awaited.get(id);
    if (!awaited) return;
    // Not by its state: to tell that of a job that waits, BullMQ goes through all that wait.
    const job = await this.queue.getJob(id);
    if (!job) return this.add(id, awaited.data);
    if (job.finishedOn === undefined) return;
    const hasFailed = await job.isFailed();
    this.awaited.delete(id);
    if (hasFailed) awaited.refuse(reasonOf(job));
    else awaited.answer(job.returnvalue);
  }
}

/** @throws Cancelled once the signal is aborted, also where it is already; else it never ends */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, refuse) => {
    if (signal.aborted) refuse(new Cancelled());
    signal.addEventListener('abort', () => refuse(new Cancelled()));
  });

/** What a worker said, as "code: message". */
function reasonOf({ failedReason }: StoredJob<QueuedJob, QueuedResult>): TesseraError {
  const [, code, message] = /^([a-z-]+): (.*)$/s.exec(failedReason) ?? [];
  const known = errorCodes.find((each) => each === code) satisfies ErrorCode | undefined;
  return new TesseraError(known ?? 'internal', known ? message! : failedReason);
}
