import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { describeReadError } from '#engine/files/system-errors.ts';
import type { Pack } from '#engine/packs/registry.ts';
import { inputsOf, type Job, jobShape } from '../jobs/job.ts';
import { isObject } from '../jobs/place.ts';
import type { StoreOpener } from '../objects/open-store.ts';

/** What lies in the queue for one job. Paths are absolute, the same for all machines that share the folder; objects are of the store that they share. */
const queuedJobSchema = z.object({
  job: jobShape.extend({ key: z.string(), seed: z.number() }),
  /** sha256 of each file that is read: a worker that finds another there refuses the job. */
  inputs: z.record(z.string(), z.string()),
  /** The pack that a job without one is done with. */
  pack: z.object({ id: z.string(), digest: z.string() }),
});
export type QueuedJob = z.infer<typeof queuedJobSchema>;

/** @throws where it is none of this version's */
export const parseQueuedJob = (data: unknown): QueuedJob => queuedJobSchema.parse(data);

/** What a worker answers: the fields of `done`. */
export type QueuedResult = Readonly<Record<string, unknown>>;

/** @throws TesseraError file-not-found, file-unreadable */
export async function queuedJobOf(
  job: Job,
  pack: QueuedJob['pack'],
  openStore: StoreOpener,
): Promise<QueuedJob> {
  const inputs: Record<string, string> = {};
  for (const place of inputsOf(job))
    inputs[place] = isObject(place) ? await (await openStore()).digest(place) : await digestOf(place);
  return { job: job as QueuedJob['job'], inputs, pack };
}

/** What is to be made of what, whoever asks for it and whenever: the same job twice is one. */
export function queuedJobId({ job, inputs, pack }: QueuedJob): string {
  const { key, seed, output } = job;
  return createHash('sha256')
    .update(JSON.stringify([key, seed, output, inputs, pack]))
    .digest('hex')
    .slice(0, 32);
}

/** A pack by its id and the hashes of its files. */
export const identityOf = ({ manifest }: Pack): QueuedJob['pack'] => ({
  id: manifest.id,
  digest: createHash('sha256')
    .update(JSON.stringify(manifest.files.map(({ path, sha256 }) => [path, sha256]).sort()))
    .digest('hex'),
});

/** sha256 of a file. @throws TesseraError file-not-found, file-unreadable */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  } catch (error) {
    throw describeReadError(error, path);
  }
  return hash.digest('hex');
}
