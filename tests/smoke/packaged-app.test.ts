import { expect, it } from 'vitest';
import { temporaryFolder } from '#tests/e2e/harness/launch.ts';
import { executableIn, fillSample } from '#tests/package/packaged-app.ts';

/** `npm run test:package -- --smoke FOLDER`: what the release workflow asks of the app on each system. */
it('the app in the given folder starts and fills a photo', { timeout: 600_000 }, async () => {
  const folder = process.env['TESSERA_PACKAGED'];
  expect(folder, 'TESSERA_PACKAGED names no folder').toBeTruthy();
  await fillSample(executableIn(folder!), await temporaryFolder());
});
