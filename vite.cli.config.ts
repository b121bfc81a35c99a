import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { kernels } from './scripts/set-up/kernels-plugin.mjs';

/**
 * The command line and the library for other programs: the same engine for plain Node, no Electron. With `--mode app` the
 * command line that ships in the app (src-main/start.ts): without what connects. Dependencies stay in node_modules.
 */
export default defineConfig(({ mode }) => {
  const isInApp = mode === 'app';
  return {
    define: { isInApp: JSON.stringify(isInApp) },
    plugins: [kernels()],
    build: {
      ssr: true,
      outDir: isInApp ? 'out/command-line' : 'out/cli',
      license: { fileName: 'licences.md' },
      target: 'node20',
      rollupOptions: {
        input: {
          tessera: resolve('src-cli/tessera.ts'),
          ...(isInApp ? {} : { library: resolve('src-cli/library.ts') }),
          'photo-thread': resolve('src-cli/photos/photo-thread.ts'),
          'engine-process': resolve('src-cli/batch/engine-process.ts'),
        },
        output: {
          entryFileNames: '[name].js',
          banner: ({ name }) => (name === 'tessera' && !isInApp ? '#!/usr/bin/env node' : ''),
        },
      },
    },
  };
});
