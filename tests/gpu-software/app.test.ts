import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { smallPhoto, temporaryFolder } from '#tests/e2e/harness/launch.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';
import { softwareGpuVariables } from '#tests/fixtures/software-gpu.ts';
import { openTinyFlowPack, type TemporaryPack } from '#tests/fixtures/tiny-packs.ts';

let pack: TemporaryPack;
beforeAll(async () => {
  pack = await openTinyFlowPack();
});
afterAll(() => pack.close());

const hole = { x: 150, y: 120, width: 12, height: 12 };

it('the app fills on a software GPU, says so, and cancels there', async () => {
  const userData = await temporaryFolder();
  await cp(pack.directory, join(userData, 'models', pack.manifest.id), { recursive: true });
  const app = await TesseraApp.start(smallPhoto, {
    userData,
    environment: { ...softwareGpuVariables(), TESSERA_ALLOW_SOFTWARE_DEVICE: '1' },
    lastSettings: {
      device: 'webgpu',
      packId: pack.manifest.id,
      ...{ arSteps: 4, diffusionSteps: 8, detail: 'off', thinParts: 'network' },
    },
  });
  const webgpu = text.panels.deviceName('webgpu');
  await expect
    .poll(() => app.window.locator('[data-status="device"]').innerText())
    .toBe(text.status.device(webgpu));

  const devices = await app.window.evaluate(() => window.tessera.devices.list());
  expect(devices).toMatchObject({
    ok: true,
    value: expect.arrayContaining([expect.objectContaining({ name: 'webgpu', available: true })]) as unknown,
  });

  const before = await app.selectRectangle(hole);
  await app.startRun();
  await app.window
    .locator('[data-dock="run"]')
    .getByText(/step \d+ of/)
    .waitFor({ timeout: 60_000 });
  await app.cancel();
  expect(await app.summary()).toEqual(before);

  await app.startRun();
  await app.untilResult();
  const { report } = (await app.tree())!.turns[0]!;
  expect(report).toMatchObject({
    packId: pack.manifest.id,
    device: 'webgpu',
    deviceNote: null,
    changedOutsideMask: 0,
  });
  expect(report.tokenEvaluations).toBeGreaterThan(0);
  await app.accept();
  await expect.poll(() => app.window.locator('[data-status="time"]').innerText()).toContain(webgpu);
});
