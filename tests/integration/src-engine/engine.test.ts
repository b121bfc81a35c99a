import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '#engine/engine.ts';
import { absentReason } from '#engine/inference/devices.ts';
import { readPhotoFile } from '#engine/imaging/codec/index.ts';
import type { EditJob, EngineMessage } from '#engine/protocol.ts';
import { emptySnapshot, snapshotFromImage, writePixels } from '#engine/tiles/snapshot.ts';

const final = ['planned', 'devices', 'imported', 'finished', 'failed', 'cancelled'];

describe('Engine over tiles with the bundled pack', () => {
  let folder = '';
  let job: EditJob;
  let messages: EngineMessage[] = [];
  let onMessage: ((message: EngineMessage) => void) | null = null;
  const engine = new Engine((message) => {
    messages.push(message);
    onMessage?.(message);
  }, 'test');
  const answers = (id: string): EngineMessage[] =>
    messages.filter(
      (message) => message.type !== 'ready' && message.id === id && final.includes(message.type),
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tessera-engine-'));
    const { image } = await readPhotoFile(resolve('tests/fixtures/photos/dandelions.jpg'));
    const bounds = { x: 0, y: 0, width: image.width, height: image.height };
    const empty = emptySnapshot({ directory: folder, bounds, channels: 1, bitDepth: 8, iccProfile: null });
    job = {
      request: { kind: 'fill' },
      settings: { ...defaultRunSettings, effort: 'fast', detail: 'model', device: 'cpu', threads: 1 },
      pixels: await snapshotFromImage(folder, image),
      mask: await writePixels(empty, { x: 60, y: 50, width: 40, height: 40 }, new Uint8Array(1600).fill(255)),
      packs: { bundled: resolve('models'), user: null },
      earlier: [],
      kept: [],
      parentState: null,
      resume: null,
    };
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('plans, runs with progress and step pictures, and brings one variant', async () => {
    messages = [];
    await engine.handle({ type: 'plan', id: 'a', job });
    await engine.handle({ type: 'run', id: 'b', job });
    expect(answers('a').map(({ type }) => type)).toEqual(['planned']);
    expect(answers('b').map(({ type }) => type)).toEqual(['finished']);
    expect(messages.filter(({ type }) => type === 'variant')).toEqual([
      expect.objectContaining({
        variant: 0,
        patch: expect.objectContaining({
          rect: { x: 60, y: 50, width: 40, height: 40 },
          report: expect.objectContaining({ changedOutsideMask: 0, device: 'cpu' }),
        }),
      }),
    ]);
    expect(messages.some((message) => message.type === 'step' && message.rgba !== null)).toBe(true);
    expect(messages.some(({ type }) => type === 'progress')).toBe(true);
    await engine.handle({ type: 'plan', id: 'c', job });
    expect(answers('c')[0]).toMatchObject({ plan: { estimatedSeconds: expect.any(Number) } });
  });

  it.skipIf(absentReason('webgpu') === null)(
    'without a GPU auto is the CPU, to the bit and without a word, and nothing is measured',
    async () => {
      messages = [];
      const { packs } = job;
      await engine.handle({ type: 'choose-device', id: 'f', packs, packId: '', threads: 1 });
      expect(messages).toEqual([
        {
          type: 'device-chosen',
          id: 'f',
          state: { choice: { device: 'cpu', stepSeconds: {}, dropped: [] }, graphics: null },
        },
      ]);
      const patchOf = async (device: 'auto' | 'cpu') => {
        messages = [];
        await engine.handle({ type: 'run', id: 'g', job: { ...job, settings: { ...job.settings, device } } });
        return messages.flatMap((message) => (message.type === 'variant' ? [message.patch] : []))[0]!;
      };
      const patch = await patchOf('auto');
      expect(patch.report).toMatchObject({ device: 'cpu', deviceNote: null });
      expect(patch.samples).toEqual((await patchOf('cpu')).samples);
    },
  );

  it('stops when it is cancelled, and runs the next job', async () => {
    messages = [];
    onMessage = ({ type }) => type === 'progress' && void engine.handle({ type: 'cancel', id: 'd' });
    await engine.handle({ type: 'run', id: 'd', job });
    onMessage = null;
    expect(answers('d').map(({ type }) => type)).toEqual(['cancelled']);
    await engine.handle({ type: 'run', id: 'e', job });
    expect(answers('e').map(({ type }) => type)).toEqual(['finished']);
  });

  it.each([
    ['a pack that does not exist', { settings: { packId: 'none' } }, 'pack-not-found'],
    ['an unknown label', { settings: { label: 'unicorn' } }, 'label-unknown'],
    ['a mask without anything in it', { mask: { tiles: {} } }, 'mask-empty'],
    ['tiles that are gone', { pixels: { directory: '/nowhere' } }, null],
  ] as const)('answers %s with an error of its own and goes on', async (_, changes, code) => {
    messages = [];
    const bad = { ...job, settings: { ...job.settings, ...('settings' in changes ? changes.settings : {}) } };
    if ('mask' in changes) bad.mask = { ...job.mask, ...changes.mask };
    if ('pixels' in changes) bad.pixels = { ...job.pixels, ...changes.pixels };
    await engine.handle({ type: 'run', id: 'f', job: bad });
    expect(answers('f')).toHaveLength(1);
    expect(answers('f')[0]).toMatchObject(code ? { type: 'failed', error: { code } } : { type: 'failed' });
    await engine.handle({ type: 'plan', id: 'g', job });
    expect(answers('g')[0]!.type).toBe('planned');
  });
});
