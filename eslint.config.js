import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

const catalogueOnly = 'What a user reads stands in src-shared/text, in every language.';
/** An error of ours whose message is written where it is thrown. */
const inlineError = {
  selector: "NewExpression[callee.name='TesseraError'] > :matches(TemplateLiteral, Literal:nth-child(2))",
  message: catalogueOnly,
};
/** Why a checkpoint or a reference is not used, written where it is found. */
const inlineReasons = [
  'CallExpression[callee.name=/^(invalid|unfit|invalidCheckpoint)$/] > :matches(TemplateLiteral, Literal)',
  "CallExpression[callee.property.name='invalid'] > :matches(TemplateLiteral, Literal)",
  "NewExpression[callee.name='PickleProblem'] > :matches(TemplateLiteral, Literal)",
].map((selector) => ({ selector, message: catalogueOnly }));
/** What the command line says or what its help explains, written where it is said. */
const inlineWords = [
  "NewExpression[callee.name='InvalidArgumentError'] > :matches(TemplateLiteral, Literal)",
  "NewExpression[callee.name='Option'] > :matches(TemplateLiteral, Literal):nth-child(2)",
  'CallExpression[callee.property.name=/^(say|warn|description|showHelpAfterError)$/] > :matches(TemplateLiteral, Literal)',
  'CallExpression[callee.property.name=/^(option|requiredOption|argument|fraction|fail)$/] > :matches(TemplateLiteral, Literal):nth-child(2)',
].map((selector) => ({ selector, message: catalogueOnly }));

/** Import rules by path live in .dependency-cruiser.cjs; here is what a single file can be judged by. */
export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '.venv/',
      'out/',
      'dist/',
      '.cache/',
      'models/',
      'training/',
      '.training/',
      'test-results/',
      // AssemblyScript: its compiler judges it
      'src-engine/imaging/kernels/assembly/',
    ],
  },
  ...tseslint.configs.recommended,
  ...svelte.configs['flat/recommended'],
  {
    languageOptions: { globals: { ...globals.node } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Noise and seeds are keyed: runs must repeat exactly.',
        },
      ],
      'max-lines': ['warn', { max: 350, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src-renderer/**', 'src-preload/**'],
    languageOptions: { globals: { ...globals.browser } },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] } },
  },
  { files: ['src-*/**'], rules: { 'no-restricted-syntax': ['error', inlineError] } },
  {
    files: ['src-engine/sampler/**', 'src-engine/imaging/**'],
    ignores: ['src-engine/imaging/codec/**'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'fetch', 'performance'],
      'no-restricted-syntax': [
        'error',
        inlineError,
        { selector: "NewExpression[callee.name='Date']", message: 'Pure maths: no clock.' },
        { selector: "MemberExpression[object.name='Date']", message: 'Pure maths: no clock.' },
      ],
    },
  },
  {
    files: ['src-engine/packs/**'],
    rules: { 'no-restricted-syntax': ['error', inlineError, ...inlineReasons] },
  },
  {
    files: ['src-cli/**'],
    rules: { 'no-restricted-syntax': ['error', inlineError, ...inlineWords] },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
