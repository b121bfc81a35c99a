import type { Catalogue } from '../english.ts';
import { isolated, quoted } from './words.ts';

export const recipes: Catalogue['recipes'] = {
  none: (name) => `لا وصفة في ${quoted(name)}.`,
  size: (width, height, channels) => `${isolated(`${width} × ${height}`)} بكسل (القنوات: ${channels})`,
  otherPicture: (name, wanted, own) =>
    `صُنع ${quoted(name)} من صورة حجمها ${wanted}${own === null ? '' : `؛ وهذه حجمها ${own}`}. قدّم الصورة التي صُنع منها.`,
  resizedBetween: (wanted, own) =>
    `بين خطوتين من خطواته قصّ برنامج آخر الصورة أو غيّر حجمها: بدأت التالية من ${isolated(wanted)} بكسل، وحجم هذه الصورة ${isolated(own)}. لا يمكن التكرار من هنا فصاعدًا.`,
  cropOutside: 'تقص الوصفة الصورة إلى جزء ليس فيها.',
  damaged: 'الوصفة في هذه الصورة تالفة، أو كتبها إصدار أحدث من Tessera.',
  damagedPart: { mask: 'القناع في الوصفة تالف.', kept: 'جزء محتفظ به في الوصفة تالف.' },
  wrongSize: { mask: 'حجم القناع في الوصفة خاطئ.', kept: 'حجم جزء محتفظ به في الوصفة خاطئ.' },
  noMask: 'ليس في الوصفة قناع لخطوة تحتاج إليه.',
  olderPhoto: 'استعادت ضربة في هذه الوصفة صورة أقدم من الموجودة. قدّم الصورة التي صُنعت منها خطوتها الأولى.',
  doubts: {
    otherInput: 'الصورة ليست قيمة بقيمة تلك التي صُنع منها',
    otherPack: (id) => `الحزمة ${quoted(id)} ليست التي صُنع بها`,
    otherRevision: (made, now, madeRevision, nowRevision) =>
      `صُنع بالإصدار ${isolated(made)}، والإصدار ${isolated(now)} يحسب البكسلات حسابًا مختلفًا (المراجعة ${madeRevision}، والآن ${nowRevision})`,
    otherDevice: (made, now) => `صُنع على ${isolated(made)}، وجرى هذا على ${isolated(now)}`,
    effortOnly: (effort) => `لا تذكر وصفته إلا الجودة (${isolated(effort)})، وربما تغيّر معناها`,
  },
};
