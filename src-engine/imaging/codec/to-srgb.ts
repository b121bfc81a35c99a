import { ColourCube } from '#engine/imaging/colour/colour-cube.ts';
import { withVips } from './vips.ts';

/**
 * Samples of 16 bit, three to a pixel or one of grey, in sRGB: what littleCMS makes of them by a profile, tables among it, with
 * the perceptual intent. @returns three to a pixel, 16 bit @throws Error where the library cannot use the profile
 */
export const toSrgb = (samples: Uint16Array, channels: 1 | 3, profile: Uint8Array): Promise<Uint16Array> =>
  withVips((vips, own) => {
    const plain = own(vips.Image.newFromMemory(samples, samples.length / channels, 1, channels, 'ushort'));
    const image = own(plain.copy({ interpretation: channels === 1 ? 'grey16' : 'rgb16' }));
    image.setBlob('icc-profile-data', profile);
    const shown = own(image.iccTransform('srgb', { embedded: true, intent: 'perceptual', depth: 16 }));
    return new Uint16Array(shown.writeToMemory().slice().buffer as ArrayBuffer);
  });

/** What a profile of colours means, for many samples. @throws Error as `toSrgb` */
export const colourCubeOf = (profile: Uint8Array): Promise<ColourCube> =>
  ColourCube.of((samples) => toSrgb(samples, 3, profile));

/** What a profile makes of every grey that there can be: [greys, 3], 16 bit. @throws Error as `toSrgb` */
export function greysInSrgb(bitDepth: 8 | 16, profile: Uint8Array): Promise<Uint16Array> {
  const scale = bitDepth === 16 ? 1 : 257;
  return toSrgb(
    Uint16Array.from({ length: 65535 / scale + 1 }, (_, value) => value * scale),
    1,
    profile,
  );
}
