import { toErrorReport } from '#shared/error-report.ts';
import { Cancelled } from '#shared/errors.ts';
import { inLanguage } from '#shared/text/child-language.ts';
import { createGates, JobPhases } from '#engine/batch/job-phases.ts';
import { JobRunner } from '../jobs/job-runner.ts';
import { createProgram } from '../main.ts';
import { storeAt } from '../objects/open-store.ts';
import type { EngineAnswer, EngineCall } from './engine-processes.ts';

/** One of several engines of a batch (engine-processes.ts): a process that does one job after another. */
const runner = new JobRunner((host, command) => createProgram(host, command), storeAt(process.argv[2]), 0);
const running = new Map<string, AbortController>();

async function answer({ id, job }: Extract<EngineCall, { kind: 'run' }>): Promise<EngineAnswer> {
  const abort = new AbortController();
  const phases = new JobPhases(createGates());
  running.set(id, abort);
  try {
    const onEvent = (event: object): void => say({ id, event: event as Record<string, unknown> });
    return { id, done: await runner.run(job, { phases, signal: abort.signal, onEvent }) };
  } catch (error) {
    return { id, error: error instanceof Cancelled ? null : toErrorReport(error) };
  } finally {
    running.delete(id);
    phases.end();
  }
}

// Where the batch is gone, nobody listens; `disconnect` ends this process then.
const say = (message: EngineAnswer): void => void process.send?.(message, () => undefined);

process.on(
  'message',
  inLanguage<EngineCall>((call) => {
    if (call.kind === 'abort') running.get(call.id)?.abort();
    else void answer(call).then(say);
  }),
);
process.on('disconnect', () => process.exit());
// A terminal interrupts all of its processes: the batch says which job ends.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
