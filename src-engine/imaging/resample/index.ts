export { BoxAccumulator } from './box-accumulator';
export { enlargeTwice } from './enlarge-twice';
export { createFloatImage, cropFloatImage, type FloatImage } from './float-image';
export { upsample } from './upsample';
