import { counted, duration, percent } from './formats.ts';

/** A time as the command line tells it: whole seconds, at least one. */
const about = (seconds: number): string => duration(Math.max(1, Math.round(seconds)));

/** What the command line says while it works and once it is done, and why it refuses. With --json it is said in English. */
export const commandLine = {
  note: (message: string) => `Note: ${message}`,
  cancelled: 'Cancelled. Nothing was written.',
  /** The command line in the app is asked for what needs a connection. */
  needsNpmPackage: (version: string) =>
    `Only Tessera’s npm package opens connections; the command line in the app opens none. Nothing was done. Install the package ("npm install --global tessera-${version}.tgz"; docs/library.md says where the file comes from) and give it the same command.`,
  notPrinted: (reason: string) => `The results could not be printed (${reason}).`,
  progressWindow: (window: number, windows: number) => `window ${window} of ${windows}`,
  timeLeft: (seconds: number) => `about ${about(seconds)} left`,

  /** What an option has to be: each follows commander's sentence that it is not. */
  wanted: {
    wholeNumber: (low: number, high: number) => `It must be a whole number from ${low} to ${high}.`,
    number: (low: number, high: number) => `It must be a number from ${low} to ${high}.`,
    tolerance: 'It must be a number of 0 or more.',
    length: (pixels: number, share: number) =>
      `It must be a whole number of pixels up to ${pixels}, or a percentage up to ${share}%.`,
    point: 'It must be X,Y in pixels.',
    rectangle: 'It must be LEFT,TOP,WIDTH,HEIGHT, each in pixels or as 5%.',
    colour: 'It must be #rrggbb.',
    parts: (names: string) => `It must be one or several of ${names}, with commas.`,
  },

  /** Before it runs; `seconds` null = not known. */
  plan: {
    /** @param beginning `detail` @param parts one or several of those below */
    sentence: (beginning: string, parts: readonly string[]) => `${beginning}: ${parts.join(', ')}.`,
    detail: (detail: string, stage: string, seconds: number | null) =>
      `Detail ${detail} (native detail: ${stage})${seconds === null ? '' : `, about ${about(seconds)}`}`,
    work: (tokens: number, windows: number) =>
      `${counted(tokens, 'token', 'tokens')} in ${counted(windows, 'window', 'windows')}`,
    steps: (arSteps: number, least: number, most: number) =>
      `${counted(arSteps, 'AR step', 'AR steps')} of ${least < most ? `${least} to ` : ''}${counted(most, 'diffusion step', 'diffusion steps')}`,
    thin: (pixels: number) =>
      `${counted(pixels, 'pixel', 'pixels')} of thin lines and small spots continued from what surrounds them, without the network`,
    copied: 'texture of the photo around it copied, without the network',
  },
  /** Once it is written. */
  done: {
    /** @param detail as in `plan` @param samples that changed outside the selection */
    run: (path: string, seconds: number, device: string, detail: string, samples: string) =>
      `${path}: ${about(seconds)} on ${device}, detail ${detail}, ${samples}.`,
    detail: (detail: string, stage: string) => `${detail} (${stage})`,
    samples: (count: number) => `${count} samples changed outside the selection`,
    samplesBeforeConversion: (count: number) =>
      `${count} samples changed outside the selection (before the result was converted)`,
    samplesBeforeEncoding: (count: number) =>
      `${count} samples changed outside the selection (before lossy encoding)`,
    cropped: (path: string, width: number, height: number) =>
      `${path}: ${width} x ${height} pixels, every sample as it was in the photo.`,
    croppedBeforeEncoding: (path: string, width: number, height: number) =>
      `${path}: ${width} x ${height} pixels, every sample as it was in the photo (before lossy encoding).`,
    straightened: (path: string, width: number, height: number) =>
      `${path}: ${width} x ${height} pixels, every pixel resampled to straighten it.`,
    repeated: (path: string, turns: number) => `${path}: ${counted(turns, 'turn', 'turns')} repeated.`,
    notPromised: (doubt: string) => `The same pixels are not promised: ${doubt}.`,
    sameJpeg: (blocks: number) =>
      `The same JPEG: none of its ${counted(blocks, 'block', 'blocks')} (MCUs) was made anew.`,
    /** @param largest difference of a sample, of 255 */
    keptJpeg: (touched: number, blocks: number, changed: number, largest: number) =>
      `The same JPEG but for ${touched} of ${counted(blocks, 'block', 'blocks')} (MCUs), all touching the selection; ${counted(changed, 'pixel', 'pixels')} outside the selection changed${changed > 0 ? `, by at most ${largest} of 255` : ''}.`,
    alsoInFile: (changes: readonly string[]) => `Also in the file: ${changes.join('; ')}.`,
    /** @param sentence that says what the file says of how it came about */
    disclosed: (sentence: string, term: string) =>
      `${sentence} IPTC: ${term}. Leave that out with --no-disclosure.`,
    recipeBeside: 'The recipe did not fit into the file and lies beside it (.tessera.json).',
    /** @param failure of one variant @param names of those that were written */
    othersWritten: (failure: string, names: string) => `${failure} Written: ${names}.`,
    jpegEncoded: (reason: string) => `The whole JPEG is encoded again: ${reason}.`,
  },

  /** Options and files that do not go together. */
  usage: {
    isInput: (name: string) =>
      `"${name}" is also an input, and inputs are never overwritten. Choose another name for -o.`,
    liesInInput: (name: string, folder: string) =>
      `"${name}" lies in "${folder}", which is read, and inputs are never overwritten. Choose another place.`,
    isFolder: (name: string) =>
      `"${name}" is a folder: no file can be written in its place. Nothing was changed. Choose another name.`,
    oneMask: 'Say what is filled with one of --mask, --rectangle and --colour.',
    nothingToExtend: 'Nothing to extend: give --left, --right, --top or --bottom in pixels or percent.',
    nothingToCrop:
      'Nothing to do: give a part by --left, --top, --width and --height, or --straighten or --rotate.',
    partOutside: (width: number, height: number) =>
      `The part does not lie in the photo, which has ${width} x ${height} pixels. Nothing was written. Give --left, --top, --width and --height inside it.`,
    noAngle: (given: string, most: number) =>
      `"${given}" is no angle to straighten a photo by. Give degrees from ${-most} to ${most} by tenths, like 1.5 or -0.3.`,
    noOrder: (given: string, orders: string) => `"${given}" is no order. Use ${orders}, or a picture file.`,
    fromWithoutSubject: (order: string) =>
      `--from says where the order "from-subject" starts, and --order asks for "${order}". Leave one of them out.`,
    keepAndResize:
      '--jpeg keep leaves every block as it is, and --resize makes all of them anew. Leave one of them out.',
    keepAndQuality:
      '--jpeg keep leaves the quality as it is in the photo, and --quality asks for another one. Leave one of them out.',
    keepAndSrgb: (name: string) =>
      `--jpeg keep leaves every block as it is, and --srgb converts the colours of "${name}". Leave one of them out.`,
    keepWithoutJpeg: (name: string) =>
      `--jpeg keep needs a photo and a result that are JPEGs, and "${name}" is none. Leave it out.`,
    keepWithoutPhoto: '--jpeg keep needs the photo whose file is kept: give it after the result.',
    needsPhoto: (result: string) =>
      `"${result}" was made from a photo: give it as well, "tessera replay ${result} PHOTO -o OUT".`,
    packUnused: (given: string, made: string) =>
      `None of the turns to repeat was made with the pack "${given}". They were made with: ${made}.`,
    packFileName: (extension: string) =>
      `A pack's file is called NAME.${extension}. Nothing was written. Choose such a name for -o.`,
    engineClosed: 'The engine was closed. Open another one.',
  },
  cannotStayJpeg: (name: string, reason: string) =>
    `"${name}" cannot stay the JPEG it is: ${reason}. Nothing was written. Leave out --jpeg keep to have it encoded again.`,
  /** Pictures of options; sizes as "640 x 480". */
  otherSize: {
    drawn: (option: string, own: string, wanted: string) =>
      `The picture given with ${option} is ${own} pixels, the finished one ${wanted} (turned upright). Nothing was written. Make it as large: only what lies over the filled part counts.`,
    source: (own: string, photo: string) =>
      `The picture of --source is ${own} pixels, the photo ${photo} (turned upright). Nothing was written. Make it as large as the photo.`,
  },
  packNotInstalled: (id: string) =>
    `It was made with the model pack "${id}", which is not installed here. Nothing was written. Give it with --pack FOLDER.`,

  packs: {
    none: 'There are no packs.',
    deleted: (id: string) => `The pack "${id}" was deleted.`,
    checked: (id: string, files: number) => `${id}: all ${files} files are as they should be.`,
    copying: 'Copying the pack',
    offered: (name: string, size: string, licence: string) => `${name}: ${size}, licence: ${licence}`,
    installed: (name: string) => `Installed ${name}.`,
    planned: (name: string, size: string, precision: string, memory: string) =>
      `${name}: about ${size} on disk at ${precision}; a guided run needs about ${memory} of memory.`,
    leftOut: (tensors: string) => `Not needed and left out: ${tensors}`,
    nothingToCompare: 'nothing to compare with',
    aboveTolerance: 'above the tolerance',
    differs: (tolerance: number, parts: string) =>
      `The pack differs from the reference by more than ${tolerance}: ${parts}. Nothing was written.`,
    differsWritten: (tolerance: number, parts: string, file: string) =>
      `The pack differs from the reference by more than ${tolerance}: ${parts}. What it gives was written to "${file}".`,
  },

  bench: {
    measuring: 'Measuring',
    /** The rows of its table, each with its name. */
    rows: {
      pack: 'pack',
      matrix: 'matrix product',
      sampler: 'sampler',
      windowPass: 'one window pass',
      firstTokens: 'first tokens',
      masks: 'masks',
      quarter: 'quarter of all',
      outside: 'outside the network',
      traffic: 'through main memory',
      opening: 'opening',
      memory: 'peak memory',
    },
    threads: (count: number) => counted(count, 'thread', 'threads'),
    ofMatrix: (share: string) => `${share} of it`,
    quarterMask: 'quarter mask',
    all: 'all',
    tokensPerStep: (tokens: number, steps: number) => `${tokens} tokens per AR step x ${steps}`,
    traffic: (bytes: number, cache: number) => `${bytes} bytes per diffusion step, ${cache} of the cache`,
  },

  batch: {
    /** @param photo being computed, and how far; null = none @param left in seconds, null once all ended */
    progress: (ended: number, jobs: number, photo: string | null, fraction: number, left: number | null) =>
      `${ended} of ${jobs}${photo === null ? '' : `, "${photo}" ${percent(fraction)}`}${left === null ? '' : `, about ${about(left)} left`}`,
    /** @param photo null = none is read */
    planned: (line: number, operation: string, photo: string | null, output: string, seconds: number) =>
      `Line ${line}: ${operation}${photo === null ? '' : ` "${photo}"`} into "${output}", about ${about(seconds)}.`,
    plannedAll: (jobs: number, seconds: number) =>
      `${counted(jobs, 'job', 'jobs')}, about ${about(seconds)} of computing. Nothing was written.`,
    ended: (done: number, failed: number, left: number) =>
      `${counted(done, 'job', 'jobs')} done, ${failed} failed${left > 0 ? `, ${left} not begun: the same command continues with them` : ''}.`,
    failed: (line: number, name: string, message: string) => `Line ${line}, "${name}": ${message}`,
    again: (line: number, name: string, message: string) =>
      `Line ${line}, "${name}": ${message} It is tried again after the others.`,
    stopping:
      'Stopping after the photos that are being computed. Interrupt again to stop now: they are then begun anew next time.',
    leaving: 'Ended. The jobs stay in the queue, and workers do them: the same command waits for them again.',
    engineDied:
      'The process that computed this photo ended. Its result is whole, or not there. It is tried again; if that fails, too, choose fewer --engines.',
    priorityWithoutQueue: '--priority is one among the jobs of a queue: give its address with --queue.',
    stateInStore: 'The results go into a store: say with --state where the state file lies.',
    noLongOption: (given: string) => `"${given}" is no long option (--name value).`,
    /** Why a list, or a line of it, is not done. */
    list: {
      saysItself: (name: string) =>
        `The jobs of "${name}" say themselves what is done: leave out --output, --mask, --rectangle, --colour and --operation.`,
      /** Why a CSV file cannot be read. */
      csvReasons: {
        columns: (line: number, columns: number) =>
          `line ${line} has another number of cells than the ${columns} names`,
        quotes: (line: number) => `the quotation marks in line ${line} do not match`,
        line: (line: number) => `line ${line} cannot be read`,
      },
      noCsv: (reason: string) =>
        `The job list is no CSV file with a first row of names: ${reason}. Nothing was done.`,
      noList: (name: string) =>
        `"${name}" is no job list (.jsonl, .csv): say with --output where the results of its photos go, for example --output "out/{name}-filled.{ext}".`,
      noPhoto: (place: string) => `No photo was found at "${place}". Nothing was done.`,
      leftOut: (line: number, reason: string) =>
        `Line ${line}: ${reason}. It was left out; the other jobs are done.`,
      noJson: (reason: string) => `it is no JSON object (${reason})`,
      collides: (line: number, reason: string) =>
        `Line ${line}: ${reason}. Nothing was overwritten. Give it another output.`,
      isRead: (name: string) => `"${name}" is read by a job of this list`,
      isWritten: (name: string, line: number) => `"${name}" is written by line ${line} already`,
    },
    /** What is wrong in a job; names in quotes are those of its fields. */
    job: {
      optionName: 'an option in camelCase, as "paintedEffort"',
      takesNoPhoto: (operation: string) => `"${operation}" takes no photo`,
      takesNoMask: (operation: string) => `"${operation}" takes no mask`,
      isMissing: (field: string) => `"${field}" is missing`,
      besideOptions: (name: string) => `"${name}" does not belong into "options" (it stands beside them)`,
      inMask: (name: string) => `"${name}" does not belong into "options" (it belongs into "mask")`,
      ofBatch: (name: string) => `"${name}" does not belong into "options" (it is an option of the batch)`,
    },
    noStateFile: (name: string) =>
      `"${name}" is no state file of this version's batches. Nothing was done or changed. Choose another with --state.`,
    /** The page that --report writes. */
    report: {
      title: 'Tessera batch',
      heading: (done: number, jobs: number) => `${done} of ${jobs} jobs done`,
      columns: { line: 'Line', photo: 'Photo', before: 'Before', after: 'After', result: 'Result' },
      done: (seconds: number, changed: number) => `${duration(seconds)}, ${changed} samples changed outside`,
      notDone: 'not done',
      notShown: 'cannot be shown',
    },
  },

  store: {
    noAddress: (given: string) =>
      `"${given}" is no address of an object: it is s3://bucket/folder/name, without ".", ".." or empty parts.`,
    noCredentials:
      'Addresses of S3 need AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment. Nothing was read or written.',
    noEndpoint:
      'The address of an S3 store is http(s)://host[:port]; user and password are in the environment, never in it.',
    notRead: (name: string, reason: string) =>
      `"${name}" could not be read in the S3 store (${reason}). No photo was changed. Look at its address, the credentials and the store, and try again.`,
    notWritten: (name: string, reason: string) =>
      `"${name}" was not written in the S3 store (${reason}). No photo was changed. Look at its address, the credentials and the store, and try again.`,
    connectionFailed: 'the connection failed',
  },

  queue: {
    noAddress: 'The queue is an address such as redis://host:6379 (rediss:// with TLS).',
    noDatabase: 'What follows the queue’s host is the number of a database.',
    unreachable: (address: string, reason: string) =>
      `The queue at ${address} cannot be used (${reason}). Nothing was changed. Look whether Redis runs there and lets you in.`,
    trouble: (address: string, reason: string) => `The queue at ${address}: ${reason}`,
    waiting: (address: string) => `Waiting for jobs at ${address}.`,
    jobDone: (name: string) => `"${name}": done.`,
    ending: 'Ending after the photos that are being computed.',
    ownPack: 'Workers use their own pack: leave "pack" out of the job.',
    namesPack: 'The job names a pack; a worker uses only its own.',
    otherPack: (queued: string, own: string) =>
      `The job was queued for the pack "${queued}" in another version than this worker’s "${own}". Install the same version of Tessera on both.`,
    otherFile: (name: string) =>
      `"${name}" is not the file that was queued: it was changed since, or the worker’s folder is another. Queue the job again.`,
    outsideRoots: (name: string) => `"${name}" lies outside of this worker’s --root, which it never leaves.`,
    noRoot: (folder: string) => `There is no folder "${folder}" for --root.`,
    failedJob: (time: string, name: string, reason: string) => `${time}  "${name}": ${reason}`,
    noneFailed: 'No job failed.',
    failed: (count: number) => `${count} failed.`,
  },
} as const;
