import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { findCudaLibraries } from '#engine/inference/cuda-libraries.ts';
import { absentReason } from '#engine/inference/devices.ts';
import { graphicsCards } from '#engine/inference/graphics-cards.ts';
import { env } from '#engine/inference/onnx-runtime.ts';
import type { BundlePaths } from './rows.ts';

/** What a Python tells of itself (training/card_speed.py). */
export interface FoundPython {
  readonly program: string;
  readonly torch: string;
  /** The card that PyTorch sees; null = none. */
  readonly card: string | null;
  /** Folders of its packages with libraries of CUDA. */
  readonly libraries: readonly string[];
  /** The folder of its onnxruntime package's libraries; null = it has none. */
  readonly onnxruntime: string | null;
}

export interface Machine {
  readonly cpu: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly card: string | null;
  readonly driver: string;
  readonly node: string;
  readonly onnxruntime: string;
  readonly torch: string | null;
}

const printed = (program: string, args: readonly string[], more: object = {}): string => {
  try {
    return execFileSync(program, args, {
      ...{ encoding: 'utf8', timeout: 120_000 },
      stdio: ['ignore', 'pipe', 'ignore'],
      ...more,
    }) as string;
  } catch {
    return '';
  }
};

/** Where PyTorch can be imported; null = no Python here has it. */
export function findPython({ folder }: BundlePaths, wanted: string | null): FoundPython | null {
  const own = process.env['VIRTUAL_ENV'];
  const usual = [...(own ? [join(own, 'bin/python3')] : []), 'python3', 'python', '/opt/conda/bin/python3'];
  for (const program of wanted === null ? usual : [wanted]) {
    const said = printed(program, ['-m', 'training.card_speed', '--describe'], pythonOptions(folder));
    const line = said.trim().split('\n').at(-1) ?? '';
    if (line.startsWith('{')) return { program, ...(JSON.parse(line) as Omit<FoundPython, 'program'>) };
  }
  return null;
}

export const pythonOptions = (folder: string) => ({
  cwd: join(folder, 'python'),
  env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
});

export async function describeMachine(python: FoundPython | null): Promise<Machine> {
  const { name, driver } = await graphicsCards();
  return {
    cpu: cpus()[0]?.model.trim() ?? '',
    cpus: cpus().length,
    memoryBytes: totalmem(),
    system: `${process.platform} ${release()}`,
    card: name,
    driver,
    node: process.versions.node,
    onnxruntime: env.versions.node ?? '',
    torch: python?.torch ?? null,
  };
}

/** Bytes of the card's memory that are taken now, of all processes; null where nvidia-smi is missing. */
export function takenCardMemory(): number | null {
  const rows = printed('nvidia-smi', ['--query-gpu=memory.used', '--format=csv,noheader,nounits'])
    .split('\n')
    .filter((line) => /^\d+$/.test(line.trim()));
  return rows.length > 0 ? Math.max(...rows.map(Number)) * 2 ** 20 : null;
}

const vulkanFolders = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];

/**
 * What the environment of a process needs so that it finds a Vulkan driver. Containers often have NVIDIA's driver without the
 * file that names it: `ownDriverFile` is it.
 */
export function vulkanVariables(
  { vulkan }: BundlePaths,
  isSoftware: boolean,
  ownDriverFile: string,
): Record<string, string> {
  const named = vulkanFolders.some((folder) => existsSync(folder) && readdirSync(folder).length > 0);
  const file = isSoftware
    ? join(vulkan, 'vk_swiftshader_icd.json')
    : !named && existsSync('/dev/nvidia0')
      ? ownDriverFile
      : null;
  return {
    LD_LIBRARY_PATH: withFolders([vulkan]),
    ...(file !== null && { VK_DRIVER_FILES: file, VK_ICD_FILENAMES: file }),
  };
}

const withFolders = (folders: readonly string[]): string =>
  [...folders, process.env['LD_LIBRARY_PATH'] ?? ''].filter((folder) => folder !== '').join(':');

/** Folders with ONNX Runtime's libraries for CUDA and CUDA's own, or why CUDA cannot be tried. */
export function findCuda({ cuda }: BundlePaths, python: FoundPython | null): readonly string[] | string {
  const absent = absentReason('cuda');
  if (absent !== null) return absent;
  const folders = [
    cuda,
    ...(python?.onnxruntime ? [python.onnxruntime] : []),
    ...(python?.libraries ?? []),
  ].filter((folder) => existsSync(folder));
  const found = findCudaLibraries(folders, env.versions.node ?? '');
  return typeof found === 'function' ? found() : folders;
}
