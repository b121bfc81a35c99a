export { BoxAccumulator } from './box-accumulator.ts';
export { enlargeTwice } from './enlarge-twice.ts';
export { createFloatImage, cropFloatImage, type FloatImage } from './float-image.ts';
export { upsample } from './upsample.ts';
