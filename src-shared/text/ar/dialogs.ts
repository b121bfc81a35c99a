import type { Catalogue } from '../english.ts';
import { byteSize, percent, pixelSize } from '../formats.ts';
import { counted, isolated, nouns, quoted } from './words.ts';
import { exportDialog } from './export-dialog.ts';
import { opening } from './opening.ts';
import { systemErrors } from './system-errors.ts';

export const dialogs: Catalogue['dialogs'] = {
  close: 'إغلاق',
  cancel: 'إلغاء',
  dismiss: 'إخفاء',

  ...opening,

  start: {
    failed: (folder, code) =>
      `يتعذر بدء Tessera: مجلد بياناته غير صالح للاستخدام (${isolated(folder)}). ${code === null ? 'صورك كما كانت. ابدأه من جديد.' : systemErrors.refused(null, code)}`,
  },
  copy: {
    copying: 'جارٍ النسخ…',
    done: (width, height, bits, profile) =>
      `الصورة كلها في الحافظة بتنسيق PNG: ${isolated(pixelSize(width, height))}، ${bits} بت، ${isolated(profile)}.`,
  },
  dragOut: {
    title: 'سحب الصورة إلى خارج النافذة، إلى مجلد أو برنامج آخر',
    making: 'جارٍ إعداد الملف للسحب…',
    ready: (name) => `${isolated(name)} جاهز. اسحب الزر مرة أخرى.`,
    how: (copy, exporting) =>
      `سحب هذا الزر إلى خارج النافذة يأخذ معه ملفًا للصورة كما يكتبه التصدير، والصورة غير المعدّلة تذهب بملفها نفسه. من لوحة المفاتيح: ${isolated(copy)} للنسخ و${isolated(exporting)} للتصدير.`,
  },
  paste: {
    name: 'صورة ملصقة',
    empty: 'لا صورة في الحافظة. لم يتغير شيء. انسخ صورة أو ملفها ثم ألصق من جديد.',
    pixelsOnly:
      'أُلصقت بكسلات sRGB بعمق 8 بت: ليس في الحافظة أكثر من ذلك عن هذه الصورة. لعمقها وألوانها كاملة افتح ملفها.',
  },

  supervisor: {
    reloaded: 'توقفت النافذة وأُعيد تحميلها. صورتك وخطواتها كما كانت؛ لم تُفقد إلا ضربة كانت جارية.',
    hangs: 'Tessera لا يستجيب.',
    hangsDetail: 'عملك في أمان. انتظر، أو أعد تحميل النافذة والصورة كما هي.',
    wait: 'انتظار',
    reload: 'إعادة التحميل',
    keepsStopping: 'تتوقف النافذة مرارًا.',
    keepsStoppingDetail:
      'أُعيد تحميلها ثلاث مرات في دقيقة. عملك في أمان ومعروض في الصفحة الأولى. ابدأ من دون الصورة، أو أنهِ البرنامج.',
    withoutDocument: 'البدء من دون الصورة',
    quit: 'إنهاء',
    graphics:
      'توقف ما يرسم النافذة ثلاث مرات في دقيقة، لذلك يرسم Tessera الآن من دون بطاقة الرسوميات. صورتك كما كانت. تشغيل Tessera من جديد يجرب بطاقة الرسوميات ثانية.',
  },
  settingsSetAside: (name) =>
    `تعذرت قراءة إعداداتك، فيبدأ Tessera بإعداداته. حُفظ الملف باسم ${quoted(name)} بجوار الجديد؛ والصور والعمل غير المحفوظ كما كانت.`,

  export: exportDialog,

  packs: {
    title: 'حزم النماذج',
    lead: 'الحزمة شبكة مدرَّبة مع تسمياتها. تبقى الحزم على هذا الحاسوب.',
    bundled: 'مرفقة مع Tessera',
    shared: 'لكل مستخدمي هذا الحاسوب',
    inUse: 'قيد الاستخدام',
    use: 'استخدام',
    remove: 'حذف',
    removeAsk: 'هل تريد الحذف فعلًا؟',
    removeYes: 'نعم، حذف',
    removeNo: 'إبقاء',
    problem: 'غير صالحة',
    labels: (count) => counted(count, nouns.label),
    import: 'استيراد نقطة حفظ…',
    importHint: 'نقطة حفظ منزَّلة بصيغة .pt أو .safetensors ، ثم المرمّز التلقائي الخاص بها.',
    choosing: 'جارٍ الاختيار…',
    choiceName: 'الاستيراد',
    precision: 'كيف تُحفظ الأوزان',
    precisions: { fp32: 'تامة (fp32)', fp16: 'نصفية (fp16)', int8: 'صغيرة (int8)' },
    precisionNotes: {
      fp32: 'الأرقام المنشورة كما هي.',
      fp16: 'تختلف النتائج بنحو 0.1 %. نصف المساحة على القرص؛ ويحتاج CPU إلى الذاكرة والوقت نفسهما.',
      int8: 'تختلف كل طبقة بنحو 1 %، والتنبؤ بنحو 4 %. ثلث المساحة أو أقل، وأسرع مرتين إلى ثلاث على CPU.',
    },
    packSizes: (pack, memory) => `القرص ${isolated(byteSize(pack))}\nالذاكرة ${isolated(byteSize(memory))}`,
    diskFree: (bytes) => `المساحة الحرة على القرص ${isolated(byteSize(bytes))}.`,
    diskShort: (bytes) => `المساحة الحرة على القرص ${isolated(byteSize(bytes))} فقط.`,
    unknownTensors: (count) => `غير مطلوب: ${counted(count, nouns.tensor)}`,
    importNow: 'استيراد',
    openFile: 'فتح ملف حزمة…',
    offerTitle: 'هل تريد تثبيت هذه الحزمة؟',
    licence: 'الرخصة',
    size: 'الحجم',
    card: 'بطاقة النموذج',
    hashes: (files) => `بصمات SHA-256 لملفاتها: ${counted(files, nouns.file)}`,
    install: 'تثبيت',
    offerGone: 'لم تعد هذه الحزمة معروضة. لم يُثبَّت شيء. افتح ملفها من جديد.',
    importing: 'جارٍ الاستيراد',
    importProgress: (fraction) => percent(fraction),
    importDone: (name) => `تم استيراد ${isolated(name)}`,
    empty: 'لا حزمة مثبتة. استورد نقطة حفظ لتحصل على واحدة.',
  },

  project: {
    saved: (name) => `حُفظ ${isolated(name)}`,
  },

  replay: {
    title: 'إعادة التنفيذ',
    running: 'جارٍ إعادة التنفيذ',
    identical: 'كل البكسلات متطابقة.',
    identicalHint: 'تقود الوصفة في الملف من هذه الصورة إلى تلك النتيجة تمامًا.',
    different: 'النتيجة ليست نفسها.',
    unknown: 'نُفذت الوصفة، لكن تعذرت مقارنة البكسلات.',
    undoHint: 'تعبئاتها الآن على الصورة؛ والتراجع يزيلها واحدة واحدة.',
    ok: 'حسنًا',
  },

  shortcuts: {
    title: 'اختصارات لوحة المفاتيح',
    gestures: 'فوق الصورة',
    search: 'البحث في الاختصارات',
    none: 'لا اختصار مطابق',
  },

  about: {
    title: 'حول Tessera',
    line: 'محرر صور يعمل بلا اتصال: محوّل انتشار سببي يملأ ما تلوّن فوقه.',
    version: (version, electron) => `الإصدار ${isolated(version)} · Electron ${isolated(electron)}`,
    unofficial: 'إصدار Electron هذا ليس الرسمي.',
    method: 'الطريقة: causal diffusion transformers (arXiv 2412.12095)',
    licences: 'رخص كل ما بداخله',
    help: 'تعليمات',
    photos: `الصور النموذجية: ${isolated('Aitzol Berasategi (CC BY 4.0), Clemens Engelhardt (CC0 1.0)')}.`,
    licence: 'Tessera برنامج حر برخصة MIT.',
  },

  messages: {
    name: 'الرسائل',
    closedKept: (name) => `أُغلق ${isolated(name)}. عمله محفوظ تحت «عمل غير محفوظ» في الصفحة الأولى.`,
    maskSaved: (name) => `حُفظ التحديد باسم ${isolated(name)}`,
    engineRestarted: 'أُعيد تشغيل المحرك. لم تُمس الصورة؛ ويمكن التشغيل من جديد.',
    unexpected: 'حدث خطأ ما. الصورة كما كانت؛ أعد المحاولة.',
  },
};
