import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceChoices } from '#engine/editing/plan/device-choices.ts';
import { PackOpener } from '#engine/editing/plan/pack-opener.ts';
import { SpeedBook } from '#engine/editing/plan/speed-book.ts';
import type { GraphicsCards } from '#engine/inference/graphics-cards.ts';
import type { Inference, OpenedPack, OpenOptions, PackFiles } from '#engine/inference/inference.ts';
import type { Network } from '#engine/sampler/network.ts';
import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { fakeManifest, fakePack } from '#tests/fixtures/fake-pack.ts';

const settings = { ...defaultRunSettings, device: 'auto' as const };
const pack: PackFiles = { directory: '/packs/fake', manifest: fakeManifest() };
const card: GraphicsCards = { name: 'Card 3000', memoryBytes: 8e9, driver: 'driver 1' };
const going = new AbortController().signal;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-devices-'));
  file = join(folder, 'devices.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A machine whose devices take so many seconds per call; a clock of its own, so that nothing depends on this one's pace. */
function machine({
  gpuSeconds = 0.001,
  gpu = {},
  mayHaveGpu = true,
  cards = card,
  onCall = () => {},
}: {
  gpuSeconds?: number;
  gpu?: Partial<OpenedPack>;
  mayHaveGpu?: boolean;
  cards?: GraphicsCards;
  onCall?: () => void;
} = {}) {
  let now = 0;
  const log: string[] = [];
  const timed = (opened: OpenedPack, device: 'cpu' | 'webgpu', seconds: number): OpenedPack => ({
    ...opened,
    deviceInUse: () => ({ device, note: null }),
    network: {
      ...opened.network,
      predict: (...given) => {
        now += seconds;
        if (device === 'webgpu') onCall();
        return opened.network.predict(...given);
      },
    },
  });
  const inference = {
    mayHaveGpu,
    runtimeVersion: '1.0',
    devices: () => {
      log.push('probe');
      const device = (name: string) => ({ device: name, available: true, note: '', seconds: 1 });
      return Promise.resolve(['cpu', 'webgpu', 'directml'].map(device));
    },
    open: (_: PackFiles, { device }: OpenOptions) => {
      log.push(`open ${device}`);
      return Promise.resolve(
        device === 'cpu'
          ? timed(fakePack(pack.manifest), 'cpu', 0.01)
          : { ...timed(fakePack(pack.manifest), 'webgpu', gpuSeconds), ...gpu },
      );
    },
    isOpen: () => false,
    releaseOthers: () => Promise.resolve(),
  } as unknown as Inference;
  const choices = new DeviceChoices(inference, file, () => Promise.resolve(cards));
  const opener = new PackOpener(inference, new SpeedBook(null), choices, () => now);
  const deviceOfRun = () => opener.use(pack, settings, ({ opened }) => Promise.resolve(opened.deviceInUse()));
  return { opener, choices, log, deviceOfRun };
}

describe('auto', () => {
  it('runs on the CPU until the pack was measured, then on the device that was clearly faster', async () => {
    const { opener, deviceOfRun, log } = machine();
    expect(await deviceOfRun()).toEqual({
      device: 'cpu',
      note: expect.stringContaining('not measured') as string,
    });
    // A run never waits for a probe.
    expect(log).toEqual(['open cpu']);
    const { choice, graphics } = await opener.chooseDevice(pack, settings, going);
    expect(choice).toMatchObject({ device: 'webgpu', dropped: [] });
    expect(choice!.stepSeconds['cpu']! / choice!.stepSeconds['webgpu']!).toBeCloseTo(10);
    expect(graphics).toEqual({ name: 'Card 3000', bytes: 8e9, isAssumed: false });
    expect(await deviceOfRun()).toEqual({ device: 'webgpu', note: null });
  });

  it('keeps what it found for this pack, driver and version, and never tries DirectML', async () => {
    const first = machine();
    await first.opener.chooseDevice(pack, settings, going);
    expect(first.log).not.toContain('open directml');
    const next = machine();
    expect((await next.opener.chooseDevice(pack, settings, going)).choice?.device).toBe('webgpu');
    expect(next.log).toEqual([]);
    const newDriver = machine({ cards: { ...card, driver: 'driver 2' } });
    expect((await newDriver.deviceOfRun()).device).toBe('cpu');
    const other = { ...pack, manifest: fakeManifest({ id: 'other' }) };
    expect(await next.choices.known(other, settings)).toBeNull();
  });

  const wrong = fakePack(pack.manifest).network;
  const wrongNetwork: Network = {
    ...wrong,
    predict: async (...given) => (await wrong.predict(...given)).map((value) => 1.05 * value),
  };
  it.each([
    ['is not clearly faster', 'slower', { gpuSeconds: 0.008 }],
    ['computes wrong numbers', 'wrong', { gpu: { network: wrongNetwork } }],
    ['failed', 'failed', { gpu: { deviceInUse: () => ({ device: 'cpu' as const, note: 'It was lost.' }) } }],
  ] as const)('drops a device that %s, with a sentence', async (said, reason, given) => {
    const { opener, deviceOfRun } = machine(given);
    const { choice } = await opener.chooseDevice(pack, settings, going);
    expect(choice).toMatchObject({ device: 'cpu', dropped: [{ device: 'webgpu', reason }] });
    expect(await deviceOfRun()).toEqual({ device: 'cpu', note: expect.stringContaining(said) as string });
  });

  it('gives up for a run that waits, and keeps nothing', async () => {
    const abort = new AbortController();
    const { opener, choices } = machine({ onCall: () => abort.abort() });
    expect((await opener.chooseDevice(pack, settings, abort.signal)).choice).toBeNull();
    expect(await choices.known(pack, settings)).toBeNull();
    await opener.use(pack, settings, async () => {
      expect((await opener.chooseDevice(pack, settings, going)).choice).toBeNull();
    });
  });

  it('leaves a device alone that twice took the process down while it was measured', async () => {
    const die = async (): Promise<void> => {
      // What the file says in the middle is what the next process finds.
      let inTheMiddle = '';
      const dying = machine({ onCall: () => (inTheMiddle ||= readFileSync(file, 'utf8')) });
      await dying.opener.chooseDevice(pack, settings, going);
      expect(dying.log).toContain('open webgpu');
      writeFileSync(file, inTheMiddle);
    };
    await die();
    // Once may have been somebody who closed the app.
    expect(await machine().choices.known(pack, settings)).toBeNull();
    await die();
    const next = machine();
    await next.opener.chooseDevice(pack, settings, going);
    expect(await next.deviceOfRun()).toEqual({
      device: 'cpu',
      note: expect.stringContaining('broken off') as string,
    });
    expect(next.log).toEqual(['open cpu']);
  });

  it('changes nothing on a machine without a GPU: no probe, no file, no note', async () => {
    const { opener, deviceOfRun, log } = machine({ mayHaveGpu: false });
    expect(await opener.chooseDevice(pack, settings, going)).toEqual({
      choice: { device: 'cpu', stepSeconds: {}, dropped: [] },
      graphics: null,
    });
    expect(await deviceOfRun()).toEqual({ device: 'cpu', note: null });
    expect(log).toEqual(['open cpu']);
    await expect(readFile(file)).rejects.toThrow();
  });
});

describe('a graphics card with too little memory', () => {
  const large: PackFiles = {
    directory: '/packs/large',
    manifest: fakeManifest({
      precision: 'fp16',
      files: [{ path: 'transformer.weights', size: 2.5e9, sha256: '0'.repeat(64) }],
    }),
  };
  const byName = { ...settings, device: 'webgpu' as const };

  it('is left alone, with the sizes; 4 GB are assumed where the system does not tell, and said', async () => {
    const told = machine({ cards: { ...card, memoryBytes: 4e9 } });
    const untold = machine({ cards: { ...card, memoryBytes: null } });
    const roomy = machine();
    expect(await told.choices.deviceFor(large, byName)).toEqual({
      device: 'cpu',
      note: expect.stringMatching(/needs about 5.0 GB, and the graphics card has 4.0 GB\./) as string,
    });
    expect((await untold.choices.deviceFor(large, byName)).note).toContain('4.0 GB (assumed');
    expect(await roomy.choices.deviceFor(large, byName)).toEqual({ device: 'webgpu', note: null });
    expect(await untold.choices.deviceFor(pack, byName)).toEqual({ device: 'webgpu', note: null });
  });
});
