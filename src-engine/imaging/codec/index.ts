export { coverageOfPicture } from './decode-mask';
export { decodePhoto, readFileBytes, readPhotoFile, type DecodedPhoto } from './decode';
export { encodePicture, readRecipe, type EncodeOptions, type EncodedPicture } from './encode';
export { formatOfName } from './formats';
export { noMetadata, type PhotoMetadata } from './metadata';
