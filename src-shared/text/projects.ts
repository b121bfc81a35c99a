/** Why a project cannot be opened or saved: what happened, what is safe, what to do. */
export const projects = {
  invalid: (name: string, reason: string) =>
    `"${name}" cannot be opened as a project: ${reason}. The file and everything else are as they were. Try a copy of it, or open the original photo again.`,
  newer: (name: string, format: string, readable: number) =>
    `"${name}" was saved by a newer version of Tessera (format ${format}; this one reads up to ${readable}.x). The file is unchanged. Update Tessera to open it.`,
  partTooLarge: (entry: string) =>
    `The project was not saved: its part "${entry}" is larger than a project may hold. What was there before is unchanged. Export the picture to keep it.`,
  unreadablePart:
    "A part of this picture's working copy cannot be read, so the project was not saved. What was there before is unchanged. Export the picture to keep it.",
  /** What completes `invalid`. */
  reasons: {
    noProject: 'it is no project of Tessera',
    damagedManifest: 'its manifest is damaged',
    wrongManifest: (what: string) => `its manifest is wrong (${what})`,
    unknownFormat: (format: number) => `format ${format} is not known`,
    damagedHistory: 'its history is damaged',
    wrongHistory: (what: string) => `its history is wrong (${what})`,
    noPresent: 'its history has no present state',
    missing: (path: string) => `"${path}" is missing`,
    wrongSize: (path: string) => `"${path}" has the wrong size`,
    unnamedParts: 'it has parts that its manifest does not name',
    noOriginal: "the photo's own file is missing",
    otherOriginal: "the photo's own file is not the one it was made from",
    damagedPart: (file: string) => `a part of its picture is damaged ("${file}")`,
    size: (width: number, height: number) => `its picture has ${width} x ${height} pixels`,
    selectionSize: 'a selection has another size than its picture',
    longHistory: 'its history is unreasonably large',
    partOutside: 'a part of its picture lies outside of it',
    missingPart: (file: string) => `a part of its picture is missing ("${file}")`,
    wrongPartSize: (file: string) => `a part of its picture has the wrong size ("${file}")`,
    twoFormats: (file: string) => `a part of its picture has two formats ("${file}")`,
    damagedRecipe: (step: number) => `the recipe of its step ${step} is damaged`,
    unreadableHistory: 'its history cannot be read',
  },
} as const;
