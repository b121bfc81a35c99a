export { coverageBounds, coveredPixels } from './bounds.ts';
export { fillNarrowEdges, narrowEdgeReach } from './narrow-edges.ts';
export { squaredDistance } from './distance.ts';
export { featherMask, growMask, invertMask, shrinkMask } from './grow-shrink.ts';
