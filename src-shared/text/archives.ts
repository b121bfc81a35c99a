/** Why a zip of a pack or a project is refused, each after "because"; names in quotes are those of its parts. */
export const archives = {
  none: {
    pack: 'it is no pack of Tessera, or it is cut short',
    project: 'it is no project of Tessera, or it is cut short',
  },
  tooManyParts: 'it has too many parts',
  largerThanFile: 'its parts are larger than the file',
  damagedDirectory: 'its directory is damaged',
  missing: (part: string) => `"${part}" is missing`,
  otherPart: (part: string) => `it has a part that does not belong there, "${part}"`,
  twice: (part: string) => `it has "${part}" twice`,
  encrypted: (part: string) => `"${part}" is encrypted`,
  compressed: (part: string) => `"${part}" is compressed, which Tessera never does`,
  link: (part: string) => `"${part}" is a link, not a file`,
  tooLarge: (part: string) => `"${part}" is too large`,
  damaged: (part: string) => `"${part}" is damaged or cut short`,
  damagedSince: (part: string) => `"${part}" was damaged since it was saved`,
  noFile: (part: string) => `"${part}" is not a file. Nothing was changed. Choose a file.`,
} as const;
