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
  probe: {
    always: 'متوفر دائمًا.',
    time: (milliseconds) => `${tenth(milliseconds)} ms للتجربة`,
    notBuilt: 'لا تحتوي هذه النسخة من Tessera عليه.',
    wrongNumbers: (error) => `يحسب أعدادًا خاطئة (الخطأ النسبي ${error}).`,
    slower: (time) => `أبطأ من المعالج CPU (${time}): ربما هو عارض برمجي.`,
    noNvidia: 'ليس في هذا الجهاز معالج رسومات NVIDIA، أو لم يُحمَّل برنامج تشغيله.',
    noGpu: 'ليس في هذا الجهاز معالج رسومات، أو لم يُحمَّل برنامج تشغيله.',
    noAdapter: 'لم يُعثر على معالج رسومات ببرنامج تشغيل صالح.',
    noLibraries: 'مكتباته غير مثبتة: يحدد TESSERA_CUDA_LIBRARIES مجلدًا يحتويها.',
    notStarted: 'تعذر تشغيله.',
    notProbed: 'لم يُجرَّب.',
    instead: (device, note) => `لا يمكن استخدام ${device}: ${note} واستُخدم المعالج CPU بدلًا منه.`,
  },
  modelPart: (part, device, reason) =>
    `تعذر فتح الجزء "${part}" من النموذج على ${device}: ${reason} لم تتغير الصورة. يُرجى فحص الحزمة أو اختيار غيرها.`,
  noResult: {
    constant:
      'حسب النموذج العدد نفسه في كل مكان، فلا نتيجة. لم تتغير الصورة. يُرجى فحص الحزمة (tessera pack check) أو اختيار حزمة أخرى أو جهاز آخر.',
    notFinite:
      'حسب النموذج قيمًا غير عددية أو لا نهائية، فلا نتيجة. لم تتغير الصورة. يُرجى فحص الحزمة (tessera pack check) أو اختيار حزمة أخرى أو جهاز آخر.',
  },
  memory: (device, needed, there, isAssumed) =>
    `المعالج هو الذي يحسب: يحتاج النموذج على ${device} إلى نحو ${byteSize(needed)}، وذاكرة بطاقة الرسوميات ${byteSize(there)}${isAssumed ? ' (مفترضة لأن النظام لا يذكرها)' : ''}.`,
  lost: (device, reason) => `تعطل ${device} أثناء التشغيل، فتابع المعالج الحساب. ${reason}`,
  cuda: {
    noFolder: (folder) => `مجلد مكتباته ${folder} غير موجود.`,
    lacks: (library, version) => `ينقص مجلد مكتباته ${library}، وهو في حزمة GPU من ONNX Runtime ${version}.`,
    otherVersion: (version) => `في مجلد مكتباته مكتبات إصدار من ONNX Runtime غير ${version}.`,
    damaged: (library) => `${library} في مجلد مكتباته تالف، أو ليس من ONNX Runtime.`,
    needs: (library) => `تعذر تحميل ${library} من مجلد مكتباته ومن النظام.`,
    driver: (library) => `تعذر تحميل برنامج تشغيل NVIDIA (${library}).`,
  },
  coreml:
    'لا يستطيع CoreML الحساب بمدخلات حجمها صفر، وبها يبدأ كل تشغيل. يُختار WebGPU: يستخدم بطاقة الرسوميات نفسها.',
};
