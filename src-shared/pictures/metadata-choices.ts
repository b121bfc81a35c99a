/** What can be left out of a photo's metadata: where it was taken, and numbers that tell one camera or lens from all others. */
export const metadataParts = ['place', 'serial'] as const;

export type MetadataPart = (typeof metadataParts)[number];

/**
 * How a picture came about, in the words of the IPTC's vocabulary (Digital Source Type NewsCodes, 2024-10-23), from the
 * least to the most that was made up:
 * - algorithmicallyEnhanced: corrected by an algorithm without changing the main content;
 * - compositeWithTrainedAlgorithmicMedia: parts were made by a trained model (inpainting, outpainting);
 * - trainedAlgorithmicMedia: made by a trained model.
 */
export const digitalSources = [
  'algorithmicallyEnhanced',
  'compositeWithTrainedAlgorithmicMedia',
  'trainedAlgorithmicMedia',
] as const;

export type DigitalSource = (typeof digitalSources)[number];
