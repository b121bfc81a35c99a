import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decode, writeMask } from './pictures.ts';
import { tessera } from './run-command.ts';

const photo = resolve('tests/fixtures/photos/dandelions.jpg');
const fast = ['--effort', 'fast', '--device', 'cpu', '--threads', '1', '--json'];
const inOneWindow = ['--detail', 'off', ...fast];

let folder = '';
let mask = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-cli-'));
  const { width, height } = await decode(photo);
  mask = await writeMask(at('mask.png'), width, height, [[50, 40, 60, 40]]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('plan and done count the steps that run, not those that were asked for', async () => {
  const asked = ['--ar-steps', '4096', '--diffusion-steps', '1'];
  const { lines, last } = await tessera(
    'fill',
    photo,
    '--mask',
    mask,
    '-o',
    at('a.png'),
    ...inOneWindow,
    ...asked,
  );
  expect(last).toMatchObject({ event: 'done', arSteps: last['tokens'], diffusionSteps: 1 });
  const plan = lines.find(({ event }) => event === 'plan');
  expect([plan!['arSteps'], plan!['diffusionSteps']]).toEqual([last['arSteps'], 1]);
});

it('one token is said to be one', async () => {
  const { said, last } = await tessera(
    'generate',
    '--width',
    '1',
    '--height',
    '1',
    '-o',
    at('one.png'),
    ...fast,
  );
  expect(said).toContain('1 token in 1 window, 1 AR step of ');
  expect(last).toMatchObject({ event: 'done', tokens: 1, arSteps: 1 });
});

it('several windows are counted together, and progress names a step there is in every phase', async () => {
  const { lines, last } = await tessera('fill', photo, '--mask', mask, '-o', at('b.png'), ...fast);
  const steps = new Map<unknown, number>();
  const phases = new Set<unknown>();
  for (const { event, phase, pass, passes, arStep, arSteps } of lines) {
    if (event !== 'progress') continue;
    phases.add(phase);
    expect(Number(pass)).toBeLessThan(Number(passes));
    expect(Number(arStep)).toBeLessThan(Number(arSteps));
    steps.set(pass, Number(arSteps));
  }
  expect([...phases]).toEqual(expect.arrayContaining(['sample', 'detail']));
  expect(last['arSteps']).toBeGreaterThanOrEqual([...steps.values()].reduce((sum, each) => sum + each, 0));
});
