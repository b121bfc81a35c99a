import imagenet from './imagenet-class-names.json';

/** Names of a network's classes: ImageNet's where there are 1000, else numbers. The null class has none. */
export function classLabels(classes: number): string[] {
  if (classes === imagenet.names.length) return [...imagenet.names];
  return Array.from({ length: classes }, (_, index) => `class ${index}`);
}
