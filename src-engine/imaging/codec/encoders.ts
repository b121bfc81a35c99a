import { jxlEncoder } from './encoders/jxl.ts';
import { openRasterEncoder } from './encoders/open-raster.ts';
import { psdEncoder } from './encoders/psd.ts';
import type { PictureEncoder } from './picture-encoder.ts';

/** The writers of formats that the image library cannot write. */
export const pictureEncoders: readonly PictureEncoder[] = [jxlEncoder, psdEncoder, openRasterEncoder];
