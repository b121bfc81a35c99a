import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { kernels } from './scripts/set-up/kernels-plugin.mjs';
import { updateConstants } from './scripts/set-up/update-feed.mjs';

/** Tiers: unit (milliseconds), golden (reference numbers), integration (real engine), e2e (real Electron), campaign (long). */
const tier = (name: string, options: object = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.ts`], ...options },
});

/** Commands that tests run keep nothing among the data of whoever runs them. */
const userData = join(tmpdir(), 'tessera-test-user-data');

/** electron-store imports Electron, whose package outside of Electron only wants to know a folder for its binary. */
const withoutElectron = { ELECTRON_OVERRIDE_DIST_PATH: 'unused' };

/** Tells tests that they run on the software GPU (tests/fixtures/software-gpu.ts). */
const onDevice = { TESSERA_TEST_DEVICE: 'webgpu' };

export default defineConfig({
  define: { ...updateConstants(), isInApp: 'false' },
  plugins: [svelte(), kernels()],
  test: {
    // Two files at a time: what the smallest machine it has to pass on can do.
    maxWorkers: 2,
    // Files say when they were made; the same work is to give the same file.
    env: { SOURCE_DATE_EPOCH: '1700000000' },
    projects: [
      tier('unit', { testTimeout: 30_000, env: withoutElectron }),
      tier('golden', { testTimeout: 60_000 }),
      tier('integration', {
        testTimeout: 120_000,
        env: { TESSERA_USER_DATA: userData },
      }),
      // A window on a busy machine may take longer than the one second that is polled for otherwise.
      tier('e2e', {
        testTimeout: 180_000,
        hookTimeout: 120_000,
        expect: { poll: { timeout: 30_000 } },
      }),
      tier('gpu-software', {
        setupFiles: ['tests/gpu-software/find-device.ts'],
        testTimeout: 600_000,
        hookTimeout: 120_000,
        expect: { poll: { timeout: 60_000 } },
      }),
      // Tests that are made for the CPU, on the software GPU: `npm run test:gpu-software -- --all`.
      tier('device-integration', {
        include: ['sampler/turns', 'inference/onnx-network', 'packs/large-window'].map(
          (name) => `tests/integration/src-engine/${name}.test.ts`,
        ),
        setupFiles: ['tests/gpu-software/on-device.ts'],
        testTimeout: 1_800_000,
        env: { TESSERA_USER_DATA: userData, ...onDevice },
      }),
      tier('device-e2e', {
        include: ['fill', 'pause', 'turns', 'keep-part'].map((name) => `tests/e2e/${name}.test.ts`),
        testTimeout: 1_800_000,
        hookTimeout: 120_000,
        expect: { poll: { timeout: 60_000 } },
        env: onDevice,
      }),
      tier('smoke'),
      tier('package', { testTimeout: 180_000, fileParallelism: false }),
      tier('campaign', { testTimeout: 3_600_000, fileParallelism: false, env: withoutElectron }),
    ],
  },
});
