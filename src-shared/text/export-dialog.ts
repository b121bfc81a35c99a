import { type ExportFormat, writtenFormats } from '#shared/pictures/picture-formats.ts';
import { byteSize, pixelSize } from './formats.ts';

/** The dialog that exports a picture, and what is said of the file written. */
export const exportDialog = {
  title: 'Export',
  format: 'Format',
  formats: Object.fromEntries(writtenFormats().map(({ id, name }) => [id, name])) as Record<
    ExportFormat,
    string
  >,
  quality: 'Quality',
  lossless: 'Lossless',
  keepJpeg: 'Keep the photo’s own JPEG',
  keepJpegHint: 'Only blocks that your selections touch are made anew; the rest stays bit for bit',
  keptJpegNote: 'The file stays as it is but for the blocks that your selections touch.',
  notKept: (reason: string) => `The whole JPEG was encoded again: ${reason}.`,
  cannotKeep: (reason: string) => `The whole JPEG will be encoded again: ${reason}.`,
  whyNotKept: {
    kind: (what: string) => `it has ${what}`,
    /** @param rule that a damaged file breaks, in English */
    damaged: (rule: string) => `it breaks a rule: ${rule}`,
    rotated: 'the picture was rotated',
    grid: (width: number, height: number) =>
      `its blocks are ${width} x ${height} pixels: what is added or cut off where they begin must be a multiple of that`,
    longest: 'JPEG holds at most 65500 pixels on a side',
  },
  storedMissing: 'the copy of the photo’s file is missing',
  doneChanges: (changes: readonly string[]) =>
    changes.length > 0 ? `Also in the file: ${changes.join('; ')}.` : '',
  keepMetadata: 'Keep metadata',
  keepMetadataHint: 'EXIF, XMP and captions; the colour profile always stays',
  keepPlace: 'With location and serial numbers',
  keepPlaceHint: 'Where the photo was taken, and which camera and lens took it',
  recipe: 'Write the recipe',
  recipeHint: 'How to repeat every fill',
  disclosure: 'Say how the picture came about',
  disclosureHint: 'Whether a trained model made all of it or parts',
  c2pa: 'Sign content credentials (C2PA)',
  c2paHint:
    'Anyone can check what was done and that nothing changed since; the key is of this computer, so the signer counts as unknown',
  noC2pa: (format: string) => `Not with this file: ${format} has no place for them`,
  losslessNote: 'Every sample is kept exactly.',
  withoutWaiting: 'It is the picture as you last accepted it, without what runs or waits.',
  withLayers: 'with layers',
  layersNote: 'What was filled lies in a layer of its own above the untouched photo.',
  losslessEightBit: 'This format keeps 8 bits per channel; the photo has 16.',
  size: 'Size',
  sizes: { original: 'As it is', pixels: 'Longest side', percent: 'Percent' },
  resizeTo: 'Longest side',
  resizeBy: 'Share of the size',
  srgb: 'Convert to sRGB',
  srgbHint: 'For the web and for programs that know no colour profiles',
  isSrgb: 'The colours are in sRGB already',
  resampledNote:
    'Resampled: no pixel of the file is one of the photo’s. The exactness count is of the picture as you edited it.',
  convertedNote: 'Every pixel is converted. The exactness count is of the picture as you edited it.',
  estimating: 'Working out the size…',
  estimate: (width: number, height: number, bytes: number | null) =>
    `${pixelSize(width, height)} px${bytes === null ? '' : `, about ${byteSize(bytes)}`}`,
  lossyNote: 'A lossy format re-encodes every pixel. The exactness count is then taken before encoding.',
  button: 'Choose folder and export',
  exporting: 'Exporting…',
  done: (name: string) => `Exported ${name}`,
  showInFolder: 'Show in folder',
  takesOriginalName: 'It has the name of the original, which was no longer there.',
  doneRecipe: { 'in-file': 'The recipe is inside.', 'beside-file': 'The recipe lies beside it.', none: '' },
} as const;
