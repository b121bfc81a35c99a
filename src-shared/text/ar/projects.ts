import type { Catalogue } from '../english.ts';
import { isolated, quoted } from './words.ts';

export const projects: Catalogue['projects'] = {
  invalid: (name, reason) =>
    `لا يمكن فتح ${quoted(name)} كمشروع: ${reason}. الملف وكل ما عداه كما كان. جرّب نسخة منه أو افتح الصورة الأصلية من جديد.`,
  newer: (name, format, readable) =>
    `حُفظ ${quoted(name)} بإصدار أحدث من Tessera (التنسيق ${format}؛ وهذا يقرأ حتى ${isolated(`${readable}.x`)}). لم يتغير الملف. حدّث Tessera لفتحه.`,
  partTooLarge: (entry) =>
    `لم يُحفظ المشروع: جزؤه ${quoted(entry)} أكبر مما يتسع له مشروع. ما كان هناك من قبل لم يتغير. صدّر الصورة للاحتفاظ بها.`,
  unreadablePart:
    'تتعذر قراءة جزء من نسخة العمل لهذه الصورة، فلم يُحفظ المشروع. ما كان هناك من قبل لم يتغير. صدّر الصورة للاحتفاظ بها.',
  reasons: {
    noProject: 'ليس مشروعًا من مشاريع Tessera',
    damagedManifest: 'بيانه تالف',
    wrongManifest: (what) => `بيانه خاطئ (${isolated(what)})`,
    unknownFormat: (format) => `التنسيق ${format} غير معروف`,
    damagedHistory: 'سجله تالف',
    wrongHistory: (what) => `سجله خاطئ (${isolated(what)})`,
    noPresent: 'ليست في سجله حالة راهنة',
    missing: (path) => `${quoted(path)} مفقود`,
    wrongSize: (path) => `حجم ${quoted(path)} خاطئ`,
    unnamedParts: 'فيه أجزاء لا يذكرها بيانه',
    noOriginal: 'ملف الصورة نفسه مفقود',
    otherOriginal: 'ملف الصورة نفسه ليس الذي نشأ منه المشروع',
    damagedPart: (file) => `جزء من صورته تالف (${isolated(file)})`,
    size: (width, height) => `حجم صورته ${isolated(`${width} × ${height}`)} بكسل`,
    selectionSize: 'حجم أحد التحديدات يختلف عن حجم صورته',
    longHistory: 'سجله كبير على نحو غير معقول',
    partOutside: 'جزء من صورته يقع خارجها',
    missingPart: (file) => `جزء من صورته مفقود (${isolated(file)})`,
    wrongPartSize: (file) => `حجم جزء من صورته خاطئ (${isolated(file)})`,
    twoFormats: (file) => `لجزء من صورته تنسيقان (${isolated(file)})`,
    damagedRecipe: (step) => `وصفة خطوته ${step} تالفة`,
    unreadableHistory: 'تتعذر قراءة سجله',
  },
};
