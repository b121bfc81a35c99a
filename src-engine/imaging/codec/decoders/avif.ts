import { text } from '#shared/text/text.ts';
import { codedColours } from '#engine/imaging/colour/made-profile.ts';
import { brandsOf, readSampleMeaning } from '../iso-media.ts';
import { joinNotes, type PictureDecoder } from '../picture-decoder.ts';
import { decodePage } from '../sharp-samples.ts';
import { straightAlpha } from '../tiff-stored-form.ts';

export const avifDecoder: PictureDecoder = {
  format: 'avif',
  sniff: (bytes) => brandsOf(bytes).some((brand) => brand === 'avif' || brand === 'avis'),
  async decode(bytes, name, options) {
    const decoded = await decodePage(bytes, name, options);
    const { premultiplied, codes } = readSampleMeaning(bytes);
    const { image } = decoded;
    const straight = premultiplied && image.channels === 4 ? straightAlpha(image) : image;
    const colours = image.iccProfile || !codes || image.channels < 3 ? null : codedColours(codes);
    return {
      ...decoded,
      image: {
        ...(straight ?? image),
        iccProfile: colours?.kind === 'profile' ? colours.profile : image.iccProfile,
      },
      note: joinNotes(
        decoded.note,
        straight === null && text.pictures.notes.tooBrightForAlpha,
        colours?.kind === 'other' && text.pictures.notes.otherColours,
      ),
    };
  },
};
