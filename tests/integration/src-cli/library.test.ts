import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EngineEvent, openEngine } from '#cli/library.ts';
import { tessera } from './run-command.ts';

const brook = resolve('tests/fixtures/photos/brook.jpg');
const spot = { rectangle: [40, 40, 6, 6] } as const;

let folder = '';
const at = (...parts: string[]): string => join(folder, ...parts);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-library-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('does jobs beside each other as the command line would, says what happens on the way, and goes on after one that fails', async () => {
  const engine = openEngine();
  const events: EngineEvent[] = [];
  const [filled, missing, wider] = await Promise.allSettled([
    engine.run(
      { photo: brook, output: at('made', 'filled.png'), mask: spot, options: { seed: 3 } },
      { onEvent: (event) => events.push(event) },
    ),
    engine.run({ photo: at('missing.jpg'), output: at('never.png'), mask: spot }),
    engine.run({
      photo: brook,
      output: at('wider.png'),
      operation: 'extend',
      options: { right: 8, effort: 'fast', detail: 'off' },
    }),
  ]);
  expect(filled).toMatchObject({ value: { event: 'done', seed: 3, changedOutsideMask: 0 } });
  expect(wider).toMatchObject({ value: { output: at('wider.png'), device: 'cpu' } });
  expect(missing).toMatchObject({ reason: { code: 'file-not-found' } });
  expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['plan', 'done']));

  const single = at('single.png');
  await tessera('fill', brook, '-o', single, '--rectangle', '40,40,6,6', '--seed', '3');
  expect(await readFile(at('made', 'filled.png'))).toEqual(await readFile(single));

  const two = at('two.jpg');
  await engine.run({ photo: brook, output: two, mask: spot, options: { seed: 3, variants: 2 } });
  const alone = ['-o', at('alone.jpg'), '--rectangle', '40,40,6,6', '--seed', '3', '--variants', '2'];
  await tessera('fill', brook, ...alone);
  for (const variant of [1, 2])
    expect(await readFile(at(`two-${variant}.jpg`))).toEqual(await readFile(at(`alone-${variant}.jpg`)));

  const stop = new AbortController();
  const stopped = engine.run(
    { photo: brook, output: at('stopped.png'), operation: 'extend', options: { right: 200 } },
    { signal: stop.signal, onEvent: ({ event }) => event === 'plan' && stop.abort() },
  );
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  await expect(engine.run({ photo: brook, output: at('x.png') })).rejects.toMatchObject({ code: 'usage' });
  await engine.close();
  await expect(engine.run({ photo: brook, output: at('x.png'), mask: spot })).rejects.toThrow(/closed/);
});
