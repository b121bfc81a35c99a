export {
  type Conversion,
  type ConvertedPicture,
  convertPicture,
  editAtSize,
  keepsSamples,
} from './convert-picture.ts';
export { coverageOfFile, coverageOfPicture } from './decode.ts';
export { decodePhoto, readFileBytes, readPhotoFile } from './decode.ts';
export type { PictureEdit } from './edited-metadata.ts';
export { encodePicture, readRecipe } from './encode.ts';
export type { PhotoBelow } from './picture-encoder.ts';
export { formatOfName } from './encode.ts';
export {
  keepJpeg,
  type KeptJpeg,
  openStoredJpeg,
  reasonAgainstShape,
  type StoredJpeg,
} from './jpeg-file/keep-jpeg.ts';
export type { PictureToSign, SignedPicture } from './content-credentials/index.ts';
export { editTime } from './edit-time.ts';
export { restateJpeg } from './jpeg-metadata.ts';
export { metadataToWrite, noMetadata, type PhotoMetadata, withoutDescription } from './metadata.ts';
export type { DecodedPhoto, DecodeOptions } from './picture-decoder.ts';
export { colourCubeOf, greysInSrgb, toSrgb } from './to-srgb.ts';
export { isTiff, waysToOpen } from './ways-to-open.ts';
export { orientationOfJpeg, sizeOfPictureFile } from './picture-size.ts';
export { firstPicture, firstPictureOfFile, type FirstPicture, prepareFirstPicture } from './first-picture.ts';
