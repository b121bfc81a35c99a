import type { Catalogue } from '../english.ts';
import { byteSize, tenth } from '../formats.ts';

export const devices: Catalogue['devices'] = {
  step: (device, seconds) => `${device}: ‏${tenth(1000 * seconds)} مللي ثانية لكل خطوة`,
  graphics: (name, bytes, isAssumed) =>
    isAssumed
      ? `${name ?? 'بطاقة الرسوميات'}: يُفترض أن الذاكرة ${byteSize(bytes)} لأن النظام لا يذكرها`
      : `${name ?? 'بطاقة الرسوميات'}: الذاكرة ${byteSize(bytes)}`,
  none: 'لم يُعثر على بطاقة رسوميات صالحة: المعالج هو الذي يحسب.',
  notMeasured: 'المعالج هو الذي يحسب: لم تُقَس بطاقة الرسوميات مع هذا النموذج بعد.',
  dropped: {
    slower: (device) => `${device} ليس أسرع من المعالج بوضوح مع هذا النموذج.`,
    wrong: (device) => `لا يُستخدم ${device}: يحسب أرقامًا خاطئة مع هذا النموذج.`,
    failed: (device, detail) => `لا يُستخدم ${device}: فشل مع هذا النموذج. ${detail}`.trim(),
    unfinished: (device) =>
      `لا يُستخدم ${device}: انقطع قياسه. لقياسه من جديد تُمسح الذاكرات المؤقتة في التفضيلات.`,
  },
  memory: (device, needed, there, isAssumed) =>
    `المعالج هو الذي يحسب: يحتاج النموذج على ${device} إلى نحو ${byteSize(needed)}، وذاكرة بطاقة الرسوميات ${byteSize(there)}${isAssumed ? ' (مفترضة لأن النظام لا يذكرها)' : ''}.`,
  coreml:
    'لا يستطيع CoreML الحساب بمدخلات حجمها صفر، وبها يبدأ كل تشغيل. يُختار WebGPU: يستخدم بطاقة الرسوميات نفسها.',
};
