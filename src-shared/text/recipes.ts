/** Why a recipe cannot be repeated, and why what was repeated may differ. */
export const recipes = {
  none: (name: string) => `"${name}" holds no recipe.`,
  /** A picture, as `otherPicture` takes it. */
  size: (width: number, height: number, channels: number) =>
    `${width} x ${height} pixels with ${channels} channels`,
  otherPicture: (name: string, wanted: string, own: string | null) =>
    `"${name}" was made from a picture of ${wanted}${own === null ? '' : `; this one has ${own}`}. Give the photo it was made from.`,
  resizedBetween: (wanted: string, own: string) =>
    `Between two of its turns the picture was cropped or resized by another program: the next one began from ${wanted} pixels, this picture has ${own}. It cannot be repeated from here on.`,
  cropOutside: 'The recipe crops the picture to a part that is not in it.',
  damaged: 'The recipe in this picture is damaged, or was written by a newer version of Tessera.',
  damagedPart: {
    mask: 'The mask in the recipe is damaged.',
    kept: 'The kept part in the recipe is damaged.',
  },
  wrongSize: {
    mask: 'The mask in the recipe has the wrong size.',
    kept: 'The kept part in the recipe has the wrong size.',
  },
  noMask: 'The recipe has no mask for a turn that needs one.',
  olderPhoto:
    'A stroke of this recipe brought back an older photo than the one at hand. Give the photo that its first turn was made from.',
  doubts: {
    otherInput: 'the photo is not, sample for sample, the one it was made from',
    otherPack: (id: string) => `the pack "${id}" is not the one it was made with`,
    otherRevision: (made: string, now: string, madeRevision: number, nowRevision: number) =>
      `it was made by version ${made}, and version ${now} computes pixels differently (engine revision ${madeRevision}, now ${nowRevision})`,
    otherDevice: (made: string, now: string) => `it was made on ${made}, this ran on ${now}`,
    effortOnly: (effort: string) =>
      `its recipe only names the effort ("${effort}"), and what that stands for may have changed`,
  },
} as const;
