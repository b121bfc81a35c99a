export { coverageOfPicture } from './decode-mask.ts';
export { decodePhoto, readFileBytes, readPhotoFile } from './decode.ts';
export { encodePicture, readRecipe } from './encode.ts';
export { formatOfName } from './formats.ts';
export {
  keepJpeg,
  type KeptJpeg,
  openStoredJpeg,
  reasonAgainstSides,
  type StoredJpeg,
} from './jpeg-file/keep-jpeg.ts';
export { noMetadata, type PhotoMetadata } from './metadata.ts';
export type { DecodedPhoto, DecodeOptions } from './picture-decoder.ts';
