import type { Catalogue } from '../english.ts';
import { detailPixels, duration, grouped, percent } from '../formats.ts';

export const turns: Catalogue['turns'] = {
  name: '候选',
  turn: (number) => `候选 ${number}`,
  short: (number) => String(number),
  seed: (seed) => `种子 ${grouped(seed)}`,
  fromStart: '从头开始',
  fromStep: (turn, step) => `从候选 ${turn} 的第 ${step} 步开始`,
  fromKept: (list) => `保留候选 ${list.join('、')} 的局部`,
  fromGone: '来自已删除的候选',
  tileName: (number, origin, side) => `候选 ${number}，${origin}${side === null ? '' : `，在 ${side} 侧`}`,
  running: '生成中',
  runningName: (variant, variants) => `正在生成：第 ${variant}/${variants} 个`,
  waitingName: '尚未生成',
  left: 'A',
  right: 'B',
  deleteTurn: (number) => `删除候选 ${number}`,
  announceShown: (number, count, origin) => `候选 ${number}，${origin}。共 ${grouped(count)} 个候选。`,
  announceDeleted: (number) => `已删除候选 ${number}`,

  films: { show: '显示候选和步骤', hide: '隐藏候选和步骤' },

  steps: {
    name: (turn) => `候选 ${turn} 的步骤`,
    live: '目前的步骤',
    title: '步骤',
    none: '没有步骤：细线和小斑点一次性从周围延续。',
    group: (scale, part, parts) =>
      `细节小至 ${detailPixels(scale)}${parts > 1 ? ` · 第 ${part}/${parts} 部分` : ''}`,
    shortGroup: detailPixels,
    step: (step, steps, squares, group) => `第 ${step}/${steps} 步：${grouped(squares)} 个方格，${group}`,
    noPicture: '此步没有自己的图像：显示前一步的图像。',
    moment: (step, steps) => `第 ${step}/${steps} 步之后`,
    before: (step) => (step === 1 ? '第一步之前' : `保留到第 ${step - 1} 步`),
  },

  branch: {
    name: '从此处再试一次',
    kept: (steps) => (steps === 0 ? '不保留任何内容' : `保留：${grouped(steps)} 步`),
    remade: (steps) => `重做：${grouped(steps)} 步`,
    back: '返回',
  },
  time: (seconds) => (seconds === null ? '首次运行时测量时间' : `约 ${duration(seconds)}`),
  planning: '正在计算时间…',

  keep: {
    name: '保留局部',
    button: '保留局部',
    modes: { keep: '保留', 'take-back': '取消保留' },
    modesName: '画笔的作用',
    span: (pixels) => `${pixels} px 的方格`,
    hint: '涂抹满意的部分。它逐像素保持不变，其余部分重做。',
    parts: (squares) => `已保留 ${grouped(squares)} 个方格`,
    of: (turn, squares) => `候选 ${turn}：${grouped(squares)}`,
    mixHint: '显示另一个候选（Alt →）可加入它的局部。',
    clear: '重新开始',
    done: '返回',
    announce: (squares) => `已保留 ${grouped(squares)} 个方格`,
  },

  compare: {
    name: '对比',
    button: '对比',
    modes: { swipe: '滑动', side: '并排' },
    modesName: '对比方式',
    base: '处理前的照片',
    left: '左',
    right: '右',
    divider: '左右分隔线',
    dividerAt: (fraction) => percent(fraction),
    swap: '左右互换',
    done: '返回',
  },

  actions: {
    before: '处理前',
    layout: '不加细节',
    discard: '放弃',
    discardAll: '全部放弃',
    accept: '采用',
    acceptTurn: (number) => `采用候选 ${number}`,
    acceptEnds: '采用此候选；未完成的不再生成',
  },
  layoutShown: '未加细节',

  discardAll: {
    title: '放弃所有候选？',
    line: (count) => `${grouped(count)} 个候选等待决定。图片保持原样。`,
    lineInterrupted: (count, fraction) =>
      `已进行到 ${percent(fraction)} 的运行${count > 0 ? `和 ${grouped(count)} 个候选` : ''}将会丢失。图片保持原样。`,
    yes: '全部放弃',
    no: '保留',
  },

  interrupted: {
    name: '中断的运行',
    title: { paused: '已暂停', crashed: '已中断' },
    line: (fraction, variant, variants, step) =>
      [`已完成 ${percent(fraction)}`, variants > 1 ? `第 ${variant}/${variants} 个变体` : '', `第 ${step} 步`]
        .filter(Boolean)
        .join(' · '),
    saved: (time) => `保存于 ${time}`,
    resume: '继续',
    drop: '放弃',
    dropAsk: '确定要放弃吗？',
    announcePaused: '已暂停并保存。可随时继续，重新启动后也可以。',
    announceResumed: '已从暂停处继续',
    announceDropped: '已放弃。照片保持原样。',
  },
  needDecision: '请先继续或放弃已暂停的运行',

  kept: {
    lostTurns: (lost, left) =>
      `${lost} 个等待的候选无法读取，未能恢复${left > 0 ? `；其余 ${left} 个仍在` : ''}。图像及其历史记录保持原样。`,
    lostRun: '中断的运行无法读取，因此不能继续。图像和已完成的候选保持原样。请重新开始。',
    unread: '此图像中等待的部分内容暂时无法读取。没有删除任何内容。请检查磁盘，然后关闭图像并恢复它以重试。',
    damagedCheckpoint: '中断的运行最后保存的状态已损坏。继续时该变体将从头开始；结果相同。',
    damagedState: '此候选所依据的候选的保存状态已损坏。将重新计算保留的部分：时间更长，但像素相同。',
    notSaved: (reason) => `运行仍在继续，但暂时无法保存，退出应用后会丢失。${reason}`,
    turnNotSaved: (reason) => `候选已生成，但无法保存，退出应用后会丢失。请采用它，或释放一些空间。${reason}`,
  },
};
