import type { Catalogue } from '../english.ts';
import { grouped, pixelSize } from '../formats.ts';
import { pictures as english } from '../pictures.ts';

const developedFor = {
  camera: 'balance des blancs de l’appareil',
  auto: 'balance des blancs automatique',
  daylight: 'balance des blancs pour la lumière du jour',
};

export const pictures: Catalogue['pictures'] = {
  cameraRaw: 'fichiers bruts d’appareils photo',
  damaged: (name) =>
    `« ${name} » est endommagé ou coupé : son en-tête est lisible, son image non. Rien n’a été changé. Se procurer une copie complète du fichier.`,
  damagedHeader: (name) =>
    `« ${name} » est endommagé ou coupé dès son début. Se procurer une copie complète du fichier.`,
  damagedPartial: (name) =>
    `« ${name} » est endommagé ou coupé. Rien n’a été changé. Se procurer une copie complète du fichier, ou ouvrir ce qui est lisible (--partial).`,
  notAPicture: (name, formats) => `« ${name} » n’est pas une image. Peuvent être ouverts : ${formats}.`,
  isUnsupported: (name, what) =>
    `« ${name} » ne peut pas être ouvert : ${what}. Rien n’a été changé. Le convertir d’abord en PNG ou TIFF.`,
  usesUnsupported: (name, what) =>
    `« ${name} » utilise ce qui n’est pas pris en charge : ${what}. Le fichier n’est pas endommagé. Rien n’a été changé. L’enregistrer en RVB de 8 ou 16 bits, puis ouvrir celui-là.`,
  tooLarge: (name, megapixels, limit) =>
    `« ${name} » a ${grouped(megapixels)} mégapixels ; ${limit} au plus peuvent être modifiés. Le réduire d’abord.`,
  tooLargeToDecode: (name) =>
    `« ${name} » est trop grand pour la mémoire de son décodeur. Rien n’a été changé. Le convertir d’abord en JPEG ou PNG.`,
  tooLongSide: (format, limit, width, height) =>
    `${format} contient au plus ${grouped(limit)} pixels par côté ; cette image a ${pixelSize(width, height)}. Enregistrer en PNG ou TIFF.`,
  notWritable: (name, endings) =>
    `« ${name} » ne se termine pas par un format qui peut être écrit. Choisir une de ces extensions : ${endings.join(', ')}.`,
  noSuchPage: (name, page, pages) =>
    `« ${name} » a ${pages === 1 ? 'une image' : `${grouped(pages)} images`} : il n’y a pas de numéro ${page}. En choisir une avec --page.`,
  jpegKinds: {
    lossless: 'un codage sans perte',
    hierarchical: 'un codage hiérarchique',
    arithmetic: 'un codage arithmétique',
    cmyk: 'quatre composantes (CMYK)',
    lateHeight: 'une hauteur qui ne suit que l’image (DNL)',
    sampling: 'des facteurs d’échantillonnage qui ne se divisent pas',
    incomplete: 'une image progressive qui s’arrête avant sa pleine précision',
    frames: 'plus d’une image',
    pixels: 'tant de pixels',
    bits: (bits) => `${bits} bits par valeur`,
    components: (count) => `${count} composantes`,
  },
  notes: {
    cmyk: 'La photo était en CMJN et a été convertie en sRGB.',
    lab: 'La photo était en Lab et a été convertie en sRGB.',
    lossyMask:
      'Le masque est enregistré avec perte : ce qu’il couvre à moins d’un seizième reste intact, et où il manque aussi peu, il couvre tout. Un PNG garde les masques tels quels.',
    page: (page, pages) =>
      `L’image ${page} sur ${pages} a été ouverte ; les autres ne sont pas enregistrées avec elle. --page en choisit une autre.`,
    film: 'Le fichier contient un film de plusieurs images : l’une d’elles a été ouverte, et les autres ne font pas partie de ce qui est enregistré.',
    noEndMarker: 'Il manque au fichier sa marque de fin ; l’image elle-même est complète.',
    partial: 'Le fichier est endommagé ou coupé : le lisible a été ouvert, le reste est du remplissage.',
    furtherChannels: (names) =>
      `Le fichier contient d’autres canaux (${names}), qui ont été laissés de côté.`,
    extraChannel: 'Le fichier a un canal de plus (une sélection enregistrée, par exemple), qui a été laissé.',
    tooBrightForAlpha:
      'Certains pixels sont plus clairs que leur transparence prémultipliée ne le permet ; ils restent tels quels.',
    profileCut: 'Des octets après la fin du profil de couleurs ont été coupés.',
    profileDropped:
      'Le profil de couleurs est endommagé ou appartient à d’autres couleurs : il a été laissé, et les couleurs passent pour sRGB.',
    auxiliary:
      'Le fichier contient aussi d’autres images de la scène (carte de gain ou de profondeur, par exemple) ; elles ne sont pas enregistrées.',
    developed: (whiteBalance) =>
      `Un fichier brut d’appareil a été développé en image de travail (${developedFor[whiteBalance]}, sRGB 16 bits) ; le fichier brut n’est jamais écrasé.`,
    unknownCamera: 'L’appareil n’est pas connu : ses couleurs ne sont qu’approchées.',
    toneMapped:
      'Une image de lumière (HDR) a été ramenée à une image de travail, sRGB 16 bits, où ce qui dépasse le blanc est comprimé ; le fichier n’est jamais écrasé.',
    flattened: 'Le document a été ouvert aplati ; ses calques ne sont pas enregistrés.',
    ycbcr: 'La photo était en YCbCr et a été convertie en RVB.',
    hdrColours:
      'Ses couleurs sont celles du HDR : elles restent telles quelles, et ce qui est plus clair que le blanc est comprimé à l’affichage.',
    otherColours: 'Ses couleurs sont d’un genre inconnu : les nombres sont gardés et passent pour sRGB.',
    deep: (bits) => `Les valeurs de ${bits} bits ont été étendues à 16 bits.`,
  },
  layers: english.layers,
  disclosed: {
    algorithmicallyEnhanced:
      'Le fichier dit qu’un algorithme a corrigé l’image sans changer son contenu principal.',
    compositeWithTrainedAlgorithmicMedia:
      'Le fichier dit qu’un modèle entraîné a fait des parties de l’image.',
    trainedAlgorithmicMedia: 'Le fichier dit qu’un modèle entraîné a fait l’image.',
  },
  changes: {
    extendedXmp: 'XMP étendu illisible enlevé',
    gainMapXmp: 'carte de gain dans XMP enlevée',
    listXmp: 'liste d’autres images dans XMP enlevée',
    depthMapXmp: 'carte de profondeur dans XMP enlevée',
    originalXmp: 'image d’origine dans XMP enlevée',
    motionPhotoXmp: 'photo animée dans XMP enlevée',
    recipeReplaced: 'recette dans XMP remplacée',
    recipeAdded: 'recette ajoutée',
    regionXmp: 'région dans XMP enlevée, dont l’image a été remplie ou coupée',
    sizeXmp: 'taille dans XMP corrigée',
    positionsXmp: 'positions dans XMP déplacées',
    previewExif: 'aperçu dans EXIF ou sa note de fabricant enlevé',
    thumbnailExif: 'vignette dans EXIF enlevée',
    sizeExif: 'taille dans EXIF corrigée',
    subjectExif: 'position du sujet dans EXIF déplacée',
    thumbnailJfxx: 'vignette dans JFXX enlevée',
    thumbnailJfif: 'vignette dans JFIF enlevée',
    listMpf: 'liste d’autres images (MPF) enlevée',
    gainMap: 'carte de gain (ISO 21496-1) enlevée',
    trailer: 'autres images ou vidéo après l’image enlevées',
    preview: (segment) => `aperçu dans ${segment} enlevé`,
    unreadableXmp: 'XMP illisible enlevé',
    xmpThumbnail: 'vignette dans XMP enlevée',
    turnedRegions: 'régions dans XMP enlevées : l’image a été tournée',
    unreadableExif: 'EXIF illisible enlevé',
    longExif: 'EXIF laissé : JPEG en contient au plus 64 Ko',
    photoshopThumbnail: 'vignette dans les ressources Photoshop enlevée',
    place: 'localisation enlevée',
    date: 'date de la dernière modification mise à jour',
    serial: 'numéros de série enlevés',
    makerNote: 'note du fabricant enlevée : elle peut contenir numéros de série et localisation',
    captions: (format) =>
      `légendes (IPTC-IIM) et ressources Photoshop laissées : ${format} n’a pas de place pour elles`,
    comments: (format) => `commentaires laissés : ${format} n’a pas de place pour eux`,
    texts: (format) => `textes du PNG laissés : ${format} n’a pas de place pour eux`,
    resolution: (format) => `résolution laissée : ${format} la garde dans EXIF, et cet EXIF n’en a pas`,
    eightBit: '16 bits sont devenus 8 bits',
    twelveBit: '16 bits sont devenus 12 bits',
    resampled: (width, height) => `rééchantillonné à ${pixelSize(width, height)}`,
    srgb: (from) => `couleurs converties en sRGB${from === null ? '' : ` depuis ${from}`}`,
    opaque: 'la transparence est devenue du blanc',
    credentials: 'certificats de contenu (C2PA) enlevés : ils parlent de l’image d’avant',
    earlierCredentials:
      'certificats de contenu (C2PA) de la photo repris dans les nouveaux, sans leurs vignettes',
    unsigned: (reason) =>
      `certificats de contenu (C2PA) absents : le fichier n’a pas pu être signé (${reason})`,
  },
  credentials: {
    signed:
      'Il contient des certificats de contenu (C2PA), signés avec la clé de cet ordinateur : les lecteurs les disent valides et le signataire inconnu.',
    noPlace: (name, formats) =>
      `« ${name} » ne peut pas contenir de certificats de contenu (C2PA). Rien n’a été écrit. Enregistrer en ${formats}, ou omettre --c2pa.`,
    needsDisclosure:
      '--c2pa dit comment l’image a été faite, et --no-disclosure omet cela. Omettre l’un des deux.',
    wrongKey: (name) =>
      `« ${name} » dans le dossier de données de Tessera ne contient pas de clé utilisable pour les certificats de contenu (C2PA). Rien n’a été écrit. Le déplacer pour qu’une nouvelle soit faite, ou enregistrer sans eux.`,
  },
};
