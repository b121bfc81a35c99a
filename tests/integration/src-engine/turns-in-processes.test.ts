import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readPhotoFile } from '#engine/imaging/codec/index.ts';
import type { EditJob, EngineMessage } from '#engine/protocol.ts';
import { emptySnapshot, snapshotFromImage, writePixels } from '#engine/tiles/snapshot.ts';
import { segmentsBefore } from '#shared/runs/segments.ts';
import type { ProcessRequest } from '#tests/fixtures/engine-process.ts';
import { kernels } from '../../../scripts/set-up/kernels-plugin.mjs';

// A dozen processes load the pack one after another: minutes on a machine that is busy with other work.
vi.setConfig({ testTimeout: 300_000 });

type Message<Type extends EngineMessage['type']> = Extract<EngineMessage, { type: Type }>;

describe('turns of the bundled pack, in processes of their own', () => {
  let folder = '';
  let job: EditJob;
  /** Inside the checkout, so that the packages that stay outside the bundle are found. */
  const bundle = resolve(`out/test-engine-${process.pid}`);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tessera-processes-'));
    await build({
      configFile: false,
      logLevel: 'silent',
      plugins: [kernels()],
      build: { ssr: resolve('tests/fixtures/engine-process.ts'), outDir: bundle },
    });
    const { image } = await readPhotoFile(resolve('tests/fixtures/photos/dandelions.jpg'));
    const bounds = { x: 0, y: 0, width: image.width, height: image.height };
    const empty = emptySnapshot({ directory: folder, bounds, channels: 1, bitDepth: 8, iccProfile: null });
    job = {
      request: { kind: 'fill' },
      settings: {
        ...defaultRunSettings,
        ...{ arSteps: 3, diffusionSteps: 3, detail: 'off', guidance: 1.5, device: 'cpu', threads: 1 },
      },
      pixels: await snapshotFromImage(folder, image),
      mask: await writePixels(empty, { x: 60, y: 50, width: 40, height: 40 }, new Uint8Array(1600).fill(255)),
      packs: { bundled: resolve('models'), user: null },
      earlier: [],
      kept: [],
      parentState: null,
      resume: null,
    };
  });
  afterAll(async () => {
    await rm(bundle, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  });

  const startEngine = (): ChildProcess =>
    fork(join(bundle, 'engine-process.js'), {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });

  /** Sends a run and gathers what it says until it ends. */
  const ask = (child: ChildProcess, request: ProcessRequest): Promise<EngineMessage[]> =>
    new Promise((done, fail) => {
      const messages: EngineMessage[] = [];
      const listen = (message: EngineMessage): void => {
        messages.push(message);
        if (message.type === 'failed') fail(new Error(message.error.message));
        if (!['finished', 'paused'].includes(message.type)) return;
        child.off('message', listen);
        done(messages);
      };
      child.on('message', listen);
      child.send(request);
    });

  /** Runs a job in a new process, which is gone afterwards. */
  async function inNewProcess(run: EditJob): Promise<EngineMessage[]> {
    const child = startEngine();
    try {
      return await ask(child, { type: 'run', id: 'a', job: run });
    } finally {
      child.kill('SIGKILL');
    }
  }

  const only = <Type extends EngineMessage['type']>(messages: EngineMessage[], type: Type): Message<Type> =>
    messages.find((message): message is Message<Type> => message.type === type)!;

  it('pause after any diffusion step and go on in a new process, bit for bit', async () => {
    const first = startEngine();
    try {
      const whole = await ask(first, { type: 'run', id: 'whole', job });
      const { patch, state } = only(whole, 'variant');
      const steps = whole.filter(
        (each) => each.type === 'progress' && each.progress.phase === 'sample',
      ).length;
      expect(steps).toBe(9);
      for (let pauseAfter = 1; pauseAfter < steps; pauseAfter++) {
        const stopped = await ask(first, { type: 'run', id: `p${pauseAfter}`, job, pauseAfter });
        const paused = only(stopped, 'paused');
        expect(paused.at).toEqual({ pass: 0, step: Math.floor(pauseAfter / 3) });
        const rest = await inNewProcess({ ...job, resume: { variant: 0, state: paused.state } });
        const made = only(rest, 'variant');
        expect(Buffer.compare(made.patch.samples as Uint8Array, patch.samples as Uint8Array)).toBe(0);
        expect(Buffer.compare(made.state, state)).toBe(0);
        const shown = rest.flatMap((each) => (each.type === 'step' ? [each.step.at.step] : []));
        expect(shown).toEqual([0, 1, 2].slice(paused.at.step));
      }
    } finally {
      first.kill('SIGKILL');
    }
  });

  it('branch in a new process from a state that another one left, and pause there, too', async () => {
    const parent = only(await inNewProcess(job), 'variant');
    const branch: EditJob = {
      ...job,
      settings: { ...job.settings, seed: 12, order: 'spiral', arSteps: 4, label: null, guidance: 1 },
      earlier: segmentsBefore([], job.settings, { pass: 0, step: 1 }),
      parentState: parent.state,
    };
    const turned = only(await inNewProcess(branch), 'variant');
    const replayed = only(await inNewProcess({ ...branch, parentState: null }), 'variant');
    expect(turned.patch.samples).not.toEqual(parent.patch.samples);
    expect(Buffer.compare(replayed.patch.samples as Uint8Array, turned.patch.samples as Uint8Array)).toBe(0);
    const child = startEngine();
    try {
      const stopped = await ask(child, { type: 'run', id: 'b', job: branch, pauseAfter: 4 });
      const { state } = only(stopped, 'paused');
      const rest = only(await inNewProcess({ ...branch, resume: { variant: 0, state } }), 'variant');
      expect(Buffer.compare(rest.state, turned.state)).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
