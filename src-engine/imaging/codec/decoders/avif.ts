import { text } from '#shared/text/text.ts';
import { brandsOf, readSampleMeaning } from '../iso-media.ts';
import { hasAscii, joinNotes, type PictureDecoder } from '../picture-decoder.ts';
import { withCodes } from '../png-colours.ts';
import { decodePage } from '../sharp-samples.ts';
import { straightAlpha } from '../straight-alpha.ts';

const filmBrand = 'avis';

/** A film has a picture of its own for those that show no films; the image library reads it under that brand. */
function asPicture(film: Uint8Array): Uint8Array {
  const picture = film.slice();
  picture.set(new TextEncoder().encode('avif'), 8);
  return picture;
}

export const avifDecoder: PictureDecoder = {
  format: 'avif',
  sniff: (bytes) => brandsOf(bytes).some((brand) => brand === 'avif' || brand === filmBrand),
  async decode(file, name, options) {
    const isFilm = hasAscii(file, 8, filmBrand);
    const bytes = isFilm ? asPicture(file) : file;
    const decoded = await decodePage(bytes, name, options);
    const { premultiplied, codes } = readSampleMeaning(bytes);
    const { image } = decoded;
    const straight = premultiplied && image.channels === 4 ? straightAlpha(image) : image;
    const alphaNote = straight === null && text.pictures.notes.tooBrightForAlpha;
    return withCodes(
      {
        ...decoded,
        image: straight ?? image,
        note: joinNotes(decoded.note, alphaNote, isFilm && text.pictures.notes.film),
      },
      codes,
    );
  },
};
