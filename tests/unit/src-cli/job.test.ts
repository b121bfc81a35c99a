import { expect, test } from 'vitest';
import { inputsOf, jobOfLine, jobSchema } from '#cli/jobs/job.ts';
import { parseQueuedJob } from '#cli/queue/queued-job.ts';

const lineWith = (options: Record<string, string>) => ({
  photo: 'photo.jpg',
  output: 'out.png',
  mask: 'mask.png',
  options,
});

test('options are named in camelCase alone: whatever reads a file is known to be read', () => {
  const job = jobOfLine(jobSchema.parse(lineWith({ paintedEffort: 'effort.png' })), '/folder');
  expect(inputsOf(job)).toContain('/folder/effort.png');
  const pack = { id: 'pack', digest: '' };
  for (const name of ['painted-effort', '-source', 'source=/elsewhere;', 'Source', '']) {
    expect(jobSchema.safeParse(lineWith({ [name]: 'effort.png' })).error?.message, name).toMatch(/camelCase/);
    const queued = { ...job, options: { [name]: 'effort.png' } };
    expect(() => parseQueuedJob({ job: queued, inputs: {}, pack }), name).toThrow(/camelCase/);
  }
});
