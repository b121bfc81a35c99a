/** Why a pack cannot be used, installed or deleted: what happened, what is safe, what to do. */
export const packs = {
  idTaken: (id: string) => `Another pack has the id "${id}" already.`,
  /** @param ids of those that can be used, separated by commas; empty = none */
  notFound: (id: string, ids: string) => `There is no model pack "${id}". There are: ${ids || 'none'}.`,
  noneUsable: (reason: string) =>
    `No usable model pack was found. ${reason} Install Tessera again, or import a pack.`,
  emptyFolder: 'The models folder is empty.',
  missingFile: (path: string) => `The pack’s file "${path}" is missing. Copy or import the pack again.`,
  wrongSize: (path: string, size: number, expected: number) =>
    `The pack’s file "${path}" is damaged: it has ${size} bytes instead of ${expected}. It is not used. Copy or import the pack again.`,
  wrongHash: (path: string) =>
    `The pack’s file "${path}" is damaged: its hash differs. It is not used. Copy or import the pack again.`,
  noManifest: (name: string) => `"${name}" has no manifest.json: it is not a model pack.`,
  longManifest: 'The pack’s manifest.json is too large to be one.',
  noPack: (name: string) => `"${name}" is not a model pack.`,
  isBundled: (id: string) => `"${id}" comes with Tessera and cannot be replaced. Nothing was installed.`,
  isShared: (id: string) =>
    `A pack "${id}" is installed for all users of this computer. Nothing was installed.`,
  isInstalled: (id: string) =>
    `A pack "${id}" is installed already. Nothing was installed. Delete that one first.`,
  notOwn: (id: string) =>
    `Only packs that you imported or installed can be deleted, and "${id}" is none. Nothing was changed.`,
  outside: (path: string) => `The pack refers to "${path}", which lies outside it.`,
  linkOutside: (path: string) => `The pack’s file "${path}" is a link that leads outside it.`,
  largeGraph: (path: string) => `The pack’s graph "${path}" is too large.`,
  unlistedFile: (path: string, other: string) =>
    `The pack’s graph "${path}" refers to "${other}", which is not one of the pack’s files.`,
  damagedGraph: 'A graph of the pack is damaged: it is not a valid ONNX file.',
  noJson: 'The pack’s manifest.json is not valid JSON. Import or copy the pack again.',
  newer: (format: string, readable: number) =>
    `The pack has format ${format}; this version of Tessera reads format ${readable}.x. Update Tessera to use it.`,
  /** @param reason of the library that checks it; @param field null = its structure */
  wrongField: (field: string | null, reason: string) =>
    `The pack’s manifest.json is wrong at ${field ?? 'its structure'}: ${reason}.`,
  notInstalled: (name: string, reason: string) =>
    `"${name}" cannot be installed as a pack: ${reason}. Nothing was installed. Get the file again from where it came from.`,
  fileReasons: {
    noPack: 'it is no pack of Tessera',
    namedTwice: 'its manifest names a file twice',
    missing: (path: string) => `"${path}" is missing`,
    wrongSize: (path: string) => `"${path}" has the wrong size`,
    unnamedParts: 'it has parts that its manifest does not name',
  },
  diskShort: (needed: string, left: string) =>
    `The pack needs about ${needed} and the disk has ${left} left. Nothing was written. Free some space, or choose another folder.`,
  exists: (name: string) =>
    `"${name}" exists already and was left as it is. Choose another folder, or delete it first.`,
} as const;
