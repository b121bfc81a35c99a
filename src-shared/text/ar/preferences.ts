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
  fills: 'التعبئة',
  fillsWait: 'يمكن تغيير هذه بعد قبول النتيجة الجارية أو المنتظرة أو تجاهلها.',
  exports: 'التصدير',
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
