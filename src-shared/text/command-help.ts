/** The help of the command line (`tessera --help`, `tessera fill --help`), and what it says of options that it does not know. */
export const commandHelp = {
  /** The words around the texts below. */
  words: {
    usage: 'Usage:',
    arguments: 'Arguments:',
    options: 'Options:',
    commands: 'Commands:',
    help: 'display help for command',
    version: 'output the version number',
    choices: (list: string) => `choices: ${list}`,
    default: (value: string) => `default: ${value}`,
    environment: (variable: string) => `env: ${variable}`,
    hint: '(run with --help for what is possible)',
  },
  wrong: {
    error: (sentence: string) => `error: ${sentence}`,
    missingArgument: (name: string) => `missing required argument '${name}'`,
    missingValue: (option: string) => `option '${option}' argument missing`,
    missingOption: (option: string) => `required option '${option}' not specified`,
    unknownOption: (option: string) => `unknown option '${option}'`,
    conflict: (option: string, other: string) => `option '${option}' cannot be used with option '${other}'`,
    unknownCommand: (command: string) => `unknown command '${command}'`,
    tooMany: (command: string, expected: number, given: number) =>
      `too many arguments for '${command}'. Expected ${expected} ${expected === 1 ? 'argument' : 'arguments'} but got ${given}.`,
    value: (option: string, value: string) => `option '${option}' argument '${value}' is invalid.`,
    environment: (option: string, value: string, variable: string) =>
      `option '${option}' value '${value}' from env '${variable}' is invalid.`,
    choices: (list: string) => `Allowed choices are ${list}.`,
    didYouMean: (name: string) => `(Did you mean ${name}?)`,
  },

  program: 'Fill, extend and make pictures with a causal diffusion transformer, offline.',
  /** What commands have in common. */
  shared: {
    json: 'one JSON object per line on stdout, in English',
    output: 'where the result goes',
    quality: 'of JPEG, WebP and AVIF, 1 to 100',
    softwareDevice: 'let a software renderer count as a GPU (for tests; slow)',
    device: 'what computes',
    none: 'none',
  },

  fill: {
    description:
      'fill the masked part of a photo; everything outside the mask stays as it is, sample for sample',
    mask: 'what is filled: alpha where it is not full everywhere, else brightness; 0 = untouched',
    rectangle:
      'instead of a mask: a rectangle in pixels or percent (5%); a negative left or top counts from the right or bottom',
    colour: 'instead of a mask: everything of one colour',
    tolerance: 'how far each channel may be from --colour, of 255',
    source:
      'a picture as large as the photo: texture is copied from where it is white, and never from where it is black',
    opacity: 'how much of the fill shows over what was there, 0 to 100',
  },
  extend: {
    description: 'add to the sides of a photo and fill what was added',
    sides: {
      left: "added at the left: pixels, or a share of the photo's width",
      right: "added at the right: pixels, or a share of the photo's width",
      top: "added at the top: pixels, or a share of the photo's height",
      bottom: "added at the bottom: pixels, or a share of the photo's height",
    },
  },
  generate: {
    description: 'make a picture from a label alone',
    width: "width (default: the pack's window)",
    height: "height (default: the pack's window)",
  },
  crop: {
    description:
      'keep a part of a photo, straighten it, and rotate it by quarter turns; only straightening changes samples',
    left: "where the part begins, from the left: pixels, or a share of the photo's width",
    top: "where the part begins, from the top: pixels, or a share of the photo's height",
    width: 'of the part (default: up to the right side)',
    height: 'of the part (default: down to the bottom)',
    rotate: 'clockwise, after the part is cut out',
    straighten: (most: number) =>
      `clockwise, ${-most} to ${most} by tenths, after the part is cut out and before --rotate: resamples every pixel, and cuts off the empty corners`,
  },
  replay: {
    description: 'repeat the recipe found in a result, from the photo it was made of',
    result: 'a picture or a project that Tessera made',
    photo: 'the photo it was made from (not needed for a generated picture)',
    output: 'where the repeated result goes',
    pack: 'a model pack that made it, where it is not installed; may be given several times',
  },

  /** The options of a run. */
  run: {
    output: (endings: string) => `where the result goes (${endings})`,
    pack: 'model pack (default: the bundled one)',
    label: "one of the pack's labels (default: any)",
    order: (names: string) => `${names}, or a grey picture as large as the finished one: darker = earlier`,
    from: 'from-subject: where it starts, in pixels',
    schedule: 'how tokens are shared over AR steps',
    arSteps: 'AR steps per window, if it has as many tokens',
    diffusionSteps: 'diffusion steps per AR step',
    effort: 'sets both of the above and the finest detail',
    paintedEffort:
      'a grey picture as large as the finished one: 128 = the effort above, brighter = more of it (up to four times), darker = less',
    guidance: 'how strongly the label is followed, 1 = not at all',
    contextGuidance:
      "how strongly the photo around it is followed, 1 = as the model does by itself (default: the pack's; nothing to follow when generating)",
    seed: 'same seed, same result',
    variants: 'writes OUT-1 to OUT-N',
    detail: 'what brings native detail',
    threads: 'CPU threads, 0 = automatic',
    quality: 'of JPEG, WebP and AVIF, 1 to 100 (default: lossless where the format can)',
  },
  /** How a photo is read. */
  read: {
    page: 'which picture of a photo file that holds several, from 1',
    partial: 'open a damaged photo as far as it goes',
    whiteBalance: 'of a camera raw file',
    exposure: (most: number) => `of a camera raw file: -${most} to ${most}`,
  },
  /** How a result is written. */
  write: {
    jpeg: "a JPEG saved as JPEG: keep all blocks that the edit doesn't touch, or encode the whole picture again (default: keep where it can be, unless --quality is given)",
    strip: 'leaves out of the metadata: place, serial (numbers), all; several with commas',
    recipe: 'writes the recipe also where all metadata is stripped',
    noRecipe: 'leaves out what repeats the result',
    noDisclosure: 'leaves out how the picture came about (IPTC Digital Source Type)',
    c2pa: 'signs content credentials (C2PA) into the file, with a key of this computer',
    resize:
      'resamples the result: its longest side in pixels, or a share of its size (default: no sample is resampled)',
    srgb: 'converts the colours to sRGB (default: the profile of the photo stays)',
  },

  batch: {
    description:
      'fill or extend many photos; what is done is kept in a state file, and the same command continues with the rest',
    jobs: 'a job list (.jsonl, .csv), a folder or a glob',
    options: 'behind --: options of fill or extend, for each photo of a folder',
    state: 'what was done (default: beside the job list, or where the results go)',
    output: 'of a folder: where results go, for example "out/{name}-filled.{ext}"',
    mask: 'of a folder: one mask for all, or for example "{name}-mask.png"',
    seeFill: 'of a folder: see fill --help',
    operation: 'of a folder',
    report: 'writes a page with every result, before and after (.html)',
    queue: 'let workers do the jobs: redis://host:6379 (see worker --help)',
    priority: 'of a queue: from 1, the first, to 1000; without one, jobs come before all that have one',
    engines:
      'computes so many photos beside each other, each with its share of the CPUs (default: as many as CPUs, memory and jobs allow)',
    dryRun: 'says what would be done and how long it takes',
    s3Endpoint:
      'the store of s3://bucket/name: http(s)://host[:port] (default: AWS_ENDPOINT_URL, else Amazon); credentials in AWS_ACCESS_KEY_ID and so on',
  },
  worker: {
    description:
      'do the jobs of a queue that "tessera batch --queue" fills, until it is ended: SIGTERM or Ctrl+C after the photos that are being computed',
    queue: 'redis://[user:password@]host[:port][/database]; rediss:// is TLS',
    root: 'folders, and s3://bucket/folder: nothing outside of them is read or written',
    concurrency: 'jobs at a time',
    rate: 'begin at most so many jobs a minute',
    lostAfter: 'give the jobs of a worker that gave no sign for so long to another one',
  },
  failed: {
    description:
      'list the jobs of a queue that failed for good, and why; "tessera batch --queue" with their list gives them another try',
    queue: 'as of worker',
  },

  pack: {
    description: 'list, check, import, export, install, remove and compare model packs',
    list: 'list the packs',
    info: 'show what a pack says about itself',
    check: 'hash every file of a pack',
    import: 'make a pack of published weights',
    export: 'write a pack as one file, which the app and "tessera pack install" take',
    install: 'install a pack’s file among the packs of the app',
    remove: 'delete a pack that was imported or installed',
    compare: 'compute a reference’s results with a pack and compare',
    idOrFolder: 'id or folder',
    id: 'its id',
    checkpoint: '.pt or .safetensors',
    folder: 'the new pack’s folder',
    precision: 'how weights are kept',
    file: 'NAME.tessera-pack',
    reference: 'folder with reference.safetensors',
    write: 'store the computed results (safetensors)',
    tolerance: 'largest accepted relative error',
    from: 'a training export: config.json and weights.safetensors',
  },
  bench: {
    description: 'Measure how fast this machine runs a pack. Close other programs first.',
    pack: 'the pack to measure (default: the bundled one)',
    threads: 'CPU threads, 0 = automatic',
    rounds: 'how often everything is measured; the best counts',
  },
} as const;
