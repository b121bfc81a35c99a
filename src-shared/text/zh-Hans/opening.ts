import type { Translation } from '../english.ts';
import type { opening as english } from '../opening.ts';
import { clockTime, grouped, percent, pixelSize, signed } from '../formats.ts';

export const opening: Translation<typeof english> = {
  welcome: {
    title: 'Tessera',
    line: '涂抹要去除的内容。其余部分保持原样，直到最后一个像素。',
    open: '打开照片',
    sample: '试用示例照片',
    generate: '用标签新建',
    drop: '或将照片拖放到任意位置，或粘贴照片',
    dropNow: '松开以打开',
    recent: '最近打开',
    recentNote: (folder, openedAt) => (openedAt === null ? folder : `${folder} · ${clockTime(openedAt)}`),
    examples: '看看效果',
    examplesHint: '单击即可打开照片并在此电脑上填充。',
    exampleNames: {
      tree: '去除一棵树',
      dandelion: '去除一朵花',
      wider: '加宽照片',
    },
    exampleHint: '处理前后',

    restore: '未保存的工作',
    restoreButton: '恢复',
    restoreAll: (count) => `全部恢复（${grouped(count)} 项）`,
    nothingKept: '没有未保存的工作：所有内容都已打开，或已在文件中。',
    restoreDiscard: '删除',
    restoreAsk: '确定要删除吗？',
    restoreNote: (steps, turns, run) =>
      [
        steps > 0 ? `${grouped(steps)} 步` : turns === 0 && run === null ? '尚未更改' : '',
        turns > 0 ? `${grouped(turns)} 个候选待决定` : '',
        run === null ? '' : `进行到 ${percent(run)} 的运行`,
      ]
        .filter(Boolean)
        .join(' · '),
    restoreAt: (when) => `最后更改 ${when}`,
    unnamed: '图像',
    problems: {
      unreadable: '暂时无法读取。没有删除任何内容。请检查磁盘后重试。',
      damaged: '文件已损坏。没有删除任何内容，照片保持原样。请重新打开照片，不再需要副本时删除此项。',
      newer: '由较新版本的 Tessera 写入。内容是安全的：请启动该版本继续。',
    },
    tryAgain: '重试',
    cutShort: '此图像最后的步骤在磁盘上损坏，已缺失。之前的内容都在。',
    unreadableMention: (count) =>
      `上次的 ${grouped(count)} 张图像无法读取，已保留。原因见菜单中的“未保存的工作”。`,
    restoreMention: (name, more) =>
      `未保存的工作已保留：${name}${more > 0 ? `，另有 ${more} 项` : ''}。见菜单中的“未保存的工作”。`,
    offline: '任何内容都不会离开此电脑。',
    opening: '正在打开…',
    openingPhoto: (name) => `正在打开 ${name}…`,
  },

  files: {
    openPicture: '打开图像或项目',
    openResult: '重现结果的配方',
    openPhotos: '选择照片',
    openMask: '载入选区',
    openPack: '安装模型包',
    openTransformer: '选择 Transformer 检查点',
    openAutoencoder: '选择其自编码器检查点（KL-16）',
    all: '所有文件',
    pictures: '图像',
    projects: 'Tessera 项目',
    picturesAndProjects: '图像和项目',
    results: 'Tessera 的结果',
    packs: 'Tessera 模型包',
  },

  given: {
    title: '打开哪一张？',
    ofMany: (count) => `收到 ${grouped(count)} 张图像。请选择一张打开，或全部填充。`,
    areOpen: (count) => `已打开 ${grouped(count)} 张图像，各在自己的标签页中。`,
    fromFolder: (name, count) =>
      `“${name}”是包含 ${grouped(count)} 张图像的文件夹。请选择一张打开，或全部填充。`,
    more: (count) => `还有 ${grouped(count)} 张未列出：请用文件对话框打开。`,
    emptyFolder: (name) => `“${name}”是没有图像的文件夹。没有任何更改。请打开照片，或包含照片的文件夹。`,
    noFileAddress: (address) =>
      `“${address}”不指向此电脑上的文件。没有任何更改。请先保存图像，再打开该文件。`,
    offerGone: '此文件已不可选。请用文件对话框打开它。',
  },

  openAs: {
    title: (name) => `打开“${name}”`,
    pages: (count) => `文件包含 ${grouped(count)} 张图像。请选择一张打开；其他图像不会保存。`,
    page: (number, width, height) => `图像 ${number}：${pixelSize(width, height)}`,
    raw: '相机 RAW 文件会冲洗为 16 位 sRGB 图像，所有编辑都由此开始。RAW 文件本身绝不会被覆盖。',
    preview: '相机生成的预览图',
    whiteBalance: '白平衡',
    whiteBalances: { camera: '原照设置', auto: '自动', daylight: '日光' },
    exposure: '曝光',
    stops: (stops) => `${signed(stops)} EV`,
    develop: '打开',
    damaged:
      '文件已损坏或不完整。最好使用完整的副本。也可以打开可读的部分：其余为填充内容，名称会注明“不完整”。',
    openPartial: '打开可读的部分',
    incomplete: (stem, ending) => `${stem}（不完整）${ending}`,
  },
};
