import type { Catalogue } from '../english.ts';
import type { SystemReasons } from '../system-errors.ts';
import { isolated, quoted } from './words.ts';

const fullDisk = 'أخلِ بعض المساحة أو اختر قرصًا آخر.';
const noPermission = 'اختر مكانًا آخر أو غيّر الأذونات.';
const readOnly = 'الملف أو مجلده للقراءة فقط';
const noReading = 'لا يوجد إذن بالقراءة';
const wait = 'أغلق البرامج الأخرى ثم أعد المحاولة.';
const disconnected = 'أعد التوصيل ثم أعد المحاولة.';

const reasons: SystemReasons = {
  ENOSPC: { reason: 'القرص ممتلئ', advice: fullDisk },
  EDQUOT: { reason: 'حصتك من القرص ممتلئة', advice: fullDisk },
  EFBIG: { reason: 'الملف أكبر مما يتسع له هذا القرص', advice: 'اختر قرصًا آخر.' },
  EACCES: { reason: readOnly, reading: noReading, advice: noPermission },
  EPERM: { reason: readOnly, reading: noReading, advice: noPermission },
  EROFS: { reason: 'القرص للقراءة فقط', advice: 'اختر مكانًا آخر.' },
  EISDIR: { reason: 'يوجد مجلد بهذا الاسم', advice: 'اختر ملفًا.' },
  ENOENT: { reason: 'غير موجود', advice: 'تحقق من المسار.' },
  ENOTDIR: { reason: 'مجلده غير موجود', advice: 'تحقق من المسار.' },
  EEXIST: { reason: 'يوجد شيء بهذا الاسم', advice: 'اختر اسمًا آخر.' },
  ENAMETOOLONG: { reason: 'الاسم طويل جدًا', advice: 'اختر اسمًا أقصر.' },
  ELOOP: { reason: 'رابط يعود إلى نفسه', advice: 'اختر ما قُصد بالرابط.' },
  EXDEV: { reason: 'لا يمكن نقله إلى قرص آخر', advice: 'اختر مكانًا على القرص نفسه.' },
  EMFILE: { reason: 'الملفات المفتوحة كثيرة جدًا', advice: wait },
  ENFILE: { reason: 'الملفات المفتوحة كثيرة جدًا', advice: wait },
  EBUSY: { reason: 'يستخدمه برنامج آخر', advice: wait },
  ETXTBSY: { reason: 'يستخدمه برنامج آخر', advice: wait },
  ENOMEM: { reason: 'الذاكرة غير كافية', advice: wait },
  ESTALE: { reason: 'انقطع الاتصال بمجلد الشبكة', advice: disconnected },
  ENODEV: { reason: 'لم يعد القرص موجودًا', advice: disconnected },
  ENXIO: { reason: 'لا يمكن قراءة شيء من هناك', advice: 'اختر ملفًا.' },
  ETIMEDOUT: { reason: 'القرص أو مجلد الشبكة لا يستجيب', advice: disconnected },
  EIO: { reason: 'يبلّغ القرص عن عطل', advice: 'افحص القرص وكابله أو اختر قرصًا آخر.' },
};

const reasonFor = (code: string) =>
  reasons[code] ?? { reason: `رد النظام ${isolated(code)}`, advice: 'أعد المحاولة أو اختر مكانًا آخر.' };

export const systemErrors: Catalogue['systemErrors'] = {
  read(name, code) {
    const { reason, reading = reason, advice } = reasonFor(code);
    return `تتعذر قراءة ${quoted(name)}: ${reading}. لم يتغير شيء. ${advice}`;
  },
  write(name, code) {
    const { reason, advice } = reasonFor(code);
    return `لم يُحفظ ${quoted(name)}: ${reason}. ما كان هناك من قبل لم يتغير. ${advice}`;
  },
  remove(name, code) {
    const { reason, advice } = reasonFor(code);
    return `لم يُحذف ${quoted(name)}: ${reason}. بقي كما هو. ${advice}`;
  },
  missingFolder: (name) =>
    `لم يُحفظ ${quoted(name)}: مجلده غير موجود. لم يتغير شيء. أنشئ المجلد أو احفظ في مكان آخر.`,
  refused(name, code) {
    const { reason, advice } = reasonFor(code);
    const what = name === null ? 'لم ينجح ذلك' : `لم ينجح ذلك مع ${quoted(name)}`;
    return `${what}: ${reason}. صورتك كما كانت. ${advice}`;
  },
};
