import type { Translation } from '../english.ts';
import type { opening as english } from '../opening.ts';
import { clockTime, grouped, percent, pixelSize, signed } from '../formats.ts';
import { counted, isolated, nouns, quoted } from './words.ts';

export const opening: Translation<typeof english> = {
  welcome: {
    title: 'Tessera',
    line: 'لوّن فوق ما ينبغي أن يختفي. يبقى كل ما عداه كما هو، حتى آخر بكسل.',
    open: 'فتح صورة',
    sample: 'تجربة الصورة النموذجية',
    generate: 'جديدة من تسمية',
    drop: 'أو أفلت صورة في أي مكان، أو ألصقها',
    dropNow: 'أفلت للفتح',
    recent: 'الأخيرة',
    recentNote: (folder, openedAt) =>
      openedAt === null ? isolated(folder) : `${isolated(folder)} · ${isolated(clockTime(openedAt))}`,
    examples: 'شاهد ما يفعله',
    examplesHint: 'نقرة تفتح الصورة وتملؤها على هذا الحاسوب.',
    exampleNames: {
      tree: 'إزالة شجرة',
      dandelion: 'إزالة زهرة',
      wider: 'توسيع صورة',
    },
    exampleHint: 'قبل وبعد',

    restore: 'عمل غير محفوظ',
    restoreButton: 'استعادة',
    restoreAll: (count) => `استعادة الكل (${grouped(count)})`,
    nothingKept: 'لا يوجد عمل غير محفوظ: كل شيء مفتوح أو في ملف.',
    restoreDiscard: 'حذف',
    restoreAsk: 'هل تريد الحذف فعلًا؟',
    restoreNote: (steps, turns, run) =>
      [
        steps > 0 ? counted(steps, nouns.step) : turns === 0 && run === null ? 'لا تغييرات بعد' : '',
        turns > 0 ? `للبت فيها: ${counted(turns, nouns.turn)}` : '',
        run === null ? '' : `عملية بلغت ${percent(run)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    restoreAt: (when) => `آخر تغيير ${isolated(when)}`,
    unnamed: 'صورة',
    problems: {
      unreadable: 'تتعذر قراءته الآن. لم يُحذف شيء. افحص القرص ثم أعد المحاولة.',
      damaged:
        'ملفاته تالفة. لم يُحذف شيء، وصورتك كما كانت. افتح الصورة من جديد، واحذف هذا متى لم تعد تحتاج إلى نسخة منه.',
      newer: 'كتبه إصدار أحدث من Tessera. هو في أمان: شغّل ذلك الإصدار للمتابعة.',
    },
    tryAgain: 'إعادة المحاولة',
    cutShort: 'الخطوات الأخيرة لهذه الصورة تلفت على القرص وهي ناقصة. كل ما قبلها موجود.',
    unreadableMention: (count) =>
      `صور من المرة السابقة تتعذر قراءتها وهي محفوظة: ${counted(count, nouns.picture)}. السبب في القائمة تحت «عمل غير محفوظ».`,
    restoreMention: (name, more) =>
      `العمل غير المحفوظ موجود: ${isolated(name)}${more > 0 ? ` و${grouped(more)} غيره` : ''}. تجده في القائمة تحت «عمل غير محفوظ».`,
    offline: 'لا يغادر شيء هذا الحاسوب.',
    opening: 'جارٍ الفتح…',
    openingPhoto: (name) => `جارٍ فتح ${isolated(name)}…`,
  },

  files: {
    openPicture: 'فتح صورة أو مشروع',
    openResult: 'إعادة تنفيذ وصفة نتيجة',
    openPhotos: 'اختيار صور',
    openMask: 'تحميل تحديد',
    openPack: 'تثبيت حزمة',
    openTransformer: 'اختيار نقطة حفظ المحوّل',
    openAutoencoder: 'اختيار نقطة حفظ المرمّز التلقائي الخاص به (KL-16)',
    all: 'كل الملفات',
    pictures: 'الصور',
    projects: 'مشاريع Tessera',
    picturesAndProjects: 'الصور والمشاريع',
    results: 'نتائج Tessera',
    packs: 'حزم Tessera',
  },

  given: {
    title: 'أيها؟',
    ofMany: (count) => `قُدّمت ${counted(count, nouns.picture)}. اختر واحدة لفتحها، أو املأها كلها.`,
    areOpen: (count) => `مفتوحة الآن، كل واحدة في تبويب لها: ${counted(count, nouns.picture)}.`,
    fromFolder: (name, count) =>
      `${quoted(name)} مجلد فيه ${counted(count, nouns.picture)}. اختر واحدة لفتحها، أو املأها كلها.`,
    more: (count) => `غير مدرجة في القائمة: ${counted(count, nouns.picture)}. افتحها من مربع حوار الملفات.`,
    emptyFolder: (name) => `${quoted(name)} مجلد بلا صور. لم يتغير شيء. افتح صورة، أو مجلدًا فيه صور.`,
    noFileAddress: (address) =>
      `${quoted(address)} لا يشير إلى ملف على هذا الحاسوب. لم يتغير شيء. احفظ الصورة أولًا ثم افتح ذلك الملف.`,
    offerGone: 'لم يعد هذا الملف معروضًا. افتحه من مربع حوار الملفات.',
  },

  openAs: {
    title: (name) => `فتح ${quoted(name)}`,
    pages: (count) =>
      `في الملف ${counted(count, nouns.picture)}. اختر واحدة لفتحها؛ ولا تدخل الأخرى في ما يُحفظ.`,
    page: (number, width, height) => `الصورة ${number}: ${isolated(pixelSize(width, height))}`,
    raw: 'يُحمَّض ملف الكاميرا الخام (RAW) إلى صورة 16 بت sRGB يبدأ منها كل ما تفعله. ولا يُكتب فوق الملف الخام أبدًا.',
    preview: 'المعاينة التي صنعتها الكاميرا',
    whiteBalance: 'توازن الأبيض',
    whiteBalances: { camera: 'كما صُوّرت', auto: 'تلقائي', daylight: 'ضوء النهار' },
    exposure: 'التعريض',
    stops: (stops) => isolated(`${signed(stops)} EV`),
    develop: 'فتح',
    damaged:
      'الملف تالف أو مبتور. النسخة الكاملة أفضل. يمكن فتح ما يُقرأ منه: الباقي حشو، ويُذكر في الاسم أنه غير مكتمل.',
    openPartial: 'فتح ما يُقرأ',
    incomplete: (stem, ending) => `${stem} (غير مكتمل)${ending}`,
  },
};
