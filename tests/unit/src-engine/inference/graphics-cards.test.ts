import { expect, it } from 'vitest';
import { graphicsCards, parseNvidia, parseRegistry } from '#engine/inference/graphics-cards.ts';

it('reads name, memory and driver from what nvidia-smi prints, and nothing from an error', () => {
  const printed = 'NVIDIA GeForce GT 1030, 2048, 570.86.10\nNVIDIA GeForce RTX 4060, 8188, 570.86.10\n';
  expect(parseNvidia(printed)).toEqual({
    name: 'NVIDIA GeForce GT 1030, NVIDIA GeForce RTX 4060',
    memories: [2147483648, 8585740288],
    drivers: ['NVIDIA GeForce GT 1030 2048 570.86.10', 'NVIDIA GeForce RTX 4060 8188 570.86.10'],
  });
  for (const nothing of ['', 'NVIDIA-SMI has failed because it couldn’t communicate with the driver.'])
    expect(parseNvidia(nothing)).toEqual({ name: null, memories: [], drivers: [] });
});

it('reads the largest card of Windows’ registry', () => {
  const key =
    'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}';
  const printed = [
    `${key}\\0000`,
    '    DriverDesc    REG_SZ    Intel(R) UHD Graphics 770',
    '    DriverVersion    REG_SZ    31.0.101.4146',
    '    HardwareInformation.qwMemorySize    REG_QWORD    0x8000000',
    '',
    `${key}\\0001`,
    '    DriverDesc    REG_SZ    NVIDIA GeForce RTX 4060',
    '    DriverVersion    REG_SZ    32.0.15.6614',
    '    HardwareInformation.qwMemorySize    REG_QWORD    0x1ff000000',
  ].join('\r\n');
  expect(parseRegistry(printed)).toEqual({
    name: 'Intel(R) UHD Graphics 770, NVIDIA GeForce RTX 4060',
    memoryBytes: 0x1ff000000,
    driver: 'Intel(R) UHD Graphics 770, NVIDIA GeForce RTX 4060, 31.0.101.4146, 32.0.15.6614',
  });
  expect(parseRegistry('')).toMatchObject({ name: null, memoryBytes: null });
});

it('never throws on this machine, and tells another driver where another is named', async () => {
  const cards = await graphicsCards();
  expect(cards.memoryBytes === null || cards.memoryBytes > 0).toBe(true);
  if (process.platform !== 'linux') return;
  const { VK_DRIVER_FILES: named } = process.env;
  process.env['VK_DRIVER_FILES'] = import.meta.filename;
  expect((await graphicsCards()).driver).not.toBe(cards.driver);
  if (named === undefined) delete process.env['VK_DRIVER_FILES'];
  else process.env['VK_DRIVER_FILES'] = named;
});
