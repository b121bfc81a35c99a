import { existsSync, readdirSync } from 'node:fs';
import type { RealDevice } from './session-options.ts';

/**
 * Why a device is not even worth trying, or null. On Linux without a device node every GPU provider fails, noisily on
 * stderr, and a software Vulkan driver may end the process.
 */
export function absentReason(
  device: RealDevice,
  {
    allowSoftware = false,
    platform = process.platform,
  }: { allowSoftware?: boolean; platform?: NodeJS.Platform } = {},
): string | null {
  if (platform !== 'linux' || device === 'cpu' || (allowSoftware && device === 'webgpu')) return null;
  const nvidia = existsSync('/dev/nvidia0') || existsSync('/dev/dxg');
  if (device === 'cuda')
    return nvidia ? null : 'This machine has no NVIDIA GPU, or its driver is not loaded.';
  const rendering =
    existsSync('/dev/dri') && readdirSync('/dev/dri').some((name) => name.startsWith('render'));
  return nvidia || rendering ? null : 'This machine has no GPU, or its driver is not loaded.';
}

/** ONNX Runtime's reasons in words a user can act on; no paths. */
export function readableReason(message: string): string {
  if (/WebGPU adapter/.test(message)) return 'No GPU with a usable driver was found.';
  if (/shared library|providers_/.test(message)) return 'Its libraries are not installed.';
  return (
    (message.split('\n')[0] ?? '')
      .replace(/\S*[/\\]\S*/g, '')
      .trim()
      .slice(0, 200) || 'It could not be started.'
  );
}
