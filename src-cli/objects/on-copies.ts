import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describeWriteError } from '#engine/files/system-errors.ts';
import { inputsOf, type Job, withPlaces } from '../jobs/job.ts';
import type { CommandEvent, JobRun } from '../jobs/job-run.ts';
import { isObject, objectBeside } from '../jobs/place.ts';
import { assertQueued } from '../jobs/queued-files.ts';
import type { ObjectStore } from './object-store.ts';

/**
 * Does a job of which some places are objects: what it reads is copied into a folder of its own, under its own name, and what
 * it writes there is put into the store once all of it is done.
 * @param work does the job on files @returns the event `done`, with the job's own places
 */
export async function onCopies(
  job: Job,
  store: ObjectStore,
  run: JobRun,
  work: (onFiles: Job, run: JobRun) => Promise<CommandEvent>,
): Promise<CommandEvent> {
  await run.phases.enter('read');
  const folder = await mkdtemp(join(tmpdir(), 'tessera-objects-')).catch((error: unknown) => {
    throw describeWriteError(error, basename(job.output));
  });
  try {
    const files = new Map<string, string>();
    for (const place of new Set(inputsOf(job).filter(isObject))) {
      const own = join(folder, String(files.size));
      await mkdir(own);
      const file = join(own, basename(place));
      assertQueued(place, await store.fetch(place, file, run.signal), run.inputs);
      files.set(place, file);
    }
    const results = join(folder, 'results');
    await mkdir(results);
    if (isObject(job.output)) files.set(job.output, join(results, basename(job.output)));
    const restated = (event: CommandEvent): CommandEvent => restateOutputs(event, results, job.output);
    const done = await work(
      withPlaces(job, (place) => files.get(place) ?? place),
      { ...run, onEvent: (event) => run.onEvent?.(restated(event)) },
    );
    for (const name of await readdir(results))
      await store.put(objectBeside(job.output, name), await readFile(join(results, name)), run.signal);
    return restated(done);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** An event whose results are named by the places that they get. */
function restateOutputs(event: CommandEvent, results: string, output: string): CommandEvent {
  const placeOf = (path: unknown): unknown =>
    typeof path === 'string' && dirname(path) === results ? objectBeside(output, basename(path)) : path;
  const { variants } = event as { readonly variants?: readonly CommandEvent[] };
  return {
    ...event,
    ...('output' in event && { output: placeOf(event['output']) }),
    ...(variants && { variants: variants.map((each) => restateOutputs(each, results, output)) }),
  };
}
