const list = (extents: readonly number[]): string => `[${extents.join(', ')}]`;

/** Why no pack is made of files of weights, or a pack is not compared: what is wrong with them. */
export const checkpoints = {
  notImported: (name: string, reason: string) =>
    `"${name}" was not imported: ${reason}. Nothing was written.`,
  noSafetensors: (name: string, reason: string) =>
    `"${name}" is not a valid safetensors file: ${reason}. Nothing was changed.`,
  unfit: (reason: string) => `The reference does not fit: ${reason}. Nothing was written.`,
  cutShort: (name: string) => `"${name}" is damaged or cut short: it refers to bytes it does not have.`,
  becameShorter: (name: string) => `"${name}" became shorter while it was read.`,
  /** @param reason of the library that checks it */
  wrongExport: (name: string, field: string | null, reason: string) =>
    `"${name}" is wrong at ${field ?? 'its structure'}: ${reason}. Nothing was written.`,
  noExport: (name: string) => `"${name}" is missing or not JSON. Nothing was changed.`,
  otherTraining: (objective: string, tokeniser: string) =>
    `The export is of a network trained with the objective "${objective}" on tokens of "${tokeniser}"; a pack can be built of "rectified-flow" on "pixels" only. Nothing was written.`,
  lacksTensor: (name: string) => `The export lacks the tensor "${name}".`,
  otherShape: (name: string, shape: readonly number[], wanted: readonly number[]) =>
    `"${name}" has shape ${list(shape)}, not ${list(wanted)}.`,
  impossible: (field: string | null, reason: string | null) =>
    `No pack can be made of this network: ${field ?? 'a field'} is out of range (${reason ?? 'unreadable'}). Nothing was written.`,
  progress: {
    reading: 'Reading the checkpoints',
    writing: 'Writing the pack',
    checking: 'Checking the precision',
    done: 'Done',
  },
  /** After "was not imported:" and "is not a valid safetensors file:". */
  reasons: {
    before16: 'it has the format of torch before 1.6; load and save it again with a newer one',
    neither: 'it is neither a file of torch.save nor a safetensors file, or it is damaged',
    noDictionary: 'it holds no dictionary of tensors',
    noWeights: 'it holds no weights (neither "ema" nor "model" nor tensors of its own)',
    otherZip: 'it is a zip file, but not one that torch.save wrote',
    bigEndian: 'it was saved on a big-endian machine',
    dataMissing: (name: string) => `the data of "${name}" is missing`,
    dataShort: (name: string) => `the data of "${name}" is cut short`,
    outsideData: (name: string) => `"${name}" reaches outside its data`,
    largeTensor: (name: string) => `"${name}" is unreasonably large`,
    wideTensor: 'a tensor in it is spread unreasonably wide',
    notFinite: (name: string) => `"${name}" holds numbers that are not finite`,
    tokensUnfit: (numbers: number, channels: number) =>
      `its tokens have ${numbers} numbers, which the autoencoder’s ${channels} channels do not fit`,
    missing: (name: string) => `the tensor "${name}" is missing`,
    shape: (name: string, shape: readonly number[]) => `"${name}" has the shape ${list(shape)}`,
    shapeInstead: (name: string, shape: readonly number[], wanted: readonly number[]) =>
      `"${name}" has the shape ${list(shape)} instead of ${list(wanted)}`,
    otherAutoencoder: 'it is not an autoencoder of the layout that is known',
    groups: (name: string, channels: number, groups: number) =>
      `"${name}" has ${channels} channels, which ${groups} groups do not divide`,
    headWidth: (width: number, head: number) =>
      `its width ${width} is not a multiple of its head width ${head}`,
    noSquare: (positions: number) => `its ${positions} positions are no square grid`,
    noClasses: 'it has no class and null class',
    sinusoids: (count: number) => `its time embedding has ${count} sinusoids`,

    short: 'it is too short',
    shortZip: 'it is too short to be a checkpoint',
    cut: 'it is cut short',
    noZip: 'it is not a zip file as torch.save writes them, or it is cut short',
    largeDirectory: 'its zip directory is unreasonably large',
    damagedDirectory: 'its zip directory is damaged',
    cutDirectory: 'its zip directory is cut short',
    damagedZip64: 'its zip64 directory is damaged',
    entryOutside: (name: string) => `its entry "${name}" points outside the archive`,
    entryEncrypted: (name: string) => `its entry "${name}" is encrypted`,
    entryCompressed: (name: string) => `its entry "${name}" is compressed, which torch.save never does`,
    entryTwice: (name: string) => `it has two entries "${name}"`,
    entryDamaged: (name: string) => `its entry "${name}" is damaged`,
    entriesOverlap: 'its entries overlap',
    cutInside: (name: string) => `it is cut short inside "${name}"`,

    headerLength: 'its header length is wrong',
    headerNoJson: 'its header is not JSON',
    malformedEntry: (name: string) => `the entry "${name}" is malformed`,
    outsideFile: (name: string) => `"${name}" lies outside the file`,
    sizeAndShape: (name: string) => `the size of "${name}" does not fit its shape`,
    tensorsOverlap: 'tensors overlap',

    malformedDictionary: 'a dictionary in it is malformed',
    otherStorage: 'it refers to a tensor storage in a way torch.save never does',
    malformedTensor: 'a tensor in it is malformed',
    manyDimensions: 'a tensor in it has too many dimensions',
    impossibleSize: 'a tensor in it has an impossible size',
    cutDescription: 'its description of tensors is cut short',
    largeDescription: 'its description of tensors is unreasonably large',
    malformedDescription: 'its description of tensors is malformed',
    unknownReference: 'its description of tensors refers to something it does not have',
    operation: (code: number) => `it has an operation that checkpoints never have (${code})`,
    asksToRun: (path: string) =>
      `it asks to run "${path}", which no checkpoint needs: do not trust this file`,
    largeNumber: 'it has an unreasonably large number',
    malformedNumber: 'it has a malformed number',
    protocol: (number: number) => `it uses pickle protocol ${number}`,
  },
  /** After "The reference does not fit:". */
  misfits: {
    packLacks: (name: string) => `the pack gives no "${name}"`,
    lacks: (name: string) => `it has no "${name}"`,
    window: (tokens: number, window: number) => `it has ${tokens} tokens, the pack’s window ${window}`,
    noTensors: 'the pack’s network keeps no tensors',
    channels: (count: number) => `its tokens have not ${count} numbers`,
    noise: (timestep: number) => `it has no noise for timestep ${timestep}`,
  },
} as const;
