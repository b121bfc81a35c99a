import { expect, it } from 'vitest';
import { DeviceChoices } from '#engine/editing/plan/device-choices.ts';
import { PackOpener } from '#engine/editing/plan/pack-opener.ts';
import { SpeedBook } from '#engine/editing/plan/speed-book.ts';
import { Inference } from '#engine/inference/inference.ts';
import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { openTinyFlowPack } from '#tests/fixtures/tiny-packs.ts';

it('auto measures a software GPU, finds its numbers right and its pace slower, and stays on the CPU', async () => {
  const pack = await openTinyFlowPack();
  const inference = new Inference({ allowSoftwareDevice: true });
  const choices = new DeviceChoices(inference);
  const opener = new PackOpener(inference, new SpeedBook(null), choices);
  const settings = { ...defaultRunSettings, device: 'auto', threads: 1 } as const;
  const { choice, graphics } = await opener.chooseDevice(pack, settings, new AbortController().signal);
  expect(choice).toMatchObject({ device: 'cpu', dropped: [{ device: 'webgpu', reason: 'slower' }] });
  // It was timed there: a wrong or failed device has no time.
  expect(Object.keys(choice!.stepSeconds)).toEqual(['cpu', 'webgpu']);
  expect(graphics).toMatchObject({ isAssumed: true });
  const inUse = (device: 'auto' | 'webgpu') =>
    opener.use(pack, { ...settings, device }, ({ opened }) => Promise.resolve(opened.deviceInUse()));
  expect(await inUse('auto')).toMatchObject({ device: 'cpu' });
  expect(await inUse('webgpu')).toEqual({ device: 'webgpu', note: null });
  await inference.dispose();
  await pack.close();
});
