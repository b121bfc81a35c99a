import type { Catalogue } from '../english.ts';
import { isolated, quoted } from './words.ts';

export const packs: Catalogue['packs'] = {
  idTaken: (id) => `لحزمة أخرى المعرّف ${quoted(id)} من قبل.`,
  notFound: (id, ids) =>
    `لا توجد حزمة نموذج ${quoted(id)}. الموجود: ${ids === '' ? 'لا شيء' : isolated(ids)}.`,
  noneUsable: (reason) => `لم يُعثر على حزمة نموذج صالحة. ${reason} ثبّت Tessera من جديد أو استورد حزمة.`,
  emptyFolder: 'مجلد النماذج فارغ.',
  missingFile: (path) => `ملف الحزمة ${quoted(path)} مفقود. انسخ الحزمة أو استوردها من جديد.`,
  wrongSize: (path, size, expected) =>
    `ملف الحزمة ${quoted(path)} تالف: حجمه ${size} بايت بدلًا من ${expected}. لا يُستخدم. انسخ الحزمة أو استوردها من جديد.`,
  wrongHash: (path) =>
    `ملف الحزمة ${quoted(path)} تالف: بصمته مختلفة. لا يُستخدم. انسخ الحزمة أو استوردها من جديد.`,
  noManifest: (name) => `لا يوجد manifest.json في ${quoted(name)}: ليس حزمة نموذج.`,
  longManifest: 'ملف manifest.json في الحزمة أكبر مما ينبغي.',
  noPack: (name) => `${quoted(name)} ليس حزمة نموذج.`,
  isBundled: (id) => `${quoted(id)} مرفقة مع Tessera ولا يمكن استبدالها. لم يُثبَّت شيء.`,
  isShared: (id) => `الحزمة ${quoted(id)} مثبتة لكل مستخدمي هذا الحاسوب. لم يُثبَّت شيء.`,
  isInstalled: (id) => `الحزمة ${quoted(id)} مثبتة من قبل. لم يُثبَّت شيء. احذف تلك أولًا.`,
  notOwn: (id) => `لا تُحذف إلا الحزم التي استوردتها أو ثبّتها، وليست ${quoted(id)} منها. لم يتغير شيء.`,
  outside: (path) => `تشير الحزمة إلى ${quoted(path)} وهو خارجها.`,
  linkOutside: (path) => `ملف الحزمة ${quoted(path)} رابط يقود إلى خارجها.`,
  largeGraph: (path) => `مخطط الحزمة ${quoted(path)} كبير جدًا.`,
  unlistedFile: (path, other) => `يشير مخطط الحزمة ${quoted(path)} إلى ${quoted(other)} وهو ليس من ملفاتها.`,
  damagedGraph: 'مخطط في الحزمة تالف: ليس ملف ONNX صالحًا.',
  noJson: 'ملف manifest.json في الحزمة ليس JSON صالحًا. استورد الحزمة أو انسخها من جديد.',
  newer: (format, readable) =>
    `تنسيق الحزمة ${format}؛ وهذا الإصدار من Tessera يقرأ التنسيق ${isolated(`${readable}.x`)}. حدّث Tessera لاستخدامها.`,
  wrongField: (field, reason) =>
    `ملف manifest.json في الحزمة خاطئ عند: ${field === null ? 'بنيته' : isolated(field)} (${isolated(reason)}).`,
  notInstalled: (name, reason) =>
    `لا يمكن تثبيت ${quoted(name)} كحزمة: ${reason}. لم يُثبَّت شيء. احصل على الملف من مصدره من جديد.`,
  fileReasons: {
    noPack: 'ليس حزمة من حزم Tessera',
    namedTwice: 'يذكر بيانه ملفًا مرتين',
    missing: (path) => `${quoted(path)} مفقود`,
    wrongSize: (path) => `حجم ${quoted(path)} خاطئ`,
    unnamedParts: 'فيه أجزاء لا يذكرها بيانه',
  },
  diskShort: (needed, left) =>
    `تحتاج الحزمة إلى نحو ${isolated(needed)} وعلى القرص ${isolated(left)}. لم يُكتب شيء. أخلِ بعض المساحة أو اختر مجلدًا آخر.`,
  exists: (name) => `${quoted(name)} موجود من قبل وتُرك كما هو. اختر مجلدًا آخر أو احذفه أولًا.`,
};
