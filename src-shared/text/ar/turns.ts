import type { Catalogue } from '../english.ts';
import { detailPixels, duration, grouped, percent } from '../formats.ts';
import { counted, isolated, nouns } from './words.ts';

export const turns: Catalogue['turns'] = {
  name: 'المحاولات',
  turn: (number) => `المحاولة ${number}`,
  short: (number) => String(number),
  seed: (seed) => `البذرة ${grouped(seed)}`,
  fromStart: 'من البداية',
  fromStep: (turn, step) => `من الخطوة ${step} في المحاولة ${turn}`,
  fromKept: (list) => `تحتفظ بأجزاء من المحاولة ${list.join(' و')}`,
  fromGone: 'من محاولة حُذفت',
  tileName: (number, origin, side) =>
    `المحاولة ${number}، ${origin}${side === null ? '' : `، في الجهة ${side}`}`,
  running: 'الآن',
  runningName: (variant, variants) => `قيد التوليد: ${variant} من ${variants}`,
  waitingName: 'لم تُولَّد بعد',
  left: 'A',
  right: 'B',
  deleteTurn: (number) => `حذف المحاولة ${number}`,
  announceShown: (number, count, origin) =>
    `المحاولة ${number}، ${origin}. العدد: ${counted(count, nouns.turn)}.`,
  announceDeleted: (number) => `حُذفت المحاولة ${number}`,

  films: { show: 'إظهار المحاولات والخطوات', hide: 'إخفاء المحاولات والخطوات' },

  steps: {
    name: (turn) => `خطوات المحاولة ${turn}`,
    live: 'الخطوات حتى الآن',
    title: 'الخطوات',
    none: 'لا خطوات: الخطوط الرفيعة والبقع الصغيرة تُستكمل مما حولها دفعة واحدة.',
    group: (scale, part, parts) =>
      `تفاصيل من ${isolated(detailPixels(scale))}${parts > 1 ? ` · الجزء ${part} من ${parts}` : ''}`,
    shortGroup: detailPixels,
    step: (step, steps, squares, group) =>
      `الخطوة ${step} من ${steps}: ${counted(squares, nouns.square)}، ${group}`,
    noPicture: 'لا صورة لهذه الخطوة: تُعرض السابقة.',
    moment: (step, steps) => `بعد الخطوة ${step} من ${steps}`,
    before: (step) => (step === 1 ? 'قبل الخطوة الأولى' : `محفوظ حتى الخطوة ${step - 1}`),
  },

  branch: {
    name: 'محاولة أخرى من هنا',
    kept: (steps) => (steps === 0 ? 'لا يبقى شيء' : `يبقى: ${counted(steps, nouns.step)}`),
    remade: (steps) => `يُولَّد من جديد: ${counted(steps, nouns.step)}`,
    back: 'رجوع',
  },
  time: (seconds) => (seconds === null ? 'يُقاس الوقت عند التشغيل الأول' : `نحو ${duration(seconds)}`),
  planning: 'جارٍ حساب الوقت…',

  keep: {
    name: 'الاحتفاظ بجزء',
    button: 'الاحتفاظ بجزء',
    modes: { keep: 'احتفاظ', 'take-back': 'إلغاء الاحتفاظ' },
    modesName: 'ما تفعله الفرشاة',
    span: (pixels) => `مربعات ${pixels} بكسل`,
    hint: 'لوّن ما يعجبك. يبقى كما هو بكسلًا ببكسل، ويُولَّد الباقي من جديد.',
    parts: (squares) => `المحتفظ به: ${counted(squares, nouns.square)}`,
    of: (turn, squares) => `المحاولة ${turn}: ${grouped(squares)}`,
    mixHint: 'اعرض محاولة أخرى (Alt →) لإضافة أجزاء منها.',
    clear: 'البدء من جديد',
    done: 'رجوع',
    announce: (squares) => `المحتفظ به: ${counted(squares, nouns.square)}`,
  },

  compare: {
    name: 'المقارنة',
    button: 'مقارنة',
    modes: { swipe: 'سحب', side: 'جنبًا إلى جنب' },
    modesName: 'طريقة المقارنة',
    base: 'الصورة قبل',
    left: 'اليسار',
    right: 'اليمين',
    divider: 'الفاصل بين اليسار واليمين',
    dividerAt: (fraction) => percent(fraction),
    swap: 'تبديل الجهتين',
    done: 'رجوع',
  },

  actions: {
    before: 'قبل',
    layout: 'بلا تفاصيل',
    discard: 'تجاهل',
    discardAll: 'تجاهل الكل',
    accept: 'قبول',
    acceptTurn: (number) => `قبول المحاولة ${number}`,
    acceptEnds: 'يأخذ هذه المحاولة، وما لم يكتمل لا يُولَّد',
  },
  layoutShown: 'من دون مرحلة التفاصيل',

  discardAll: {
    title: 'هل تريد تجاهل كل المحاولات؟',
    line: (count) => `ما ينتظر قرارًا: ${counted(count, nouns.turn)}. تبقى الصورة كما هي تمامًا.`,
    lineInterrupted: (count, fraction) =>
      `ستُفقد عملية بلغت ${percent(fraction)}${count > 0 ? ` ومعها ${counted(count, nouns.turn)}` : ''}. تبقى الصورة كما هي تمامًا.`,
    yes: 'تجاهل الكل',
    no: 'احتفاظ بها',
  },

  interrupted: {
    name: 'عملية مقطوعة',
    title: { paused: 'متوقفة مؤقتًا', crashed: 'مقطوعة' },
    line: (fraction, variant, variants, step) =>
      [
        `اكتمل ${percent(fraction)}`,
        variants > 1 ? `البديل ${variant} من ${variants}` : '',
        `في الخطوة ${step}`,
      ]
        .filter(Boolean)
        .join(' · '),
    saved: (time) => `حُفظت في ${time}`,
    resume: 'متابعة',
    drop: 'تجاهل',
    dropAsk: 'هل تريد تجاهلها فعلًا؟',
    announcePaused: 'أُوقفت مؤقتًا وحُفظت. يمكن متابعتها في أي وقت، حتى بعد إعادة التشغيل.',
    announceResumed: 'استؤنفت من حيث توقفت',
    announceDropped: 'تم تجاهلها. الصورة كما كانت تمامًا.',
  },
  needDecision: 'تابع العملية المتوقفة أو تجاهلها أولًا',

  kept: {
    lostTurns: (lost, left) =>
      `محاولات منتظرة تعذرت قراءتها ولم تعد: ${counted(lost, nouns.turn)}${
        left > 0 ? `؛ والباقي هنا: ${counted(left, nouns.turn)}` : ''
      }. الصورة وسجلها كما كانا.`,
    lostRun:
      'تعذرت قراءة العملية المقطوعة، فلا يمكن متابعتها. الصورة والمحاولات المكتملة كما كانت. ابدأها من جديد.',
    unread:
      'بعض ما كان ينتظر في هذه الصورة تتعذر قراءته الآن. لم يُحذف شيء. افحص القرص، ثم أغلق الصورة واستعدها لإعادة المحاولة.',
    damagedCheckpoint:
      'آخر لحظة محفوظة من العملية المقطوعة تالفة. المتابعة تبدأ ذلك البديل من جديد، والنتيجة هي نفسها.',
    damagedState:
      'الحالة المحفوظة للمحاولة التي تبدأ منها هذه تالفة. يُحسب ما يُحتفظ به منها من جديد: يطول الوقت وتبقى البكسلات نفسها.',
    notSaved: (reason) => `العملية مستمرة، لكن تعذر حفظها الآن وستُفقد بإغلاق التطبيق. ${reason}`,
    turnNotSaved: (reason) =>
      `المحاولة هنا، لكن تعذر حفظها وستُفقد بإغلاق التطبيق. اقبلها أو أخلِ بعض المساحة. ${reason}`,
  },
};
