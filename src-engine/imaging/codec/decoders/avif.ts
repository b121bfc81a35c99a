import { text } from '#shared/text/text.ts';
import { brandsOf, readSampleMeaning } from '../iso-media.ts';
import { joinNotes, type PictureDecoder } from '../picture-decoder.ts';
import { withCodes } from '../png-colours.ts';
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
    const alphaNote = straight === null && text.pictures.notes.tooBrightForAlpha;
    return withCodes(
      { ...decoded, image: straight ?? image, note: joinNotes(decoded.note, alphaNote) },
      codes,
    );
  },
};
