import type { Catalogue } from '../english.ts';
import { quoted } from './words.ts';

export const archives: Catalogue['archives'] = {
  none: { pack: 'ليس حزمة من Tessera أو أنه مبتور', project: 'ليس مشروعًا من Tessera أو أنه مبتور' },
  tooManyParts: 'أجزاؤه كثيرة جدًا',
  largerThanFile: 'أجزاؤه أكبر من الملف',
  damagedDirectory: 'فهرسه تالف',
  missing: (part) => `${quoted(part)} مفقود`,
  otherPart: (part) => `فيه جزء لا ينتمي إليه، ${quoted(part)}`,
  twice: (part) => `فيه ${quoted(part)} مرتين`,
  encrypted: (part) => `${quoted(part)} معمّى`,
  compressed: (part) => `${quoted(part)} مضغوط، وهذا ما لا يفعله Tessera أبدًا`,
  link: (part) => `${quoted(part)} رابط وليس ملفًا`,
  tooLarge: (part) => `${quoted(part)} كبير جدًا`,
  damaged: (part) => `${quoted(part)} تالف أو مبتور`,
  damagedSince: (part) => `تلف ${quoted(part)} منذ حفظه`,
  noFile: (part) => `${quoted(part)} ليس ملفًا. لم يتغير شيء. اختر ملفًا.`,
};
