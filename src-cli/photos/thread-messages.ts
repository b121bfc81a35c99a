import type { ErrorReport } from '#shared/errors.ts';
import type { PhotoRequest, ReadPhoto, VariantToWrite, WrittenPicture } from './photo-files.ts';

/** What a thread is asked; a file is named by the call that opened it. */
export type ThreadCall =
  | { readonly id: string; readonly kind: 'open'; readonly request: PhotoRequest }
  | {
      readonly id: string;
      readonly kind: 'write';
      readonly file: string;
      readonly variant: VariantToWrite;
      readonly isLast: boolean;
    }
  | { readonly id: string; readonly kind: 'close'; readonly file: string };

/** What it answers, once to each call but `close`. */
export type ThreadAnswer =
  | { readonly id: string; readonly value: ReadPhoto | WrittenPicture }
  | { readonly id: string; readonly error: ErrorReport };

type Pictures = Pick<VariantToWrite, 'image' | 'mask'> &
  Partial<Pick<VariantToWrite, 'patch'>> &
  Partial<Pick<ReadPhoto, 'noSource'>>;

/** Samples in memory of their own: of a view, all that lies around it would be sent too. */
const own = <Samples extends Uint8Array | Uint16Array>(samples: Samples): Samples =>
  samples.byteLength === samples.buffer.byteLength ? samples : (samples.slice() as Samples);

/** A patch that can be moved. */
export const ownPatch = ({ samples, ...patch }: VariantToWrite['patch']): VariantToWrite['patch'] => ({
  ...patch,
  samples: own(samples),
});

/** A photo whose pictures can be moved: memory that the image library handed out would be copied, and more than once. */
export const ownPhoto = (photo: ReadPhoto): ReadPhoto => ({
  ...photo,
  image: {
    ...photo.image,
    data: photo.image.data.slice(),
    iccProfile: photo.image.iccProfile?.slice() ?? null,
  },
  mask: photo.mask && { ...photo.mask, data: own(photo.mask.data) },
});

const buffersOf = ({ image, mask, noSource, patch }: Pictures): ArrayBuffer[] =>
  [image.data, mask?.data, noSource?.data, patch?.samples].flatMap((samples) =>
    samples ? [samples.buffer as ArrayBuffer] : [],
  );

/** The memory that goes with a message: moved, not copied. */
export function transferred(message: ThreadCall | ThreadAnswer): ArrayBuffer[] {
  if ('value' in message) return 'image' in message.value ? buffersOf(message.value) : [];
  if ('error' in message || message.kind !== 'write') return [];
  const { isLast, variant } = message;
  return isLast ? buffersOf(variant) : [variant.patch.samples.buffer as ArrayBuffer];
}
