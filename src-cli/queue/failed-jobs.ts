import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { clockTime } from '#shared/text/formats.ts';
import { createOutput } from '../output.ts';
import { assertReachable, queueAddress, queueName } from './connection.ts';
import { parseQueuedJob } from './queued-job.ts';
import { text } from '#shared/text/text.ts';

/** So many are asked for at once. */
const page = 200;

/** `tessera failed --queue redis://host` */
export function registerFailed(program: Command): void {
  program
    .command('failed')
    .description(text.commandHelp.failed.description)
    .addOption(
      new Option('--queue <address>', text.commandHelp.failed.queue)
        .env('TESSERA_QUEUE')
        .makeOptionMandatory(),
    )
    .option('--json', text.commandHelp.shared.json, false)
    .action(list);
}

async function list({ queue: given, json }: { queue: string; json: boolean }): Promise<void> {
  const address = queueAddress(given);
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
          text.commandLine.queue.failedJob(clockTime(finishedOn), basename(job.output), failedReason),
        );
      }
      count += jobs.length;
      if (jobs.length < page) break;
    }
  } finally {
    await queue.close();
  }
  output.event({ event: 'done', failed: count });
  output.say(count === 0 ? text.commandLine.queue.noneFailed : text.commandLine.queue.failed(count));
}
