import { grouped } from '../formats.ts';
import type { Catalogue } from '../english.ts';
import { isolated } from './words.ts';

export const preferences: Catalogue['preferences'] = {
  title: 'التفضيلات',
  look: 'المظهر',
  language: 'اللغة',
  languageOfSystem: 'النظام',
  byMachine: 'ترجمة آلية، يُرجى التصحيح',
  theme: 'السمة',
  themes: { system: 'النظام', light: 'فاتحة', dark: 'داكنة' },
  motion: 'الحركة',
  motions: { system: 'مثل النظام', none: 'بلا' },
  shortcuts: {
    title: 'اختصارات لوحة المفاتيح',
    open: 'تغيير…',
    changed: (count) => (count === 0 ? 'كلها كما أتت' : `عدد المفاتيح المغيّرة: ${grouped(count)}`),
    how: 'انقر مفتاحًا ثم اضغط غيره. كل الأوامر هنا، حتى التي بلا مفتاح.',
    press: 'اضغط المفاتيح…',
    none: 'بلا مفتاح',
    remove: 'دون مفتاح له',
    taken: (keys, others) => `${keys} يخص: ${others.join('، ')}.`,
    fixed: (keys) => `${keys} يحرّك أو يضغط أو يغادر في كل مكان ولا يمكن اختياره.`,
    takeOver: 'استخدمه هنا',
    leave: 'اتركه',
    reset: (action) => `مفتاحه الأصلي من جديد: ${action}`,
    change: (action, keys) => `تغيير مفتاح ${action}${keys === '' ? '' : `، وهو الآن ${keys}`}`,
    resetAll: 'كل المفاتيح كما أتت',
    allReset: 'كل المفاتيح كما أتت',
    back: 'رجوع',
    announce: (action, keys) => `${action}: ${keys}`,
  },
  fills: 'التعبئة',
  fillsWait: 'يمكن تغيير هذه بعد قبول النتيجة الجارية أو المنتظرة أو تجاهلها.',
  exports: 'التصدير',
  commandLine: {
    title: 'سطر الأوامر',
    states: {
      absent: 'Tessera للطرفيات والنصوص البرمجية من دون نافذة. ليس هناك بعد.',
      here: 'تُشغّل الطرفيات Tessera بهذا الاسم من دون نافذة.',
      stale: 'يشغّل نسخة أخرى من Tessera أو بطريقة أقدم.',
      foreign: 'هذا ملف برنامج آخر، ويبقى كما هو.',
      packaged: 'تُشغّل الطرفيات Tessera بهذا الاسم من دون نافذة. جاء مع الحزمة.',
    },
    changes: { absent: 'وضعه هناك', stale: 'تجديده', here: 'إزالته' },
    notSearched:
      'قد لا تبحث الطرفيات في هذا المجلد بعد: يلزم تسجيل الدخول من جديد، أو إضافته إلى PATH في إعدادات الصدفة.',
    gone: (program) =>
      `لم يعد Tessera موجودًا في ${isolated(program)}. لم يُنفَّذ شيء. يمكن تشغيل Tessera من مكانه الحالي واختيار التفضيلات ثم سطر الأوامر، أو حذف هذا الملف.`,
    notOurs: (path) =>
      `${isolated(path)} ملف برنامج آخر، وقد بقي كما هو. تمكن إعادة المحاولة بعد تغيير اسمه أو نقله.`,
  },
  data: 'البيانات',
  measuring: 'جارٍ القياس…',
  use: (size) => `المجموع ${isolated(size)}`,
  dataParts: {
    settings: 'الإعدادات',
    documents: 'عمل غير محفوظ',
    models: 'الحزم المثبتة',
    logs: 'السجلات',
    caches: 'الذاكرة المؤقتة',
  },
  clearCaches: 'مسح الذاكرة المؤقتة',
  report: 'حفظ تقرير خطأ…',
  reportHint:
    'ملف ZIP فيه الإصدارات والأجهزة ونهاية السجل ووصفة الصورة المفتوحة، بلا بكسلات ولا أسماء ملفات أو مجلدات.',
  reportSaved: (name) => `حُفظ ${isolated(name)}. أرفقه بتقريرك؛ لم يُرسل شيء.`,
  showFolder: 'إظهار المجلد',
  dataHint: 'لا يغادر شيء هذا الحاسوب. تبقى الصور في مكانها ولا يُكتب فوقها أبدًا.',
  reset: 'إعادة ضبط كل التفضيلات',
  resetAsk: 'هل تريد إعادة الضبط فعلًا؟',
};
