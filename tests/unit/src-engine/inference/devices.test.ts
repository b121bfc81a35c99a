import { expect, test } from 'vitest';
import {
  chooseDevice,
  judgeProbe,
  type DeviceProbe,
  absentReason,
  probeDevices,
  readableReason,
} from '#engine/inference/devices.ts';

const cpu: DeviceProbe = { device: 'cpu', available: true, note: '20 ms', seconds: 0.02 };
const gpu = (seconds: number | null, available = true): DeviceProbe => ({
  device: 'webgpu',
  available,
  note: 'No GPU.',
  seconds,
});

test('a device that cannot be used falls back to the CPU and says why', () => {
  expect(chooseDevice('webgpu', [cpu, gpu(0.03)])).toEqual({ device: 'webgpu', note: null });
  expect(chooseDevice('webgpu', [cpu, gpu(null, false)])).toEqual({
    device: 'cpu',
    note: expect.stringContaining('No GPU.') as string,
  });
  expect(chooseDevice('coreml', [cpu]).device).toBe('cpu');
  expect(chooseDevice('cpu', [])).toEqual({ device: 'cpu', note: null });
});

test('a device that computes wrong numbers, or as slowly as a software renderer, is never used', () => {
  const reference = { output: Float32Array.of(1, -2, 3), seconds: 0.02 };
  const judge = (output: number[], seconds: number) =>
    judgeProbe('webgpu', { output: Float32Array.from(output), seconds }, reference);
  expect(judge([1, -2.001, 3], 0.005)).toEqual({
    device: 'webgpu',
    available: true,
    note: '5.0 ms for the probe',
    seconds: 0.005,
  });
  for (const bad of [
    judge([1, -2, 2.5], 0.001),
    judge([1, NaN, 3], 0.001),
    judge([0, 0, 0], 0.001),
    judge([1, -2, 3], 6),
  ]) {
    expect(bad.available).toBe(false);
    expect(chooseDevice('webgpu', [cpu, bad]).device).toBe('cpu');
  }
});

test('reasons are words, not paths', () => {
  const long = '/onnxruntime_src/webgpu_context.cc:136 Failed to get a WebGPU adapter: No supported adapters';
  expect(readableReason(long)).toBe('No GPU with a usable driver was found.');
  expect(readableReason('Failed to load shared library /home/someone/libx.so')).toBe(
    'Its libraries are not installed: TESSERA_CUDA_LIBRARIES names a folder that has them.',
  );
  const cuda =
    '/src/providers/cuda/cuda_call.cc:154 std::conditional_t<THRW, void> onnxruntime::CudaCall(ERRTYPE) CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=-1 ; hostname=here';
  expect(readableReason(cuda)).toBe(
    'CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version.',
  );
  expect(readableReason('Error in C:\\Users\\someone\\x.dll now\nmore')).toBe('Error in  now');
  expect(readableReason('')).toBe('It could not be started.');
});

test('CoreML is never tried: it runs on the CPU, and the note says what to choose instead', async () => {
  const { device, note } = chooseDevice('coreml', await probeDevices(1, false));
  expect([device, note]).toEqual(['cpu', expect.stringContaining('Choose WebGPU')]);
});

test('outside Linux nothing is ruled out beforehand', () => {
  expect(absentReason('directml', { platform: 'win32' })).toBeNull();
  expect(absentReason('coreml', { platform: 'darwin' })).toBeNull();
  expect(absentReason('cpu', { platform: 'linux' })).toBeNull();
});
