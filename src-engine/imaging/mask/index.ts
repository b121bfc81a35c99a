export { coverageBounds, coveredPixels } from './bounds';
export { connectedComponents, type Component } from './components';
export { squaredDistance } from './distance';
export { featherMask, growMask, invertMask, shrinkMask } from './grow-shrink';
export { polygonMask } from './polygon';
