import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { kernels } from './scripts/set-up/kernels-plugin.mjs';

/** Engine and pixel process are entries of the main build: main starts them as utilityProcesses from out/main/. */
export default defineConfig({
  main: {
    plugins: [kernels()],
    build: {
      outDir: 'out/main',
      license: { fileName: 'licences.md' },
      externalizeDeps: true,
      rollupOptions: {
        input: {
          main: resolve('src-main/main.ts'),
          engine: resolve('src-engine/entry.ts'),
          pixels: resolve('src-main/pixels/entry.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      license: { fileName: 'licences.md' },
      rollupOptions: { input: { preload: resolve('src-preload/preload.ts') }, output: { format: 'cjs' } },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [svelte()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      license: { fileName: 'licences.md' },
      rollupOptions: { input: resolve('src-renderer/index.html') },
    },
  },
});
