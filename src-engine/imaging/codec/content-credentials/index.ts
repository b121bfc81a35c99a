export { loadSigningKey } from './signing-key.ts';
export { type PictureToSign, type SignedPicture, signPicture } from './sign-picture.ts';
