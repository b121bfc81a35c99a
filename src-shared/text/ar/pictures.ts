import type { Catalogue } from '../english.ts';
import type { WhiteBalance } from '#shared/pictures/opening.ts';
import { grouped, pixelSize } from '../formats.ts';
import { pictures as english } from '../pictures.ts';
import { counted, isolated, nouns, quoted } from './words.ts';

const developedFor: Readonly<Record<WhiteBalance, string>> = {
  camera: 'توازن الأبيض من الكاميرا',
  auto: 'توازن أبيض تلقائي',
  daylight: 'توازن أبيض لضوء النهار',
};

export const pictures: Catalogue['pictures'] = {
  cameraRaw: 'ملفات الكاميرا الخام',
  damaged: (name) =>
    `${quoted(name)} تالف أو مبتور: ترويسته مقروءة وصورته ليست كذلك. لم يتغير شيء. احصل على نسخة كاملة من الملف.`,
  damagedHeader: (name) => `${quoted(name)} تالف أو مبتور من أوله. احصل على نسخة كاملة من الملف.`,
  damagedPartial: (name) =>
    `${quoted(name)} تالف أو مبتور. لم يتغير شيء. احصل على نسخة كاملة من الملف، أو افتح ما يُقرأ منه (--partial).`,
  notAPicture: (name, formats) => `${quoted(name)} ليس صورة. يمكن فتح: ${isolated(formats)}.`,
  isUnsupported: (name, what) =>
    `${quoted(name)} من نوع ${isolated(what)} ولا يمكن فتحه. لم يتغير شيء. حوّله إلى PNG أو TIFF أولًا.`,
  usesUnsupported: (name, what) =>
    `يستخدم ${quoted(name)} ما ليس مدعومًا (${isolated(what)}): الملف ليس تالفًا. لم يتغير شيء. احفظه من جديد بصيغة RGB بعمق 8 أو 16 بت ثم افتحه.`,
  tooLarge: (name, megapixels, limit) =>
    `حجم ${quoted(name)} هو ${grouped(megapixels)} ميغابكسل؛ وأقصى ما يمكن تحريره ${limit}. صغّره أولًا.`,
  tooLargeToDecode: (name) =>
    `${quoted(name)} أكبر من ذاكرة مفكّك ترميزه. لم يتغير شيء. حوّله إلى JPEG أو PNG أولًا.`,
  tooLongSide: (format, limit, width, height) =>
    `تتسع صيغة ${isolated(format)} لما لا يزيد على ${grouped(limit)} بكسل في الضلع؛ وهذه الصورة ${pixelSize(width, height)}. احفظها بصيغة PNG أو TIFF.`,
  notWritable: (name, endings) =>
    `لا ينتهي ${quoted(name)} بامتداد صيغة يمكن كتابتها. استخدم أحد هذه الامتدادات: ${isolated(endings.join(', '))}.`,
  noSuchPage: (name, page, pages) =>
    `في ${quoted(name)} ${counted(pages, nouns.picture)}: لا يوجد رقم ${page}. اختر واحدة منها بالخيار --page.`,
  jpegKinds: {
    lossless: 'ترميزًا بلا فقد',
    hierarchical: 'ترميزًا هرميًا',
    arithmetic: 'ترميزًا حسابيًا',
    cmyk: 'أربعة مكونات (CMYK)',
    lateHeight: 'ارتفاعًا لا يأتي إلا بعد الصورة (DNL)',
    sampling: 'معاملات معاينة لا يقسم بعضها بعضًا',
    incomplete: 'صورة تدرجية تتوقف قبل دقتها الكاملة',
    frames: 'أكثر من إطار',
    pixels: 'هذا العدد من البكسلات',
    bits: (bits) => `عدد البتات في كل قيمة ${bits}`,
    components: (count) => `عدد المكونات ${count}`,
  },
  notes: {
    cmyk: 'كانت الصورة CMYK وحُوّلت إلى sRGB.',
    lab: 'كانت الصورة Lab وحُوّلت إلى sRGB.',
    lossyMask:
      'القناع محفوظ مع فقد: ما يغطيه بأقل من جزء من ستة عشر لا يُمس، وما ينقصه هذا القدر يُعد كاملًا. يحفظ PNG الأقنعة كما هي.',
    page: (page, pages) =>
      `فُتحت الصورة ${page} من ${pages}؛ ولا تدخل الأخرى في ما يُحفظ. اختر غيرها بالخيار --page.`,
    film: 'يحتوي الملف على فيلم من عدة صور: فُتحت واحدة منها، والبقية ليست جزءًا مما يُحفظ.',
    noEndMarker: 'ينقص الملف علامة نهايته؛ والصورة نفسها كاملة.',
    partial: 'الملف تالف أو مبتور: فُتح ما يُقرأ منه، والباقي حشو.',
    furtherChannels: (names) => `في الملف قنوات أخرى (${isolated(names)})، ولم تُؤخذ.`,
    extraChannel: 'في الملف قناة إضافية (تحديد محفوظ مثلًا)، وقد أُهملت.',
    tooBrightForAlpha: 'بعض البكسلات أسطع مما تسمح به شفافيتها المضروبة مسبقًا؛ بقيت كما هي.',
    profileCut: 'قُطعت بايتات بعد نهاية ملف تعريف الألوان.',
    profileDropped: 'ملف تعريف الألوان تالف أو يخص ألوانًا أخرى: أُهمل، وعُدّت الألوان sRGB.',
    auxiliary: 'في الملف صور أخرى للمشهد أيضًا (خريطة كسب أو خريطة عمق مثلًا)؛ وهي لا تدخل في ما يُحفظ.',
    developed: (whiteBalance) =>
      `حُمّض ملف كاميرا خام (RAW) إلى صورة عمل (${developedFor[whiteBalance]}، 16 بت sRGB)؛ ولا يُكتب فوق الملف الخام أبدًا.`,
    unknownCamera: 'الكاميرا غير معروفة: ألوانها تقريبية فقط.',
    toneMapped:
      'حُوّلت صورة ضوئية (HDR) إلى صورة عمل، 16 بت sRGB، مع ضغط ما هو أسطع من الأبيض؛ ولا يُكتب فوق الملف نفسه أبدًا.',
    flattened: 'فُتح المستند مسطّحًا؛ ولا تدخل طبقاته في ما يُحفظ.',
    ycbcr: 'كانت الصورة YCbCr وحُوّلت إلى RGB.',
    hdrColours: 'ألوانها من نوع HDR: بقيت كما هي، وما هو أسطع من الأبيض يُعرض مضغوطًا.',
    otherColours: 'ألوانها من نوع غير معروف: بقيت الأرقام كما هي وعُدّت sRGB.',
    deep: (bits) => `مُدّت القيم من ${bits} بت إلى 16 بت.`,
  },
  layers: english.layers,
  disclosed: {
    algorithmicallyEnhanced: 'يذكر الملف أن خوارزمية صححت الصورة من دون تغيير محتواها الرئيسي.',
    compositeWithTrainedAlgorithmicMedia: 'يذكر الملف أن نموذجًا مدرَّبًا صنع أجزاء من الصورة.',
    trainedAlgorithmicMedia: 'يذكر الملف أن نموذجًا مدرَّبًا صنع الصورة.',
  },
  changes: {
    extendedXmp: 'أُزيل XMP موسّع تتعذر قراءته',
    gainMapXmp: 'أُزيلت خريطة الكسب من XMP',
    listXmp: 'أُزيلت قائمة الصور الأخرى من XMP',
    depthMapXmp: 'أُزيلت خريطة العمق من XMP',
    originalXmp: 'أُزيلت الصورة الأصلية من XMP',
    motionPhotoXmp: 'أُزيلت الصورة المتحركة من XMP',
    recipeReplaced: 'استُبدلت الوصفة في XMP',
    recipeAdded: 'أُضيفت الوصفة',
    regionXmp: 'أُزيلت من XMP منطقة مُلئت صورتها أو قُصت',
    sizeXmp: 'صُحح الحجم في XMP',
    positionsXmp: 'حُركت المواضع في XMP',
    previewExif: 'أُزيلت المعاينة من EXIF أو من ملاحظة الصانع',
    thumbnailExif: 'أُزيلت الصورة المصغرة من EXIF',
    sizeExif: 'صُحح الحجم في EXIF',
    subjectExif: 'حُرك موضع الهدف في EXIF',
    thumbnailJfxx: 'أُزيلت الصورة المصغرة من JFXX',
    thumbnailJfif: 'أُزيلت الصورة المصغرة من JFIF',
    listMpf: 'أُزيلت قائمة الصور الأخرى (MPF)',
    gainMap: 'أُزيلت خريطة الكسب (ISO 21496-1)',
    trailer: 'أُزيلت صور أخرى أو فيديو بعد الصورة',
    preview: (segment) => `أُزيلت المعاينة من ${isolated(segment)}`,
    unreadableXmp: 'حُذف XMP غير مقروء',
    xmpThumbnail: 'حُذفت الصورة المصغرة في XMP',
    turnedRegions: 'حُذفت المناطق في XMP لأن الصورة دُوّرت',
    unreadableExif: 'حُذف EXIF غير مقروء',
    longExif: 'أُهمل EXIF: يتسع JPEG لما لا يزيد على 64 KB منه',
    photoshopThumbnail: 'حُذفت الصورة المصغرة في موارد Photoshop',
    place: 'حُذف مكان التصوير',
    date: 'حُدّث وقت آخر تغيير',
    serial: 'حُذفت الأرقام التسلسلية',
    makerNote: 'حُذفت ملاحظة المصنّع: قد تحوي أرقامًا تسلسلية ومكان التصوير',
    captions: (format) =>
      `أُهملت التسميات التوضيحية (IPTC-IIM) وموارد Photoshop: لا مكان لها في ${isolated(format)}`,
    comments: (format) => `أُهملت التعليقات: لا مكان لها في ${isolated(format)}`,
    texts: (format) => `أُهملت نصوص PNG: لا مكان لها في ${isolated(format)}`,
    resolution: (format) => `أُهملت الدقة: يحفظها ${isolated(format)} في EXIF، وليست في هذا الملف`,
    resampled: (width, height) => `غُيّر الحجم إلى ${isolated(pixelSize(width, height))}`,
    srgb: (from) => `حُوّلت الألوان إلى sRGB${from === null ? '' : ` من ${isolated(from)}`}`,
    eightBit: '16 بت صارت 8 بت',
    twelveBit: '16 بت صارت 12 بت',
    opaque: 'الشفافية صارت بيضاء',
    credentials: 'حُذفت بيانات اعتماد المحتوى (C2PA): فهي عن الصورة السابقة',
    earlierCredentials: 'حُفظت بيانات اعتماد المحتوى (C2PA) للصورة في الجديدة، بلا صورها المصغرة',
    unsigned: (reason) => `لا بيانات اعتماد للمحتوى (C2PA): تعذر توقيع الملف (${isolated(reason)})`,
  },
  credentials: {
    signed: 'فيه بيانات اعتماد المحتوى (C2PA) موقّعة بمفتاح هذا الحاسوب: تعدّها البرامج صحيحة والموقّع مجهولًا.',
    noPlace: (name, formats) =>
      `لا يتسع ${quoted(name)} لبيانات اعتماد المحتوى (C2PA). لم يُكتب شيء. احفظ بصيغة ${isolated(formats)} أو استغنِ عن --c2pa.`,
    needsDisclosure: 'الخيار --c2pa يذكر كيف نشأت الصورة، والخيار --no-disclosure يهمل ذلك. استغنِ عن أحدهما.',
    wrongKey: (name) =>
      `لا يحوي ${quoted(name)} في مجلد بيانات Tessera مفتاحًا صالحًا لبيانات اعتماد المحتوى (C2PA). لم يُكتب شيء. انقله من مكانه ليُنشأ مفتاح جديد، أو احفظ من دونها.`,
  },
};
