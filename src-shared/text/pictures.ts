import type { DigitalSource } from '#shared/pictures/metadata-choices.ts';
import type { WhiteBalance } from '#shared/pictures/opening.ts';
import { grouped, pixelSize } from './formats.ts';

const developedFor: Readonly<Record<WhiteBalance, string>> = {
  camera: 'the white balance of the camera',
  auto: 'automatic white balance',
  daylight: 'the white balance of daylight',
};

/** What reading and writing picture files says. */
export const pictures = {
  /** What files of cameras are called, in a list of names of formats. */
  cameraRaw: 'camera raw',
  damaged: (name: string) =>
    `"${name}" is damaged or cut short: its header is readable, its picture is not. Nothing was changed. Get a complete copy of the file.`,
  damagedHeader: (name: string) =>
    `"${name}" is damaged or cut short at its very beginning. Get a complete copy of the file.`,
  damagedPartial: (name: string) =>
    `"${name}" is damaged or cut short. Nothing was changed. Get a complete copy of the file, or open it as far as it goes (--partial).`,
  notAPicture: (name: string, formats: string) => `"${name}" is not a picture. ${formats} can be opened.`,
  isUnsupported: (name: string, what: string) =>
    `"${name}" is ${what}, which cannot be opened. Nothing was changed. Convert it to PNG or TIFF first.`,
  usesUnsupported: (name: string, what: string) =>
    `"${name}" uses ${what}, which is not supported: the file is not damaged. Nothing was changed. Save it anew as 8 or 16 bit RGB, then open that.`,
  tooLarge: (name: string, megapixels: number, limit: number) =>
    `"${name}" has ${grouped(megapixels)} megapixels; at most ${limit} can be edited. Make it smaller first.`,
  tooLargeToDecode: (name: string) =>
    `"${name}" is too large for its decoder's memory. Nothing was changed. Convert it to JPEG or PNG first.`,
  tooLongSide: (format: string, limit: number, width: number, height: number) =>
    `${format} holds at most ${grouped(limit)} pixels on a side; this picture is ${pixelSize(width, height)}. Save as PNG or TIFF.`,
  notWritable: (name: string, endings: readonly string[]) =>
    `"${name}" does not end in a format that can be written. Use ${endings.slice(0, -1).join(', ')} or ${endings.at(-1)}.`,
  noSuchPage: (name: string, page: number, pages: number) =>
    `"${name}" has ${pages === 1 ? 'one picture' : `${grouped(pages)} pictures`}: there is no number ${page}. Choose one of them with --page.`,
  /** Kinds of JPEG whose blocks cannot be read, each after "it has" or "it uses". */
  jpegKinds: {
    lossless: 'lossless coding',
    hierarchical: 'hierarchical coding',
    arithmetic: 'arithmetic coding',
    cmyk: 'four components (CMYK)',
    lateHeight: 'a height that only follows the picture (DNL)',
    sampling: 'sampling factors that do not divide each other',
    incomplete: 'a progressive picture that stops before its full precision',
    frames: 'more than one frame',
    pixels: 'so many pixels',
    bits: (bits: number) => `${bits} bits a sample`,
    components: (count: number) => `${count} components`,
  },
  notes: {
    cmyk: 'The photo was CMYK and was converted to sRGB.',
    lab: 'The photo was Lab and was converted to sRGB.',
    lossyMask:
      'The mask is stored with loss: what it covers by less than a sixteenth stays untouched, and what lacks as little is full. A PNG keeps masks as they are.',
    page: (page: number, pages: number) =>
      `Picture ${page} of ${pages} was opened; the others are not part of what is saved. Choose another with --page.`,
    film: 'The file holds a film of several pictures: one of them was opened, and the others are not part of what is saved.',
    noEndMarker: 'The file lacks its end marker; the picture itself is complete.',
    partial: 'The file is damaged or cut short: it was opened as far as it goes, the rest is filler.',
    furtherChannels: (names: string) => `The file has further channels (${names}), which were left out.`,
    extraChannel: 'The file has an extra channel (a saved selection, say), which was left out.',
    tooBrightForAlpha:
      'Some pixels are brighter than their premultiplied transparency allows; they are kept as they are.',
    profileCut: 'Bytes behind the end of its colour profile were cut off.',
    profileDropped:
      'Its colour profile is damaged or belongs to other colours: it was left out, and the colours are taken for sRGB.',
    auxiliary:
      'The file also holds other pictures of the scene (a gain map or a depth map, say); they are not part of what is saved.',
    developed: (whiteBalance: WhiteBalance) =>
      `A camera raw file was developed to a working picture (${developedFor[whiteBalance]}, 16 bit sRGB); the raw file itself is never written over.`,
    unknownCamera: 'The camera is not known: its colours are only approximate.',
    toneMapped:
      'A picture of light (HDR) was brought to a working picture, 16 bit sRGB, with what is brighter than white pressed together; the file itself is never written over.',
    flattened: 'The document was opened flattened; its layers are not part of what is saved.',
    ycbcr: 'The photo was YCbCr and was converted to RGB.',
    hdrColours:
      'Its colours are those of HDR: they are kept as they are, and shown with what is brighter than white pressed together.',
    otherColours: 'Its colours are of a kind that is not known: the numbers are kept, and taken for sRGB.',
    deep: (bits: number) => `The ${bits} bit samples were stretched to 16 bit.`,
  },
  /** Names of layers: letters without accents, which every program can read. */
  layers: { photo: 'Photo', made: 'Filled' },
  /** What a file says of how its picture came about (IPTC Digital Source Type). */
  disclosed: {
    algorithmicallyEnhanced:
      'The file says that an algorithm corrected the picture without changing its main content.',
    compositeWithTrainedAlgorithmicMedia: 'The file says that a trained model made parts of the picture.',
    trainedAlgorithmicMedia: 'The file says that a trained model made the picture.',
  } satisfies Record<DigitalSource, string>,
  /** What else is different in a written file, each after "Also in the file:". */
  changes: {
    extendedXmp: 'extended XMP that cannot be read removed',
    gainMapXmp: 'gain map in XMP removed',
    listXmp: 'list of further pictures in XMP removed',
    depthMapXmp: 'depth map in XMP removed',
    originalXmp: 'original picture in XMP removed',
    motionPhotoXmp: 'motion photo in XMP removed',
    recipeReplaced: 'recipe in XMP replaced',
    recipeAdded: 'recipe added',
    regionXmp: 'region in XMP whose picture was filled or cut off removed',
    sizeXmp: 'size in XMP corrected',
    positionsXmp: 'positions in XMP moved',
    previewExif: 'preview in EXIF or its maker note removed',
    thumbnailExif: 'thumbnail in EXIF removed',
    sizeExif: 'size in EXIF corrected',
    subjectExif: 'position of the subject in EXIF moved',
    thumbnailJfxx: 'thumbnail in JFXX removed',
    thumbnailJfif: 'thumbnail in JFIF removed',
    listMpf: 'list of further pictures (MPF) removed',
    gainMap: 'gain map (ISO 21496-1) removed',
    trailer: 'further pictures or video behind the picture removed',
    preview: (segment: string) => `preview in ${segment} removed`,
    unreadableXmp: 'XMP that cannot be read removed',
    xmpThumbnail: 'thumbnail in XMP removed',
    turnedRegions: 'regions in XMP removed: the picture was turned',
    unreadableExif: 'EXIF that cannot be read removed',
    longExif: 'EXIF left out: JPEG holds at most 64 KB of it',
    photoshopThumbnail: 'thumbnail in Photoshop resources removed',
    place: 'location removed',
    date: 'time of the last change updated',
    serial: 'serial numbers removed',
    makerNote: 'maker note removed: it may hold serial numbers and the location',
    captions: (format: string) =>
      `captions (IPTC-IIM) and Photoshop resources left out: ${format} has no place for them`,
    comments: (format: string) => `comments left out: ${format} has no place for them`,
    texts: (format: string) => `texts of the PNG left out: ${format} has no place for them`,
    resolution: (format: string) => `resolution left out: ${format} keeps it in EXIF, and this EXIF has none`,
    resampled: (width: number, height: number) => `resampled to ${pixelSize(width, height)}`,
    srgb: (from: string | null) => `colours converted to sRGB${from === null ? '' : ` from ${from}`}`,
    eightBit: '16 bit became 8 bit',
    twelveBit: '16 bit became 12 bit',
    opaque: 'transparency became white',
    credentials: 'content credentials (C2PA) removed: they speak of the picture before',
    earlierCredentials:
      'content credentials (C2PA) of the photo kept in the new ones, without their thumbnails',
    unsigned: (reason: string) =>
      `content credentials (C2PA) missing: the file could not be signed (${reason})`,
  },
  /** Content credentials (C2PA). */
  credentials: {
    signed:
      'It holds content credentials (C2PA), signed with the key of this computer: readers call them valid and the signer unknown.',
    noPlace: (name: string, formats: string) =>
      `"${name}" cannot hold content credentials (C2PA). Nothing was written. Save as ${formats}, or leave out --c2pa.`,
    needsDisclosure:
      '--c2pa says how the picture came about, and --no-disclosure leaves that out. Leave one of them out.',
    wrongKey: (name: string) =>
      `"${name}" in the data folder of Tessera holds no key for content credentials (C2PA) that can be used. Nothing was written. Move it away to have a new one made, or save without them.`,
  },
};
