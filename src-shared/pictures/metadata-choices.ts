/** What can be left out of a photo's metadata: where it was taken, and numbers that tell one camera or lens from all others. */
export const metadataParts = ['place', 'serial'] as const;

export type MetadataPart = (typeof metadataParts)[number];
