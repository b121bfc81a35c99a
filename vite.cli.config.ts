import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** The command line: the same engine for plain Node, no Electron. Dependencies stay in node_modules. */
export default defineConfig({
  build: {
    ssr: resolve('src-cli/tessera.ts'),
    outDir: 'out/cli',
    license: { fileName: 'licences.md' },
    target: 'node20',
    rollupOptions: { output: { entryFileNames: 'tessera.js', banner: '#!/usr/bin/env node' } },
  },
});
