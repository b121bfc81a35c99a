import type { Catalogue } from '../english.ts';
import { duration, percent } from '../formats.ts';
import { counted, isolated, nouns } from './words.ts';

export const run: Catalogue['run'] = {
  name: 'العملية',
  phases: {
    load: 'تحميل النموذج',
    encode: 'قراءة المحيط',
    sample: 'التعبئة',
    decode: 'التحويل إلى بكسلات',
    detail: 'إضافة التفاصيل',
    blend: 'دمج الحواف',
  },
  retouching: {
    heal: (strokes) => (strokes === 1 ? 'جارٍ المعالجة…' : `جارٍ المعالجة، ${counted(strokes, nouns.stroke)}…`),
    restore: (strokes) =>
      strokes === 1 ? 'جارٍ الاستعادة…' : `جارٍ الاستعادة، ${counted(strokes, nouns.stroke)}…`,
  },
  doubts: {
    repeats: 'يتكرر هنا الجزء نفسه من الصورة كثيرًا: قد تفيد البدائل أو إضافة أصغر أو «منع النسخ» (N).',
    breaks: 'لا تلتقي أجزاء الصورة هنا جيدًا: قد تفيد البدائل أو تسمية أو مساحة أصغر.',
  },
  retouched: { heal: 'تمت المعالجة', restore: 'تمت الاستعادة' },
  nothingToRestore: 'لم يتغير شيء هنا منذ فتح الصورة، فلا شيء لاستعادته.',
  strokesResumed: (strokes) =>
    `معالجات قُطعت في المرة السابقة وتُستكمل الآن: ${counted(strokes, nouns.stroke)}.`,
  strokesWaitAgain: (strokes) =>
    `معالجات من المرة السابقة تُنفَّذ بعد البت في ما ينتظر: ${counted(strokes, nouns.stroke)}.`,
  retouchLater: (strokes) => `معالجات بعد هذا القرار: ${counted(strokes, nouns.stroke)}`,
  waits: {
    running:
      'ينتظر هذا نهاية العملية التي تحتاج إلى الصورة كما هي. يمكن في الأثناء التحديد والمعالجة والتكبير والتصدير.',
    closing: 'ينتظر الإغلاق نهاية العملية. أوقفها مؤقتًا أولًا فتبقى محفوظة، أو ألغها.',
    interrupted: 'ينتظر هذا متابعة العملية المتوقفة أو تجاهلها: فهي تحتاج إلى الصورة كما هي.',
    turns: 'ينتظر هذا قبول النتيجة أو تجاهلها، لأنها صُنعت من الصورة كما هي.',
    replay: 'ينتظر هذا انتهاء الوصفة أو إلغاءها.',
    nextSelection: 'لُوّن تحديد آخر: اقبل هذه النتيجة أو تجاهلها، ثم املأه. التراجع يعيد التحديد السابق.',
  },
  waitsForOther: 'بانتظار العملية في صورة أخرى…',
  elsewhere: {
    finished: (name) => `انتهت العملية في ${isolated(name)}.`,
    failed: (name, message) => `فشلت العملية في ${isolated(name)}. ${message}`,
    show: 'عرض',
  },
  starting: 'جارٍ البدء…',
  cancelling: 'جارٍ الإلغاء…',
  pausing: 'جارٍ الإيقاف المؤقت…',
  accepting: 'جارٍ القبول…',
  pause: 'إيقاف مؤقت',
  step: (step, steps) => `الخطوة ${step} من ${steps}`,
  pass: (pass, passes) => `الجزء ${pass} من ${passes}`,
  variant: (variant, variants) => `البديل ${variant} من ${variants}`,
  remaining: (seconds) => `بقي ${duration(seconds)}`,
  remainingUnknown: 'جارٍ قياس الوقت المتبقي',
  cancel: 'إلغاء',
  progressName: 'تقدم العملية',
  announceProgress: (fraction) => `اكتمل ${percent(fraction)}`,
  announceStarted: 'بدأت العملية',
  announceFinished: (variants) =>
    `انتهت العملية. للمعاينة: ${counted(variants, nouns.turn)}. Enter يقبل وBackspace يتجاهل.`,
  cancelled: 'أُلغيت العملية. الصورة كما كانت تمامًا.',
  cancelledNew: 'أُلغيت العملية. لم تُنشأ أي صورة.',
  cancelledSome: (turns) => `أُلغيت العملية. لا يزال البت ممكنًا في ما اكتمل: ${counted(turns, nouns.turn)}.`,

  announceAccepted: 'قُبلت النتيجة',
  announceDiscarded: 'تم تجاهل النتيجة. الصورة كما كانت تمامًا.',
  announceDiscardedNew: 'تم تجاهلها. لم يتغير أي شيء آخر.',
  took: (seconds, device) => `${duration(seconds)} على ${isolated(device)}`,
  before: 'قبل',
};
