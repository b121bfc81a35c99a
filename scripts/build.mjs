import { ensureBuild } from './set-up/build.mjs';

ensureBuild({ force: true });
