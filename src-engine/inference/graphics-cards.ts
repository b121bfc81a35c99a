import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What the system tells of its graphics. */
export interface GraphicsCards {
  /** Null where it has no name here. */
  readonly name: string | null;
  /** Memory of the largest card, in bytes; null where the system does not tell. */
  readonly memoryBytes: number | null;
  /** Changes with the card and its driver: what was measured before holds no longer. */
  readonly driver: string;
}

/** Assumed where the system does not tell how much memory a card has. */
export const assumedMemoryBytes = 4e9;

const run = promisify(execFile);
/** What a program prints; '' where there is none. */
const printed = (program: string, ...options: string[]): Promise<string> =>
  run(program, options, { timeout: 5000, windowsHide: true }).then(
    ({ stdout }) => stdout,
    () => '',
  );
const contents = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** Never throws: what the system does not tell is null. */
export function graphicsCards(platform: NodeJS.Platform = process.platform): Promise<GraphicsCards> {
  if (platform === 'win32') return cardsOfWindows();
  if (platform === 'darwin') {
    // Apple's GPUs take their memory from the machine's, and leave some of it.
    const card = { name: cpus()[0]?.model ?? null, memoryBytes: totalmem() / 2, driver: release() };
    return Promise.resolve(card);
  }
  return cardsOfLinux();
}

/** The class of display adapters in Windows' registry. */
const displayClass =
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}';

async function cardsOfWindows(): Promise<GraphicsCards> {
  return parseRegistry(await printed('reg', 'query', displayClass, '/s'));
}

/** What `reg query` prints of the display adapters. */
export function parseRegistry(text: string): GraphicsCards {
  const values = (key: string): string[] =>
    [...text.matchAll(new RegExp(`^\\s+${key.replace('.', '\\.')}\\s+REG_\\w+\\s+(.*)$`, 'gm'))].map(
      (found) => found[1]!.trim(),
    );
  const described = values('DriverDesc');
  const memories = values('HardwareInformation.qwMemorySize').map(Number);
  return {
    name: described.join(', ') || null,
    memoryBytes: largest(memories),
    driver: [...described, ...values('DriverVersion')].join(', ') || release(),
  };
}

async function cardsOfLinux(): Promise<GraphicsCards> {
  const nvidia = parseNvidia(
    await printed(
      'nvidia-smi',
      '--query-gpu=name,memory.total,driver_version',
      '--format=csv,noheader,nounits',
    ),
  );
  const drm = '/sys/class/drm';
  const memories: number[] = [];
  const devices: string[] = [];
  for (const card of (await names(drm)).filter((name) => /^card\d+$/.test(name))) {
    const device = join(drm, card, 'device');
    devices.push(
      `${(await contents(join(device, 'vendor'))).trim()}:${(await contents(join(device, 'device'))).trim()}`,
    );
    // AMD's driver alone tells it here.
    memories.push(Number(await contents(join(device, 'mem_info_vram_total'))));
  }
  return {
    name: nvidia.name,
    memoryBytes: largest([...nvidia.memories, ...memories]),
    driver: [...nvidia.drivers, ...devices, ...(await vulkanDrivers())].join(', '),
  };
}

/** What `nvidia-smi` prints: "NVIDIA GeForce RTX 4060, 8188, 570.86.10", a line for each card; memory in MiB. */
export function parseNvidia(text: string): { name: string | null; memories: number[]; drivers: string[] } {
  const rows = text
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.trim()))
    .filter((row) => row.length === 3);
  return {
    name: rows.map(([name]) => name).join(', ') || null,
    memories: rows.map(([, mebibytes]) => Number(mebibytes) * 2 ** 20),
    drivers: rows.map((row) => row.join(' ')),
  };
}

/** Files that name Vulkan's drivers come anew with each version of a driver. */
async function vulkanDrivers(): Promise<string[]> {
  const named = (process.env['VK_DRIVER_FILES'] ?? process.env['VK_ICD_FILENAMES'] ?? '').split(':');
  const folder = '/usr/share/vulkan/icd.d';
  const files = [
    ...named.filter((path) => path !== ''),
    ...(await names(folder)).map((name) => join(folder, name)),
  ];
  return Promise.all(
    files.map(async (path) => `${path} ${(await stat(path).catch(() => null))?.mtimeMs ?? 0}`),
  );
}

const largest = (numbers: readonly number[]): number | null => {
  const known = numbers.filter((number) => number > 0);
  return known.length > 0 ? Math.max(...known) : null;
};
