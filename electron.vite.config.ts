import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { kernels } from './scripts/set-up/kernels-plugin.mjs';
import { updateConstants } from './scripts/set-up/update-feed.mjs';

const define = updateConstants();
/** Where it is built; tests of updates build another app beside the usual one. */
const output = process.env['TESSERA_OUT'] ?? 'out';

/** Engine and pixel process are entries of the main build: main starts them as utilityProcesses from out/main/. */
export default defineConfig({
  main: {
    define,
    plugins: [kernels()],
    build: {
      outDir: `${output}/main`,
      license: { fileName: 'licences.md' },
      externalizeDeps: true,
      rollupOptions: {
        input: {
          start: resolve('src-main/start.ts'),
          main: resolve('src-main/main.ts'),
          engine: resolve('src-engine/entry.ts'),
          pixels: resolve('src-main/pixels/entry.ts'),
        },
      },
    },
  },
  preload: {
    define,
    build: {
      outDir: `${output}/preload`,
      license: { fileName: 'licences.md' },
      rollupOptions: { input: { preload: resolve('src-preload/preload.ts') }, output: { format: 'cjs' } },
    },
  },
  renderer: {
    root: 'src-renderer',
    define,
    plugins: [svelte()],
    build: {
      outDir: `${output}/renderer`,
      minify: true,
      license: { fileName: 'licences.md' },
      rollupOptions: { input: resolve('src-renderer/index.html') },
    },
  },
});
