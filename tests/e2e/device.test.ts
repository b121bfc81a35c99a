import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { TesseraApp } from './harness/tessera-app.ts';

it.skipIf(process.platform !== 'linux' || existsSync('/dev/dri') || existsSync('/dev/nvidia0'))(
  'without a graphics card the preferences say plainly that the CPU computes',
  async () => {
    const app = await TesseraApp.start(null);
    await expect
      .poll(() => app.window.locator('[data-status="device"]').innerText(), { timeout: 60_000 })
      .toBe(text.status.device('CPU'));
    await app.press('Control+,');
    const lines = app.window.getByRole('dialog').locator('[data-status="device-lines"] span');
    expect(await lines.allInnerTexts()).toEqual([text.devices.none]);
  },
);
