export { coverageBounds, coveredPixels } from './bounds';
export { squaredDistance } from './distance';
export { featherMask, growMask, invertMask, shrinkMask } from './grow-shrink';
