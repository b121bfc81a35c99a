import type { ExtendBy } from './run-request.ts';

/** A photo that ships, and what is done to it. */
export interface Example {
  /** File name in assets/samples. */
  readonly photo: string;
  /** What is selected: a file name beside the photo. Null = nothing. */
  readonly mask: string | null;
  /** What is added at the sides; null = the selection is filled. */
  readonly by: ExtendBy | null;
}

export const exampleNames = ['tree', 'dandelion', 'wider'] as const;
export type ExampleName = (typeof exampleNames)[number];

/** What the first page offers to try. */
export const examples: Readonly<Record<ExampleName, Example>> = {
  tree: { photo: 'autumn-valley.jpg', mask: 'autumn-valley-mask.png', by: null },
  dandelion: { photo: 'dandelions.jpg', mask: 'dandelions-mask.png', by: null },
  wider: { photo: 'dogs.jpg', mask: null, by: { left: 0, right: 257, top: 0, bottom: 0 } },
};
