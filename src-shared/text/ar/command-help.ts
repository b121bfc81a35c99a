import type { Catalogue } from '../english.ts';
import { isolated } from './words.ts';

/** An option or a value as it is typed. */
const typed = (words: string): string => `'${isolated(words)}'`;

export const commandHelp: Catalogue['commandHelp'] = {
  words: {
    usage: 'الاستخدام:',
    arguments: 'المعاملات:',
    options: 'الخيارات:',
    commands: 'الأوامر:',
    help: 'يعرض مساعدة الأمر',
    version: 'يعرض رقم الإصدار',
    choices: (list) => `الممكن: ${isolated(list)}`,
    default: (value) => `المبدئي: ${isolated(value)}`,
    environment: (variable) => `متغير البيئة: ${isolated(variable)}`,
    hint: '(الخيار --help يعرض ما هو ممكن)',
  },
  wrong: {
    error: (sentence) => `خطأ: ${sentence}`,
    missingArgument: (name) => `المعامل ${typed(name)} مفقود`,
    missingValue: (option) => `قيمة الخيار ${typed(option)} مفقودة`,
    missingOption: (option) => `الخيار ${typed(option)} مفقود`,
    unknownOption: (option) => `خيار غير معروف ${typed(option)}`,
    conflict: (option, other) => `لا يمكن استخدام الخيار '${option}' مع الخيار '${other}'`,
    unknownCommand: (command) => `أمر غير معروف ${typed(command)}`,
    tooMany: (command, expected, given) =>
      `معاملات كثيرة للأمر ${typed(command)}: المنتظر ${expected} والمعطى ${given}.`,
    value: (option, value) => `لا يمكن أن تكون قيمة الخيار ${typed(option)} هي ${typed(value)}.`,
    environment: (option, value, variable) =>
      `لا يمكن أن تكون قيمة الخيار ${typed(option)} هي ${typed(value)} (من متغير البيئة ${typed(variable)}).`,
    choices: (list) => `الممكن: ${isolated(list)}.`,
    didYouMean: (name) => `(هل المقصود ${isolated(name)}؟)`,
  },

  program: 'ملء الصور وتوسيعها وصنعها بمحوّل انتشار سببي، من دون اتصال.',
  shared: {
    json: 'كائن JSON واحد في كل سطر على stdout، بالإنجليزية',
    output: 'أين تذهب النتيجة',
    quality: 'جودة JPEG و WebP و AVIF، من 1 إلى 100',
    softwareDevice: 'يقبل الرسم البرمجي كوحدة GPU (للاختبارات؛ بطيء)',
    device: 'ما الذي يحسب',
    none: 'لا شيء',
  },

  fill: {
    description: 'يملأ الجزء المقنّع من صورة؛ وكل ما هو خارج القناع يبقى كما هو قيمة بقيمة',
    mask: 'ما يُملأ: الشفافية حيث لا تكون كاملة في كل مكان، وإلا فالسطوع؛ 0 = لا يُمس',
    rectangle:
      'بدل القناع: مستطيل بالبكسل أو بالنسبة (5%)؛ القيمة السالبة لليسار أو الأعلى تُعد من اليمين أو الأسفل',
    colour: 'بدل القناع: كل ما هو بلون واحد',
    tolerance: 'كم يجوز أن تبتعد كل قناة عن --colour، من 255',
    source: 'صورة بحجم الصورة: يُنسخ النسيج من حيث هي بيضاء، ولا يُنسخ أبدًا من حيث هي سوداء',
    opacity: 'مقدار ما يظهر من التعبئة فوق ما كان هناك، من 0 إلى 100',
  },
  extend: {
    description: 'يوسّع جوانب صورة ويملأ ما أُضيف',
    sides: {
      left: 'ما يُضاف يسارًا: بكسلات، أو نسبة من عرض الصورة',
      right: 'ما يُضاف يمينًا: بكسلات، أو نسبة من عرض الصورة',
      top: 'ما يُضاف أعلى: بكسلات، أو نسبة من ارتفاع الصورة',
      bottom: 'ما يُضاف أسفل: بكسلات، أو نسبة من ارتفاع الصورة',
    },
  },
  generate: {
    description: 'يصنع صورة من تسمية وحدها',
    width: 'العرض (المبدئي: نافذة الحزمة)',
    height: 'الارتفاع (المبدئي: نافذة الحزمة)',
  },
  crop: {
    description: 'يُبقي جزءًا من صورة ويقوّمها ويديرها بأرباع الدورة؛ التقويم وحده يغيّر القيم',
    left: 'أين يبدأ الجزء من اليسار: بكسلات، أو نسبة من عرض الصورة',
    top: 'أين يبدأ الجزء من الأعلى: بكسلات، أو نسبة من ارتفاع الصورة',
    width: 'عرض الجزء (المبدئي: حتى الجانب الأيمن)',
    height: 'ارتفاع الجزء (المبدئي: حتى الأسفل)',
    rotate: 'باتجاه عقارب الساعة، بعد اقتطاع الجزء',
    straighten: (most) =>
      `باتجاه عقارب الساعة، من ${isolated(String(-most))} إلى ${most} بأعشار، بعد اقتطاع الجزء وقبل --rotate: يعيد حساب كل بكسل ويقطع الزوايا الفارغة`,
  },
  replay: {
    description: 'يكرر الوصفة الموجودة في نتيجة، من الصورة التي صُنعت منها',
    result: 'صورة أو مشروع صنعه Tessera',
    photo: 'الصورة التي صُنعت منها (لا حاجة إليها لصورة مولّدة)',
    output: 'أين تذهب النتيجة المكررة',
    pack: 'حزمة نموذج صنعتها إن لم تكن مثبتة؛ ويجوز إعطاؤه عدة مرات',
  },

  run: {
    output: (endings) => `أين تذهب النتيجة (${isolated(endings)})`,
    pack: 'حزمة النموذج (المبدئي: المرفقة)',
    label: 'واحدة من تسميات الحزمة (المبدئي: أي منها)',
    order: (names) => `${isolated(names)}، أو صورة رمادية بحجم الصورة النهائية: الأغمق = الأبكر`,
    from: 'from-subject: أين يبدأ، بالبكسل',
    schedule: 'كيف تُوزّع الرموز على خطوات AR',
    arSteps: 'خطوات AR لكل نافذة، إن كان فيها ما يكفي من الرموز',
    diffusionSteps: 'خطوات الانتشار لكل خطوة AR',
    effort: 'يحدد الاثنين السابقين وأدق التفاصيل',
    paintedEffort:
      'صورة رمادية بحجم الصورة النهائية: 128 = الجودة أعلاه، الأفتح = أكثر (حتى أربعة أضعاف)، الأغمق = أقل',
    guidance: 'شدة اتباع التسمية، 1 = لا تُتبع',
    contextGuidance:
      'شدة اتباع الصورة المحيطة، 1 = كما يفعل النموذج بنفسه (المبدئي: قيمة الحزمة؛ ولا شيء يُتبع عند التوليد)',
    seed: 'البذرة نفسها تعطي النتيجة نفسها',
    variants: 'يكتب OUT-1 إلى OUT-N',
    detail: 'ما الذي يأتي بالتفاصيل الدقيقة',
    threads: 'خيوط المعالجة، 0 = تلقائي',
    quality: 'جودة JPEG و WebP و AVIF، من 1 إلى 100 (المبدئي: بلا فقد حيث يستطيع التنسيق)',
  },
  read: {
    page: 'أي صورة من ملف فيه عدة صور، بدءًا من 1',
    partial: 'يفتح صورة تالفة إلى حيث تصل',
    whiteBalance: 'لملف خام من الكاميرا',
    exposure: (most) => `لملف خام من الكاميرا: من ${isolated(`-${most}`)} إلى ${most}`,
  },
  write: {
    jpeg: 'لملف JPEG يُحفظ بتنسيق JPEG: إبقاء كل الكتل التي لا يمسها التعديل (keep)، أو إعادة ترميز الصورة كلها (encode) (المبدئي: keep حيث أمكن، إلا مع --quality)',
    strip:
      'يهمل من البيانات الوصفية: place (المكان)، serial (الأرقام التسلسلية)، all (الكل)؛ ويجوز عدة منها بفواصل',
    recipe: 'يكتب الوصفة وإن أُهملت كل البيانات الوصفية',
    noRecipe: 'يهمل ما تُكرر به النتيجة',
    noDisclosure: 'يهمل كيف نشأت الصورة (IPTC Digital Source Type)',
    c2pa: 'يوقّع بيانات اعتماد المحتوى (C2PA) في الملف بمفتاح هذا الحاسوب',
    resize: 'يغيّر حجم النتيجة: أطول جانب بالبكسل، أو نسبة من حجمها (المبدئي: لا يُعاد حساب أي قيمة)',
    srgb: 'يحوّل الألوان إلى sRGB (المبدئي: يبقى ملف ألوان الصورة)',
  },

  batch: {
    description: 'يملأ صورًا كثيرة أو يوسّعها؛ يُحفظ ما تم في ملف حالة، والأمر نفسه يتابع مع الباقي',
    jobs: 'قائمة مهام (.jsonl أو .csv)، أو مجلد، أو نمط',
    options: 'بعد --: خيارات fill أو extend لكل صورة في مجلد',
    state: 'ما تم (المبدئي: بجوار قائمة المهام، أو حيث تذهب النتائج)',
    output: 'لمجلد: أين تذهب النتائج، مثلًا "out/{name}-filled.{ext}"',
    mask: 'لمجلد: قناع واحد للكل، أو مثلًا "{name}-mask.png"',
    seeFill: 'لمجلد: انظر fill --help',
    operation: 'لمجلد',
    report: 'يكتب صفحة فيها كل نتيجة قبل وبعد (.html)',
    queue: 'يترك المهام لعمليات عاملة: redis://host:6379 (انظر worker --help)',
    priority: 'لقائمة انتظار: من 1، وهو الأول، إلى 1000؛ والمهام بلا أولوية تسبق كل ما له أولوية',
    engines:
      'يحسب هذا العدد من الصور معًا، لكل منها نصيبها من المعالجات (وإلا فبقدر ما تسمح المعالجات والذاكرة والمهام)',
    dryRun: 'يقول ما سيُفعل وكم يستغرق',
    s3Endpoint:
      'مخزن s3://bucket/name: http(s)://host[:port] (المبدئي: AWS_ENDPOINT_URL وإلا Amazon)؛ وبيانات الدخول في AWS_ACCESS_KEY_ID وما شابه',
  },
  worker: {
    description:
      'ينجز مهام قائمة انتظار يملؤها «tessera batch --queue» حتى يُنهى: SIGTERM أو Ctrl+C، بعد الصور التي تُحسب الآن',
    queue: 'redis://[user:password@]host[:port][/database]؛ و rediss:// هو TLS',
    root: 'مجلدات، و s3://bucket/folder: لا يُقرأ شيء خارجها ولا يُكتب',
    concurrency: 'المهام في وقت واحد',
    rate: 'يبدأ هذا العدد من المهام في الدقيقة على الأكثر',
    lostAfter: 'يعطي مهام عملية عاملة لم تعطِ إشارة طوال هذه المدة لأخرى',
  },
  failed: {
    description:
      'يسرد مهام قائمة الانتظار التي فشلت نهائيًا وسبب ذلك؛ و«tessera batch --queue» مع قائمتها يحاول مجددًا',
    queue: 'كما في worker',
  },

  pack: {
    description: 'سرد حزم النماذج وفحصها واستيرادها وتصديرها وتثبيتها وحذفها ومقارنتها',
    list: 'يسرد الحزم',
    info: 'يعرض ما تقوله حزمة عن نفسها',
    check: 'يتحقق من بصمة كل ملف في حزمة',
    import: 'يصنع حزمة من أوزان منشورة',
    export: 'يكتب حزمة في ملف واحد يقبله التطبيق و«tessera pack install»',
    install: 'يثبّت ملف حزمة بين حزم التطبيق',
    remove: 'يحذف حزمة استُوردت أو ثُبّتت',
    compare: 'يحسب نتائج مرجع بحزمة ويقارن',
    idOrFolder: 'المعرّف أو المجلد',
    id: 'معرّفها',
    checkpoint: 'ملف .pt أو .safetensors',
    folder: 'مجلد الحزمة الجديدة',
    precision: 'كيف تُحفظ الأوزان',
    file: 'NAME.tessera-pack',
    reference: 'مجلد فيه reference.safetensors',
    write: 'يحفظ النتائج المحسوبة (safetensors)',
    tolerance: 'أكبر خطأ نسبي مقبول',
    from: 'تصدير من التدريب: config.json و weights.safetensors',
  },
  bench: {
    description: 'يقيس سرعة حزمة على هذا الحاسوب. أغلق البرامج الأخرى أولًا.',
    pack: 'الحزمة التي تُقاس (المبدئي: المرفقة)',
    threads: 'خيوط المعالجة، 0 = تلقائي',
    rounds: 'كم مرة يُقاس كل شيء؛ والأفضل هو المعتد به',
  },
};
