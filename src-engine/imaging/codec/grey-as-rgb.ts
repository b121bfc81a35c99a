import { rgbProfileOfGrey } from '#engine/imaging/colour/made-profile.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { keepChannels } from './sharp-samples.ts';

/** Grey with a profile as RGB with one of the same tones, for what knows no grey profiles and would convert; all else as it is. */
export function greyAsRgb(image: SampleImage): SampleImage {
  const { channels, data, iccProfile } = image;
  const rgbProfile = channels < 3 && iccProfile ? rgbProfileOfGrey(iccProfile) : null;
  if (!rgbProfile) return image;
  const order = channels === 2 ? [0, 0, 0, 1] : [0, 0, 0];
  return {
    ...image,
    channels: order.length as 3 | 4,
    data: keepChannels(data, channels, order),
    iccProfile: rgbProfile,
  };
}
