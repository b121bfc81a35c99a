import type { Catalogue } from '../english.ts';
import { duration, percent } from '../formats.ts';
import { counted, isolated, nouns, quoted } from './words.ts';

export const queue: Catalogue['queue'] = {
  title: 'التطبيق على صور أخرى',
  edits: (count) =>
    count === 1
      ? 'يُجرى آخر تعديل لهذه الصورة في كل صورة منها، بالإعدادات نفسها والبذرة نفسها.'
      : `تُجرى تعديلات هذه الصورة (${counted(count, nouns.edit)}) في كل صورة منها، بالإعدادات والبذور نفسها.`,
  settings: 'تُملأ كل صورة منها بإعدادات اللوحة.',
  photos: 'الصور',
  noPhotos: 'لم تُختر صور بعد',
  chosen: (count, folder, names) =>
    `${counted(count, nouns.picture)}${folder === null ? '' : ` من ${quoted(folder)}`}: ${names.map(isolated).join('، ')}${count > names.length ? '، …' : ''}`,
  chooseFiles: 'اختيار صور…',
  chooseFolder: 'اختيار مجلد…',
  rule: 'ما يُملأ في كل صورة',
  rules: {
    place: 'المكان نفسه',
    file: 'قناع بجوار كل صورة',
    rectangle: 'مستطيل',
    colour: 'لون',
  },
  ruleHints: {
    place: 'حيث كان في هذه الصورة: لصور بالحجم نفسه.',
    file: 'ملف في اسمه اسم الصورة وبحجمها: الأبيض يُملأ.',
    rectangle: 'بالبكسل أو بالنسبة مثل 5%. القيمة السالبة لليسار أو الأعلى تُحسب من اليمين أو الأسفل.',
    colour: 'كل ما هو بهذا اللون؛ ومع التفاوت (حتى 255) ما يقاربه أيضًا.',
  },
  otherSizes: (count) =>
    `صور يختلف حجمها عن هذه الصورة ولن تُملأ: ${counted(count, nouns.picture)}. اختر لها طريقة أخرى.`,
  maskName: 'اسم القناع',
  sides: { left: 'اليسار', top: 'الأعلى', width: 'العرض', height: 'الارتفاع' },
  colour: 'اللون',
  tolerance: 'التفاوت',
  results: 'النتائج',
  template: 'الاسم',
  templateHint: `${isolated('{name}')} هو اسم الصورة و${isolated('{ext}')} لاحقتها. لا يُكتب فوق أي ملف.`,
  target: 'المجلد',
  targetBeside: 'مجلد جديد «filled» بجوار الصور',
  chooseTarget: 'اختيار…',
  add: (count) => (count === 0 ? 'إضافة' : `إضافة ${counted(count, nouns.picture)}`),
  fillAll: 'تعبئتها كلها…',

  name: 'قائمة انتظار الصور',
  panelTitle: 'قائمة الانتظار',
  states: {
    waiting: 'تنتظر',
    working: 'قيد العمل',
    done: 'تمت',
    failed: 'فشلت',
  },
  took: (seconds) => `تمت في ${duration(seconds)}`,
  working: (fraction) => (fraction === 0 ? 'قيد العمل' : `قيد العمل، ${percent(fraction)}`),
  progress: (ended, all, left) =>
    `${ended} من ${counted(all, nouns.picture)}${left === null || ended === all ? '' : `، بقي نحو ${duration(left)}`}`,
  failures: (count) => `فشل: ${count}`,
  paused: 'متوقفة مؤقتًا',
  waits: 'تستمر بعد عمليتك',
  pause: 'إيقاف مؤقت',
  resume: 'متابعة',
  retry: 'إعادة المحاولة',
  retryAll: 'إعادة محاولة ما فشل',
  open: 'فتح',
  openName: (name) => `فتح ${isolated(name)}`,
  show: (name) => `إظهار ${isolated(name)} في مجلده`,
  remove: (name) => `إزالة ${isolated(name)} من القائمة`,
  clear: 'مسح ما اكتمل',
  hide: 'إخفاء قائمة الانتظار',
  status: (done, failed, all, isPaused) =>
    [
      done + failed === all ? `قائمة الانتظار: تم ${done}` : `قائمة الانتظار: ${done + failed} من ${all}`,
      isPaused && done + failed < all ? 'متوقفة مؤقتًا' : '',
      failed > 0 ? `فشل ${failed}` : '',
    ]
      .filter(Boolean)
      .join(' · '),
  announceEnded: (done, failed) =>
    `انتهت قائمة الانتظار. تم: ${counted(done, nouns.picture)}، فشل: ${failed}.`,

  nothingToRepeat: 'لم يُملأ شيء في هذه الصورة بعد، فلا شيء لتكراره. املأ أو وسّع أو عالج شيئًا أولًا واقبله.',
  noneChosen: 'لم تُختر صورة. اختر صورًا أو مجلدًا أولًا.',
  placeUnknown: 'ليس لتعديلات هذه الصورة مكان يوجد في غيرها أيضًا. اختر طريقة أخرى.',
  draftGone: 'لم يعد ما اختير معروفًا. لم يُضف شيء. اختر الصور من جديد.',
  photoGone: 'لم تعد هذه الصورة في قائمة الانتظار.',
  outputExists: (name) =>
    `${quoted(name)} موجود من قبل، ولا يُكتب فوق أي ملف. انقله من مكانه ثم أعد المحاولة.`,
  outputUnwritable: (name, formats) =>
    `لاحقة ${quoted(name)} لتنسيق لا تمكن كتابته (تمكن كتابة ${isolated(formats)}). لم يُكتب شيء. أضف الصورة من جديد بلاحقة أخرى في اسم النتيجة.`,
  otherSize: (width, height, wantedWidth, wantedHeight) =>
    `حجم الصورة ${isolated(`${width} × ${height}`)} بكسل، وحجم الصورة المعدَّلة ${isolated(`${wantedWidth} × ${wantedHeight}`)}: لا معنى هنا للمكان نفسه. لم يُكتب شيء. أضفها من جديد بطريقة أخرى.`,
  maskOfOtherSize: (mask) =>
    `حجم ${quoted(mask)} يختلف عن حجم صورته. لم يُكتب شيء. اجعله بحجم الصورة ثم أعد المحاولة.`,
  unread: (count) =>
    `قوائم صور منتظرة تعذرت قراءتها وحُفظت كما هي: ${counted(count, nouns.list)}. الصور والنتائج كما كانت.`,
  diskFull: 'قائمة الانتظار متوقفة: القرص ممتلئ. ما كُتب سليم. أخلِ مساحة ثم تابعها.',
};
