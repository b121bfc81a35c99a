import { ensureBuild } from './set-up/build.mjs';

await ensureBuild({ force: true });
