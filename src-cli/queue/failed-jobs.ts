import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { clockTime } from '#shared/text/formats.ts';
import { createOutput } from '../output.ts';
import { assertReachable, queueAddress, queueName } from './connection.ts';
import { parseQueuedJob } from './queued-job.ts';

/** So many are asked for at once. */
const page = 200;

/** `tessera failed --queue redis://host` */
export function registerFailed(program: Command): void {
  program
    .command('failed')
    .description(
      'list the jobs of a queue that failed for good, and why; "tessera batch --queue" with their list gives them another try',
    )
    .addOption(new Option('--queue <address>', 'as of worker').env('TESSERA_QUEUE').makeOptionMandatory())
    .option('--json', 'one JSON object per line on stdout', false)
    .action(list);
}

async function list({ queue: text, json }: { queue: string; json: boolean }): Promise<void> {
  const address = queueAddress(text);
  await assertReachable(address);
  const output = createOutput(json);
  const { Queue } = await import('bullmq');
  const queue = new Queue(queueName, { connection: address.connection });
  let count = 0;
  try {
    for (let first = 0; ; first += page) {
      const jobs = await queue.getFailed(first, first + page - 1);
      for (const { id, data, failedReason, attemptsMade, finishedOn = 0 } of jobs) {
        const { job } = parseQueuedJob(data);
        const said = { photo: job.photo ?? null, output: job.output, reason: failedReason };
        output.result(
          { event: 'failed', id, ...said, tries: attemptsMade, failedAt: finishedOn },
          `${clockTime(finishedOn)}  "${basename(job.output)}": ${failedReason}`,
        );
      }
      count += jobs.length;
      if (jobs.length < page) break;
    }
  } finally {
    await queue.close();
  }
  output.event({ event: 'done', failed: count });
  output.say(count === 0 ? 'No job failed.' : `${count} failed.`);
}
