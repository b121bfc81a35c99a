import type { Catalogue } from '../english.ts';
import { duration, grouped, percent } from '../formats.ts';
import { counted, isolated, nouns, quoted } from './words.ts';

const about = (seconds: number): string => `نحو ${isolated(duration(Math.max(1, Math.round(seconds))))}`;
const samples = (count: number): string => `القيم التي تغيرت خارج التحديد: ${count}`;

export const commandLine: Catalogue['commandLine'] = {
  note: (message) => `ملاحظة: ${message}`,
  cancelled: 'أُلغي. لم يُكتب شيء.',
  needsNpmPackage: (version) =>
    `حزمة npm الخاصة بـ Tessera وحدها تفتح اتصالات؛ أما سطر الأوامر في التطبيق فلا يفتح أي اتصال. لم يُنفَّذ شيء. يمكن تثبيت الحزمة (${isolated(`npm install --global tessera-${version}.tgz`)}؛ ومصدر الملف مذكور في ${isolated('docs/library.md')}) ثم إعطاؤها الأمر نفسه.`,
  notPrinted: (reason) => `تعذر إخراج النتائج (${isolated(reason)}).`,
  progressWindow: (window, windows) => `النافذة ${window} من ${windows}`,
  timeLeft: (seconds) => `بقي ${about(seconds)}`,

  wanted: {
    wholeNumber: (low, high) => `يجب أن يكون عددًا صحيحًا من ${low} إلى ${high}.`,
    number: (low, high) => `يجب أن يكون عددًا من ${low} إلى ${high}.`,
    tolerance: 'يجب أن يكون عددًا من 0 فصاعدًا.',
    length: (pixels, share) =>
      `يجب أن يكون عددًا صحيحًا من البكسلات حتى ${pixels}، أو نسبة حتى ${isolated(`${share}%`)}.`,
    point: 'يجب أن يكون X,Y بالبكسل.',
    rectangle: 'يجب أن يكون LEFT,TOP,WIDTH,HEIGHT، كل منها بالبكسل أو مثل 5%.',
    colour: 'يجب أن يكون بالشكل #rrggbb.',
    parts: (names) => `يجب أن يكون واحدًا أو أكثر من ${isolated(names)} مفصولة بفواصل.`,
  },

  plan: {
    sentence: (beginning, parts) => `${beginning}: ${parts.join('، ')}.`,
    detail: (detail, stage, seconds) =>
      `التفاصيل ${isolated(detail)} (التفاصيل الأصلية: ${isolated(stage)})${seconds === null ? '' : `، ${about(seconds)}`}`,
    work: (tokens, windows) => `${counted(tokens, nouns.token)}، النوافذ: ${grouped(windows)}`,
    steps: (arSteps, least, most) =>
      `خطوات AR: ${grouped(arSteps)}، خطوات الانتشار في كل منها: ${least < most ? `${least} إلى ` : ''}${grouped(most)}`,
    thin: (pixels) =>
      `من الخطوط الرفيعة والبقع الصغيرة ${counted(pixels, nouns.pixel)} تُكمل مما حولها بلا شبكة`,
    copied: 'نسيج الصورة منسوخ مما حولها بلا شبكة',
  },
  done: {
    run: (path, seconds, device, detail, changed) =>
      `${isolated(path)}: ${about(seconds)} على ${isolated(device)}، التفاصيل ${detail}، ${changed}.`,
    detail: (detail, stage) => isolated(`${detail} (${stage})`),
    samples,
    samplesBeforeConversion: (count) => `${samples(count)} (قبل تحويل النتيجة)`,
    samplesBeforeEncoding: (count) => `${samples(count)} (قبل الترميز مع فقد)`,
    cropped: (path, width, height) =>
      `${isolated(path)}: ${isolated(`${width} × ${height}`)} بكسل، كل قيمة كما في الصورة.`,
    croppedBeforeEncoding: (path, width, height) =>
      `${isolated(path)}: ${isolated(`${width} × ${height}`)} بكسل، كل قيمة كما في الصورة (قبل الترميز مع فقد).`,
    straightened: (path, width, height) =>
      `${isolated(path)}: ${isolated(`${width} × ${height}`)} بكسل، أُعيد حساب كل بكسل لتقويمها.`,
    repeated: (path, turns) => `${isolated(path)}: أُعيد ${counted(turns, nouns.step)}.`,
    notPromised: (doubt) => `لا وعد بالبكسلات نفسها: ${doubt}.`,
    sameJpeg: (blocks) => `ملف JPEG نفسه: من ${counted(blocks, nouns.block)} (MCU) لم يُصنع شيء من جديد.`,
    keptJpeg: (touched, blocks, changed, largest) =>
      `ملف JPEG نفسه إلا ${touched} من ${counted(blocks, nouns.block)} (MCU) تمس كلها التحديد؛ البكسلات التي تغيرت خارج التحديد: ${grouped(changed)}${changed > 0 ? `، بمقدار ${largest} من 255 على الأكثر` : ''}.`,
    alsoInFile: (changes) => `وأيضًا في الملف: ${changes.join('؛ ')}.`,
    disclosed: (sentence, term) =>
      `${sentence} ${isolated(`IPTC: ${term}`)}. الخيار --no-disclosure يهمل ذلك.`,
    recipeBeside: 'لم يتسع الملف للوصفة وهي بجواره (.tessera.json).',
    othersWritten: (failure, names) => `${failure} كُتب: ${isolated(names)}.`,
    jpegEncoded: (reason) => `يُعاد ترميز ملف JPEG كله: ${reason}.`,
  },

  usage: {
    isInput: (name) => `${quoted(name)} مدخل أيضًا، ولا يُكتب فوق المدخلات أبدًا. اختر اسمًا آخر للخيار -o.`,
    liesInInput: (name, folder) =>
      `${quoted(name)} داخل ${quoted(folder)} الذي يُقرأ، ولا يُكتب فوق المدخلات أبدًا. اختر مكانًا آخر.`,
    isFolder: (name) => `${quoted(name)} مجلد: لا يمكن كتابة ملف مكانه. لم يتغير شيء. اختر اسمًا آخر.`,
    oneMask: 'حدّد ما يُملأ بواحد من --mask و --rectangle و --colour.',
    nothingToExtend: 'لا شيء لتوسيعه: أعطِ --left أو --right أو --top أو --bottom بالبكسل أو بالنسبة.',
    nothingToCrop:
      'لا شيء لفعله: أعطِ جزءًا بالخيارات --left و --top و --width و --height، أو --straighten أو --rotate.',
    partOutside: (width, height) =>
      `الجزء ليس في الصورة، وحجمها ${isolated(`${width} × ${height}`)} بكسل. لم يُكتب شيء. أعطِ --left و --top و --width و --height داخلها.`,
    noAngle: (given, most) =>
      `${quoted(given)} ليست زاوية لتقويم صورة. أعطِ درجات من ${isolated(String(-most))} إلى ${most} بأعشار، مثل 1.5 أو -0.3.`,
    noOrder: (given, orders) => `${quoted(given)} ليس ترتيبًا. يوجد ${isolated(orders)}، أو ملف صورة.`,
    fromWithoutSubject: (order) =>
      `الخيار --from يحدد بداية الترتيب «from-subject»، والخيار --order يطلب ${quoted(order)}. استغنِ عن أحدهما.`,
    keepAndResize:
      'الخيار --jpeg keep يترك كل كتلة كما هي، والخيار --resize يصنعها كلها من جديد. استغنِ عن أحدهما.',
    keepAndQuality:
      'الخيار --jpeg keep يترك جودة الصورة كما هي، والخيار --quality يطلب أخرى. استغنِ عن أحدهما.',
    keepAndSrgb: (name) =>
      `الخيار --jpeg keep يترك كل كتلة كما هي، والخيار --srgb يحوّل ألوان ${quoted(name)}. استغنِ عن أحدهما.`,
    keepWithoutJpeg: (name) =>
      `الخيار --jpeg keep يحتاج إلى صورة ونتيجة بتنسيق JPEG، وليس ${quoted(name)} كذلك. استغنِ عنه.`,
    keepWithoutPhoto: 'الخيار --jpeg keep يحتاج إلى الصورة التي يُحتفظ بملفها: أعطها بعد النتيجة.',
    needsPhoto: (result) =>
      `صُنع ${quoted(result)} من صورة: أعطها أيضًا، ${quoted(`tessera replay ${result} PHOTO -o OUT`)}.`,
    packUnused: (given, made) =>
      `لم تُصنع أي من الخطوات بالحزمة ${quoted(given)}. صُنعت بهذه: ${isolated(made)}.`,
    packFileName: (extension) =>
      `اسم ملف الحزمة ${isolated(`NAME.${extension}`)}. لم يُكتب شيء. اختر اسمًا كهذا للخيار -o.`,
    engineClosed: 'أُغلق المحرك. افتح محركًا آخر.',
  },
  cannotStayJpeg: (name, reason) =>
    `لا يمكن أن يبقى ${quoted(name)} ملف JPEG كما هو: ${reason}. لم يُكتب شيء. استغنِ عن --jpeg keep ليُعاد ترميزه.`,
  otherSize: {
    drawn: (option, own, wanted) =>
      `حجم صورة الخيار ${isolated(option)} هو ${isolated(own)} بكسل، وحجم الصورة النهائية ${isolated(wanted)} (بعد ضبط اتجاهها). لم يُكتب شيء. اجعلها بالحجم نفسه: لا يُعتد إلا بما يقع فوق الجزء المملوء.`,
    source: (own, photo) =>
      `حجم صورة الخيار --source هو ${isolated(own)} بكسل وحجم الصورة ${isolated(photo)} (بعد ضبط اتجاهها). لم يُكتب شيء. اجعلها بحجم الصورة.`,
  },
  packNotInstalled: (id) =>
    `صُنع بحزمة النموذج ${quoted(id)} وهي غير مثبتة هنا. لم يُكتب شيء. أعطها بالخيار --pack FOLDER.`,

  packs: {
    none: 'لا توجد حزم.',
    deleted: (id) => `حُذفت الحزمة ${quoted(id)}.`,
    checked: (id, files) => `${isolated(id)}: كل ملفاتها سليمة، وعددها ${files}.`,
    copying: 'تُنسخ الحزمة',
    offered: (name, size, licence) => `${isolated(name)}: ${isolated(size)}، الرخصة: ${isolated(licence)}`,
    installed: (name) => `ثُبّتت ${isolated(name)}.`,
    planned: (name, size, precision, memory) =>
      `${isolated(name)}: نحو ${isolated(size)} على القرص بدقة ${isolated(precision)}؛ وتحتاج العملية الموجّهة إلى نحو ${isolated(memory)} من الذاكرة.`,
    leftOut: (tensors) => `لا حاجة إليها فأُهملت: ${isolated(tensors)}`,
    nothingToCompare: 'لا شيء للمقارنة به',
    aboveTolerance: 'فوق التسامح',
    differs: (tolerance, parts) =>
      `تختلف الحزمة عن المرجع بأكثر من ${tolerance}: ${isolated(parts)}. لم يُكتب شيء.`,
    differsWritten: (tolerance, parts, file) =>
      `تختلف الحزمة عن المرجع بأكثر من ${tolerance}: ${isolated(parts)}. كُتب ما تعطيه في ${quoted(file)}.`,
  },

  bench: {
    measuring: 'يجري القياس',
    rows: {
      pack: 'الحزمة',
      matrix: 'جداء المصفوفات',
      sampler: 'المعاين',
      windowPass: 'نافذة واحدة',
      firstTokens: 'أول الرموز',
      masks: 'الأقنعة',
      quarter: 'الربع إلى الكل',
      outside: 'خارج الشبكة',
      traffic: 'عبر الذاكرة الرئيسية',
      opening: 'الفتح',
      memory: 'أقصى ذاكرة',
    },
    threads: (count) => `خيوط المعالجة: ${grouped(count)}`,
    ofMatrix: (share) => `${isolated(share)} منه`,
    quarterMask: 'قناع بمقدار الربع',
    all: 'الكل',
    tokensPerStep: (tokens, steps) => `رموز كل خطوة AR: ${isolated(`${tokens} x ${steps}`)}`,
    traffic: (bytes, cache) => `بايتات كل خطوة انتشار: ${bytes}، منها للذاكرة المخبأة ${cache}`,
  },

  batch: {
    progress: (ended, jobs, photo, fraction, left) =>
      `${ended} من ${jobs}${photo === null ? '' : `، ${quoted(photo)} ${isolated(percent(fraction))}`}${left === null ? '' : `، بقي ${about(left)}`}`,
    planned: (line, operation, photo, output, seconds) =>
      `السطر ${line}: ${isolated(operation)}${photo === null ? '' : ` ${quoted(photo)}`} إلى ${quoted(output)}، ${about(seconds)}.`,
    plannedAll: (jobs, seconds) => `المهام: ${grouped(jobs)}، الحساب ${about(seconds)}. لم يُكتب شيء.`,
    ended: (done, failed, left) =>
      `المهام التي تمت: ${grouped(done)}، فشلت: ${failed}${left > 0 ? `، لم تبدأ: ${left}، والأمر نفسه يتابع معها` : ''}.`,
    failed: (line, name, message) => `السطر ${line}، ${quoted(name)}: ${message}`,
    again: (line, name, message) => `السطر ${line}، ${quoted(name)}: ${message} يُعاد بعد الأخرى.`,
    stopping:
      'يتوقف بعد الصور التي تُحسب الآن. قاطع مرة أخرى للتوقف فورًا: تُبدأ حينئذ من جديد في المرة القادمة.',
    leaving: 'انتهى. تبقى المهام في قائمة الانتظار وتُنجز هناك: الأمر نفسه ينتظرها من جديد.',
    engineDied:
      'انتهت العملية التي كانت تحسب هذه الصورة. نتيجتها إما كاملة وإما غير موجودة. ستُعاد المحاولة؛ فإن أخفقت أيضًا فاختر عددًا أقل من --engines.',
    priorityWithoutQueue: 'الخيار --priority لمهام قائمة انتظار: أعطِ عنوانها بالخيار --queue.',
    stateInStore: 'تذهب النتائج إلى مخزن: حدّد بالخيار --state مكان ملف الحالة.',
    noLongOption: (given) => `${quoted(given)} ليس خيارًا طويلًا (--name value).`,
    list: {
      saysItself: (name) =>
        `مهام ${quoted(name)} تقول بنفسها ما يُفعل: استغنِ عن --output و --mask و --rectangle و --colour و --operation.`,
      csvReasons: {
        columns: (line, columns) => `عدد خلايا السطر ${line} ليس كعدد الأسماء (${columns})`,
        quotes: (line) => `علامات الاقتباس في السطر ${line} غير متطابقة`,
        line: (line) => `تعذرت قراءة السطر ${line}`,
      },
      noCsv: (reason) => `قائمة المهام ليست ملف CSV أول سطوره أسماء: ${isolated(reason)}. لم يُفعل شيء.`,
      noList: (name) =>
        `${quoted(name)} ليست قائمة مهام (.jsonl أو .csv): حدّد بالخيار --output أين تذهب نتائج صورها، مثلًا ${isolated('--output "out/{name}-filled.{ext}"')}.`,
      noPhoto: (place) => `لم تُعثر على صورة في ${quoted(place)}. لم يُفعل شيء.`,
      leftOut: (line, reason) => `السطر ${line}: ${reason}. أُهمل هذا السطر؛ وتُنجز المهام الأخرى.`,
      noJson: (reason) => `ليس كائن JSON (${isolated(reason)})`,
      collides: (line, reason) => `السطر ${line}: ${reason}. لم يُكتب فوق شيء. أعطه ناتجًا آخر.`,
      isRead: (name) => `${quoted(name)} تقرؤه مهمة في هذه القائمة`,
      isWritten: (name, line) => `${quoted(name)} يكتبه السطر ${line} من قبل`,
    },
    job: {
      optionName: 'خيار بكتابة camelCase مثل «paintedEffort»',
      takesNoPhoto: (operation) => `لا يأخذ ${quoted(operation)} صورة`,
      takesNoMask: (operation) => `لا يأخذ ${quoted(operation)} قناعًا`,
      isMissing: (field) => `${quoted(field)} مفقود`,
      besideOptions: (name) => `لا مكان للاسم ${quoted(name)} في «options» (مكانه بجانبها)`,
      inMask: (name) => `لا مكان للاسم ${quoted(name)} في «options» (مكانه في «mask»)`,
      ofBatch: (name) => `لا مكان للاسم ${quoted(name)} في «options» (هو خيار للدفعة)`,
    },
    noStateFile: (name) =>
      `${quoted(name)} ليس ملف حالة لدفعات هذا الإصدار. لم يُفعل شيء ولم يتغير شيء. اختر آخر بالخيار --state.`,
    report: {
      title: 'دفعة Tessera',
      heading: (done, jobs) => `تم من المهام ${done} من ${jobs}`,
      columns: { line: 'السطر', photo: 'الصورة', before: 'قبل', after: 'بعد', result: 'النتيجة' },
      done: (seconds, changed) => `${isolated(duration(seconds))}، القيم التي تغيرت خارجًا: ${changed}`,
      notDone: 'لم تُنجز',
      notShown: 'لا يمكن عرضها',
    },
  },

  store: {
    noAddress: (given) =>
      `${quoted(given)} ليس عنوان كائن: شكله ${isolated('s3://bucket/folder/name')} من دون ${isolated('"." أو ".."')} أو أجزاء فارغة.`,
    noCredentials:
      'تحتاج عناوين S3 إلى AWS_ACCESS_KEY_ID و AWS_SECRET_ACCESS_KEY في متغيرات البيئة. لم يُقرأ شيء ولم يُكتب شيء.',
    noEndpoint:
      'عنوان مخزن S3 هو http(s)://host[:port]؛ واسم المستخدم وكلمة المرور في متغيرات البيئة وليسا فيه أبدًا.',
    notRead: (name, reason) =>
      `تعذرت قراءة ${quoted(name)} من مخزن S3 (${isolated(reason)}). لم تتغير أي صورة. تحقق من عنوانه وبيانات الدخول والمخزن ثم حاول مجددًا.`,
    notWritten: (name, reason) =>
      `لم يُكتب ${quoted(name)} في مخزن S3 (${isolated(reason)}). لم تتغير أي صورة. تحقق من عنوانه وبيانات الدخول والمخزن ثم حاول مجددًا.`,
    connectionFailed: 'فشل الاتصال',
  },

  queue: {
    noAddress: 'قائمة الانتظار عنوان مثل redis://host:6379 (ومع TLS يكون rediss://).',
    noDatabase: 'ما يلي مضيف قائمة الانتظار هو رقم قاعدة بيانات.',
    unreachable: (address, reason) =>
      `لا يمكن استخدام قائمة الانتظار في ${isolated(address)} (${isolated(reason)}). لم يتغير شيء. تحقق من أن Redis يعمل هناك ويسمح بالدخول.`,
    trouble: (address, reason) => `قائمة الانتظار في ${isolated(address)}: ${isolated(reason)}`,
    waiting: (address) => `انتظار المهام في ${isolated(address)}.`,
    jobDone: (name) => `${quoted(name)}: تم.`,
    ending: 'ينتهي بعد الصور التي تُحسب الآن.',
    ownPack: 'تستخدم العمليات العاملة حزمتها: احذف «pack» من المهمة.',
    namesPack: 'تسمّي المهمة حزمة؛ والعملية العاملة لا تستخدم إلا حزمتها.',
    otherPack: (queued, own) =>
      `المهمة للحزمة ${quoted(queued)} بإصدار غير إصدار ${quoted(own)} في هذه العملية العاملة. ثبّت الإصدار نفسه من Tessera في الجهتين.`,
    otherFile: (name) =>
      `${quoted(name)} ليس الملف الذي أُدرج: تغيّر منذ ذلك الحين، أو أن مجلد العملية العاملة غيره. أدرج المهمة من جديد.`,
    outsideRoots: (name) => `${quoted(name)} خارج --root لهذه العملية العاملة، وهي لا تخرج منه أبدًا.`,
    noRoot: (folder) => `لا يوجد مجلد ${quoted(folder)} للخيار --root.`,
    failedJob: (time, name, reason) => `${isolated(time)}  ${quoted(name)}: ${isolated(reason)}`,
    noneFailed: 'لم تفشل أي مهمة.',
    failed: (count) => `فشلت: ${count}.`,
  },
};
