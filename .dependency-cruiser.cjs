/** The path says what a file may import; `npm run lint` checks it. */
const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only('no-circular', 'Cycles hide who depends on whom.', {}, { circular: true }),
    only(
      'shared-imports-nothing-of-ours',
      'src-shared is the ground floor.',
      { path: '^src-shared/' },
      { path: '^src-(?!shared/)' },
    ),
    only(
      'renderer-never-imports-main',
      'They talk through the contract.',
      { path: '^src-renderer/' },
      { path: '^src-(main|engine|cli|preload)/' },
    ),
    only(
      'main-never-imports-renderer',
      'They talk through the contract.',
      { path: '^src-main/' },
      { path: '^src-(renderer|preload|cli)/' },
    ),
    only(
      'preload-imports-only-shared',
      'Preload is sandboxed.',
      { path: '^src-preload/' },
      { path: '^src-(?!shared/|preload/)' },
    ),
    only(
      'engine-imports-only-shared',
      'The same engine runs in the app, the command line and tests.',
      { path: '^src-engine/' },
      { path: '^src-(?!shared/|engine/)' },
    ),
    only(
      'a-plan-knows-neither-recipe-nor-run',
      'Planning is decided before either; a recipe only records it.',
      { path: '^src-engine/editing/plan/' },
      { path: '^src-engine/editing/(recipe|run)/' },
    ),
    only(
      'a-recipe-knows-no-run',
      'A recipe is a description; running it is the next room.',
      { path: '^src-engine/editing/recipe/' },
      { path: '^src-engine/editing/run/' },
    ),
    only(
      'scene-and-sources-are-the-ground',
      'Planning, recipes and runs all stand on them.',
      { path: '^src-engine/editing/[^/]+[.]ts$' },
      { path: '^src-engine/editing/[^/]+/' },
    ),
    only(
      'engine-never-imports-electron',
      'The same engine runs without Electron.',
      { path: '^src-(engine|cli|shared)/' },
      { path: 'node_modules/electron(-store|-log)?/' },
    ),
    only(
      'only-inference-runs-onnx',
      'One place touches ONNX Runtime.',
      { path: '^src-', pathNot: '^src-engine/inference/' },
      { path: 'node_modules/onnxruntime' },
    ),
    only(
      'only-canvas-uses-konva',
      'One place draws on the canvas.',
      { path: '^src-', pathNot: '^src-renderer/canvas/' },
      { path: 'node_modules/konva' },
    ),
    only(
      'only-codec-uses-picture-libraries',
      'One place reads and writes picture files.',
      { path: '^src-', pathNot: '^src-engine/imaging/codec' },
      {
        path: 'node_modules/(sharp|@img|libheif-js|libraw-wasm|wasm-vips|@cornerstonejs|zstddec|parse-exr)/',
      },
    ),
    only(
      'picture-libraries-load-late',
      'What reads a format is loaded when the first file of it is: a start takes what it took.',
      // It requires the library inside of a function.
      { path: '^src-', pathNot: '^src-engine/imaging/codec/load-sharp.ts$' },
      {
        path: 'node_modules/(sharp|@img|libheif-js|libraw-wasm|wasm-vips|@cornerstonejs|zstddec|parse-exr|@contentauth)/',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    ),
    only(
      'sampler-and-imaging-are-pure',
      'Typed arrays in, typed arrays out.',
      { path: '^src-engine/(sampler|imaging)/', pathNot: '^src-engine/imaging/codec' },
      { dependencyTypes: ['core'], pathNot: '^(node:)?(worker_threads|zlib)$' },
    ),
    only(
      'not-to-unresolvable',
      'A typo, or a missing dependency.',
      {},
      // Vite makes virtual modules itself.
      { couldNotResolve: true, pathNot: '^virtual:' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'types', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.svelte', '.json'],
    },
  },
};
