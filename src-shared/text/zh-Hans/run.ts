import type { Catalogue } from '../english.ts';
import { duration, grouped, percent } from '../formats.ts';

export const run: Catalogue['run'] = {
  name: '运行',
  phases: {
    load: '正在载入模型',
    encode: '正在读取周围',
    sample: '正在填充',
    decode: '正在转换为像素',
    detail: '正在添加细节',
    blend: '正在融合接缝',
  },
  retouching: {
    heal: (strokes) => (strokes === 1 ? '正在修复…' : `正在修复，${strokes} 笔…`),
    restore: (strokes) => (strokes === 1 ? '正在还原…' : `正在还原，${strokes} 笔…`),
  },
  doubts: {
    repeats: '此处多次出现照片的同一部分：可尝试变体、较小的扩展或“禁止取样”（N）。',
    breaks: '照片的各部分在此处衔接不好：可尝试变体、标签或较小的区域。',
  },
  retouched: { heal: '已修复', restore: '已还原' },
  nothingToRestore: '打开照片后此处没有改动，因此没有可还原的内容。',
  strokesResumed: (strokes) => `上次中断的 ${grouped(strokes)} 笔修复现在正在完成。`,
  strokesWaitAgain: (strokes) => `上次的 ${grouped(strokes)} 笔修复将在等待的内容决定之后进行。`,
  retouchLater: (strokes) => `决定之后进行 ${grouped(strokes)} 笔修复`,
  waits: {
    running: '这要等到运行结束，因为运行需要图像保持现状。在此期间可以选择、修复、缩放和导出。',
    closing: '关闭要等到运行结束。请先暂停（运行会保留），或取消它。',
    interrupted: '这要等到已暂停的运行继续或被放弃：它需要图像保持现状。',
    turns: '这要等到结果被采用或放弃：结果是根据图像的现状生成的。',
    replay: '这要等到配方重现完成或被取消。',
    nextSelection: '已涂抹另一个选区：请先采用或放弃此结果，再填充该选区。撤销可恢复先前的选区。',
  },
  waitsForOther: '正在等待另一张照片的运行…',
  elsewhere: {
    finished: (name) => `${name} 的运行已完成。`,
    failed: (name, message) => `${name} 的运行失败。${message}`,
    show: '显示',
  },
  starting: '正在启动…',
  cancelling: '正在取消…',
  pausing: '正在暂停…',
  accepting: '正在采用…',
  pause: '暂停',
  step: (step, steps) => `第 ${step}/${steps} 步`,
  pass: (pass, passes) => `第 ${pass}/${passes} 部分`,
  variant: (variant, variants) => `第 ${variant}/${variants} 个变体`,
  remaining: (seconds) => `剩余 ${duration(seconds)}`,
  remainingUnknown: '正在测量剩余时间',
  cancel: '取消',
  progressName: '运行进度',
  announceProgress: (fraction) => `已完成 ${percent(fraction)}`,
  announceStarted: '运行已开始',
  announceFinished: (variants) =>
    `已完成。有 ${grouped(variants)} 个候选可查看：Enter 采用，Backspace 放弃。`,
  cancelled: '已取消。照片保持原样。',
  cancelledSome: (turns) => `已取消。仍可对 ${grouped(turns)} 个已完成的候选作出决定。`,

  announceAccepted: '已采用结果',
  announceDiscarded: '已放弃结果。照片保持原样。',
  took: (seconds, device) => `${duration(seconds)}（${device}）`,
  before: '处理前',
};
