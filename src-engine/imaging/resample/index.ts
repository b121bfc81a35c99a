export { BoxAccumulator } from './box-accumulator';
export { createFloatImage, cropFloatImage, type FloatImage } from './float-image';
export { upsample } from './upsample';
