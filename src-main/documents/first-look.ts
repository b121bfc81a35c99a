import { setTimeout as sleep } from 'node:timers/promises';
import type { FirstLook } from '#shared/contract/events.ts';
import type { PictureSource, PixelOperations } from '#main/pixels/pixel-operations.ts';

/** How long decoding waits for a first picture: that of a JPEG of 100 megapixels takes 0.3 s. */
const patienceMs = 400;

/**
 * Shows what can be had quickly of a picture that is about to be decoded, and then what is sharper. Decoding waits a moment for it:
 * beside it, it would come late.
 */
export async function showFirstLook(
  source: PictureSource,
  name: string,
  pixels: Pick<PixelOperations, 'lookAtPicture'>,
  /** Told nothing more once the picture is open. */
  show: (look: FirstLook) => void,
): Promise<void> {
  show({ name, picture: null });
  if (source.kind !== 'file' && source.kind !== 'bytes') return;
  const looks = async (): Promise<void> => {
    const first = await pixels.lookAtPicture(source);
    if (first) show({ name, picture: first });
    const sharper = first?.isCoarse ? await pixels.lookAtPicture(source, true) : null;
    if (sharper) show({ name, picture: sharper });
  };
  await Promise.race([looks().catch(() => undefined), sleep(patienceMs)]);
}
