import type { Catalogue } from '../english.ts';
import { duration, grouped, percent } from '../formats.ts';

export const queue: Catalogue['queue'] = {
  title: '应用到更多照片',
  edits: (count) =>
    count === 1
      ? '将以相同的设置和种子，对每张照片进行此照片的最后一次编辑。'
      : `将以相同的设置和种子，对每张照片进行此照片的 ${count} 次编辑。`,
  settings: '每张照片都按面板的设置填充。',
  photos: '照片',
  noPhotos: '尚未选择',
  chosen: (count, folder, names) =>
    `${grouped(count)} 张照片${folder === null ? '' : `（“${folder}”）`}：${names.join('、')}${count > names.length ? '、…' : ''}`,
  chooseFiles: '选择照片…',
  chooseFolder: '选择文件夹…',
  rule: '每张照片填充什么',
  rules: {
    place: '相同位置',
    file: '照片旁的蒙版',
    rectangle: '矩形',
    colour: '颜色',
  },
  ruleHints: {
    place: '此照片中的位置：适合大小相同的照片。',
    file: '名称包含照片名、与照片一样大的文件：白色部分被填充。',
    rectangle: '以像素为单位，或如 5% 的百分比。左或上为负数时从右或下算起。',
    colour: '所有该颜色的部分；设置容差（最大 255）时还包括相近的颜色。',
  },
  otherSizes: (count) => `${count} 张照片与此照片大小不同，不会被填充。请为它们选择其他方式。`,
  maskName: '蒙版名称',
  sides: { left: '左', top: '上', width: '宽度', height: '高度' },
  colour: '颜色',
  tolerance: '容差',
  results: '结果',
  template: '名称',
  templateHint: '{name} 是照片名，{ext} 是扩展名。绝不覆盖任何文件。',
  target: '文件夹',
  targetBeside: '照片旁的新文件夹“filled”',
  chooseTarget: '选择…',
  add: (count) => (count === 0 ? '添加' : `添加 ${grouped(count)} 张照片`),
  fillAll: '全部填充…',

  name: '照片队列',
  panelTitle: '队列',
  states: {
    waiting: '等待中',
    working: '处理中',
    done: '已完成',
    failed: '失败',
  },
  took: (seconds) => `${duration(seconds)}完成`,
  working: (fraction) => (fraction === 0 ? '处理中' : `处理中，${percent(fraction)}`),
  progress: (ended, all, left) =>
    `${ended}/${grouped(all)} 张照片${left === null || ended === all ? '' : `，剩余约 ${duration(left)}`}`,
  failures: (count) => `${count} 张失败`,
  paused: '已暂停',
  waits: '自己的运行结束后继续',
  pause: '暂停',
  resume: '继续',
  retry: '重试',
  retryAll: '重试失败的照片',
  open: '打开',
  openName: (name) => `打开 ${name}`,
  show: (name) => `在文件夹中显示 ${name}`,
  remove: (name) => `从列表中移除 ${name}`,
  clear: '清除已完成的',
  hide: '隐藏队列',
  status: (done, failed, all, isPaused) =>
    [
      done + failed === all ? `队列：完成 ${done} 张` : `队列：${done + failed}/${all}`,
      isPaused && done + failed < all ? '已暂停' : '',
      failed > 0 ? `${failed} 张失败` : '',
    ]
      .filter(Boolean)
      .join(' · '),
  announceEnded: (done, failed) => `队列已处理完：${grouped(done)} 张照片完成，${failed} 张失败。`,

  nothingToRepeat: '此照片尚未填充任何内容，因此没有可重复的操作。请先填充、扩展或修复一处，并采用结果。',
  noneChosen: '没有选择照片。请先选择照片或文件夹。',
  placeUnknown: '此照片的编辑没有其他照片也有的位置。请选择其他方式。',
  draftGone: '先前的选择已不存在。没有添加任何内容。请重新选择照片。',
  photoGone: '此照片已不在队列中。',
  outputExists: (name) => `“${name}”已存在，而任何文件都不会被覆盖。请将它移走后重试。`,
  outputUnwritable: (name, formats) =>
    `“${name}”的扩展名属于不能写入的格式（可写入：${formats}）。没有写入任何内容。请更改结果名称的扩展名后重新添加照片。`,
  otherSize: (width, height, wantedWidth, wantedHeight) =>
    `此照片为 ${width} × ${height} 像素，编辑过的照片为 ${wantedWidth} × ${wantedHeight} 像素：无法确定相同位置。没有写入任何内容。请用其他方式重新添加。`,
  maskOfOtherSize: (mask) => `“${mask}”与照片大小不同。没有写入任何内容。请将它改为与照片一样大后重试。`,
  unread: (count) => `${grouped(count)} 个照片队列列表无法读取，已按原样保留。照片和结果保持原样。`,
  diskFull: '磁盘已满，队列已暂停。已写入的内容是完整的。请腾出空间后继续。',
};
