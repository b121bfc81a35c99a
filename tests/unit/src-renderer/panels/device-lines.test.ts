import { expect, it } from 'vitest';
import { deviceLines } from '#renderer/panels/device-lines.ts';

const graphics = { name: 'RTX 4060', bytes: 8e9, isAssumed: false };

it('says which card there is, how much memory it has, and the time per step of each device', () => {
  const choice = { device: 'webgpu', stepSeconds: { cpu: 0.0123, webgpu: 0.002 }, dropped: [] };
  expect(deviceLines({ choice, graphics })).toEqual([
    'RTX 4060: 8.0 GB of memory',
    'CPU: 12.3 ms per step',
    'WebGPU: 2.0 ms per step',
  ]);
});

it('says why a device is not used', () => {
  const dropped = [{ device: 'webgpu', reason: 'failed', detail: 'It was lost.' } as const];
  const choice = { device: 'cpu', stepSeconds: { cpu: 0.01 }, dropped };
  const lines = deviceLines({ choice, graphics: { name: null, bytes: 4e9, isAssumed: true } });
  expect(lines).toEqual([
    'Graphics card: 4.0 GB of memory are assumed, since the system does not tell',
    'CPU: 10.0 ms per step',
    'WebGPU is not used: it failed with this model. It was lost.',
  ]);
  expect(deviceLines({ choice: null, graphics }).at(-1)).toContain('not measured');
});

it('says plainly that the CPU computes where there is nothing else', () => {
  const choice = { device: 'cpu', stepSeconds: {}, dropped: [] };
  const none = ['No graphics card that can be used was found: the CPU computes.'];
  expect(deviceLines({ choice, graphics: null })).toEqual(none);
  // A driver may be there and no device behind it.
  expect(deviceLines({ choice: { ...choice, stepSeconds: { cpu: 0.01 } }, graphics })).toEqual(none);
});
