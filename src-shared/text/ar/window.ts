import type { Catalogue } from '../english.ts';
import { pixelSize, grouped, megapixels, percent, sharePercent } from '../formats.ts';
import { counted, isolated, nouns } from './words.ts';

export const status: Catalogue['status'] = {
  name: 'الحالة',
  bits: (bits) => `${bits} بت`,
  size: (pixels) => isolated(megapixels(pixels)),
  selection: (pixels, share) => `المحدد ${isolated(megapixels(pixels))} (${isolated(sharePercent(share))})`,
  added: (pixels) => `يُضاف ${isolated(megapixels(pixels))}`,
  noSelection: 'لا تحديد',
  position: (x, y) => isolated(`${grouped(x)} · ${grouped(y)}`),
  exact: (changed) => `تغيّر خارج التعبئة: ${counted(changed, nouns.pixel)}`,
  straightened: 'مقوَّمة: أُعيد حساب كل بكسل',
  straightenedHint:
    'التقويم تدوير بأقل من ربع دورة: لم يعد أي بكسل كما في الصورة. ما مُلئ بعد ذلك يُعدّ على حدة',
  exactBeforeEncoding: (changed) => `تغيّر خارج التحديد (قبل الترميز): ${counted(changed, nouns.pixel)}`,
  exactBeforeConversion: (changed) =>
    `تغيّر خارج التحديد (قبل تحويل التصدير): ${counted(changed, nouns.pixel)}`,
  exactConvertedHint: 'حُسب في الصورة كما حُرِّرت: الملف المصدَّر غُيّر حجمه أو حُوّلت ألوانه، فيختلف في كل مكان',
  exactKept: (touched, mcus, changed, most) =>
    `كتل JPEG المرمّزة من جديد: ${counted(touched, nouns.block)} من ${grouped(mcus)}؛ تغيّر خارج التحديد: ${counted(changed, nouns.pixel)}${changed > 0 ? `، بأقصى فرق ${most} من 255` : ''}`,
  exactKeptHint:
    'في ملف JPEG المصدَّر: كل كتلة أخرى هي كتلة الصورة نفسها بتًا ببت. كل الكتل الجديدة تمس تحديدًا؛ ولم تتغير بكسلات خارجه إلا فيها أو على بعد بكسل واحد منها',
  exactHint: 'محسوب مقارنة بالقيم الأصلية، بعمق البت الخاص بالصورة',
  exactLossyHint: 'محسوب قبل الترميز: التصدير مع فقد يعيد ترميز كل بكسل',
  device: (device) => `الجهاز: ${isolated(device)}`,
  engine: { starting: 'المحرك يبدأ', ready: 'المحرك جاهز', restarting: 'المحرك يُعاد تشغيله' },
  zoom: 'التكبير',
  working: 'جارٍ العمل…',
  unsaved: 'فيها ما ليس في أي ملف محفوظ',
};

const windowText: Catalogue['window'] = {
  appName: 'Tessera',
  toolbar: 'الأدوات',
  toolOptions: 'خيارات الأداة',
  topbar: 'الصورة',
  topbarStart: 'الفتح والتراجع',
  topbarEnd: 'العرض والتصدير',
  menu: 'القائمة',
  menus: { quit: 'إنهاء', fullScreen: 'ملء الشاشة', help: 'تعليمات' },
  picture: (name, width, height) =>
    `الصورة ${name}، ${pixelSize(width, height)}. مفاتيح الأسهم تحرك علامة التقاطع، ومفتاح المسافة ينزل القلم.`,
  brushSize: 'الحجم',
  brushHardness: 'الصلابة',
  pixels: 'px',
  hardness: (value) => percent(value),
  maskActions: 'التحديد',
  maskMenu: 'المزيد للتحديد',
  amount: 'المقدار',
  hints: {
    hand: 'اسحب لتحريك الصورة',
    heal: 'لوّن فوق العيب وارفع القلم فيختفي',
    restore: 'لوّن ما ينبغي أن يعود كما فُتح: الفرشاة الناعمة تدمجه',
    'no-source': 'لوّن ما لا يجوز نسخه · Alt للحذف',
    rectangle: 'اسحب لإضافة مستطيل · Alt للحذف · Shift لمربع',
    ellipse: 'اسحب لإضافة شكل بيضاوي · Alt للحذف · Shift لدائرة',
    lasso: 'ارسم حول ما ينبغي أن يختفي · Alt للحذف',
    polygon: 'انقر زاوية بعد زاوية · Enter أو النقر المزدوج للإغلاق · Alt للحذف',
    crop: 'اسحب حافة أو زاوية إلى الداخل · Shift يحفظ النسب',
    extend: 'اسحب حافة أو زاوية إلى الخارج · Shift يحفظ النسب',
    subject: 'انقر حيث تبدأ التعبئة',
    'order-pen': 'لوّن التسلسل: ما يُلوَّن أولًا يُملأ أولًا',
    'effort-pen': 'كل ضربة تضاعف الجودة في موضعها أو تنصّفها',
    keep: 'لوّن ما يعجبك · Alt لإلغاء الاحتفاظ',
    turn: 'أشر إلى خطوة في الأسفل لرؤية تلك اللحظة، وانقرها لمحاولة أخرى منها',
    'folded-turn': 'السهم في الأسفل يُظهر الخطوات: يمكن رؤية أي منها والمحاولة من جديد منها',
    'other-turns': `${isolated('← →')} لعرض محاولات أخرى`,
    compare: `اسحب الفاصل · ${isolated('← →')} لمحاولة أخرى في اليمين`,
  },
  history: { title: 'السجل', opened: 'كما فُتحت' },
  opacity: {
    title: 'عتامة التعبئة',
    label: 'العتامة',
    hint: 'الباقي يُظهر ما كان هناك من قبل',
    nothingBefore:
      'ما يُضاف إلى الصورة والصورة الجديدة ليس قبلهما شيء يمكن أن يظهر من خلالهما، فالعتامة للتعبئات فقط.',
    announce: (value) => `عتامة التعبئة: ${percent(value / 100)}`,
  },
  crop: {
    aspects: {
      free: 'حر',
      photo: 'الصورة',
      square: isolated('1 : 1'),
      classic: isolated('3 : 2'),
      wide: isolated('16 : 9'),
      portrait: isolated('4 : 5'),
    },
    apply: 'اقتصاص',
    reset: 'إعادة ضبط',
    working: 'جارٍ تغيير الصورة…',
    straighten: 'تقويم',
    horizon: 'رسم خط على طول الأفق',
    horizonHint: 'ارسم خطًا على طول ما ينبغي أن يكون أفقيًا أو رأسيًا',
    fillCorners: 'ملء الزوايا',
    fillCornersHint: 'يُبقي الزوايا الفارغة ويحددها: الملء يصنعها',
  },
  undo: (label) => (label === null ? 'تراجع' : `تراجع: ${label}`),
  redo: (label) => (label === null ? 'إعادة' : `إعادة: ${label}`),
  tabs: {
    name: 'الصور المفتوحة',
    close: (name) => `إغلاق ${isolated(name)}`,
    work: { running: 'تعبئة جارية', turns: 'نتيجة تنتظر', interrupted: 'عملية متوقفة تنتظر' },
  },
  crossHair: (x, y, down) => `${isolated(`${x}, ${y}`)}${down ? '، القلم منزَّل' : ''}`,
};

export { windowText as window };
