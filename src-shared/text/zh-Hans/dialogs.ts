import type { Catalogue } from '../english.ts';
import { byteSize, grouped, percent, pixelSize } from '../formats.ts';
import { exportDialog } from './export-dialog.ts';
import { opening } from './opening.ts';
import { systemErrors } from './system-errors.ts';

export const dialogs: Catalogue['dialogs'] = {
  close: '关闭',
  cancel: '取消',
  dismiss: '关闭',

  ...opening,

  start: {
    failed: (folder, code) =>
      `Tessera 无法启动：其数据文件夹不可用（${folder}）。${code === null ? '照片保持原样。请重新启动。' : systemErrors.refused(null, code)}`,
  },
  copy: {
    copying: '正在拷贝…',
    done: (width, height, bits, profile) =>
      `整张图像已作为 PNG 拷贝到剪贴板：${pixelSize(width, height)}，${bits} 位，${profile}。`,
  },
  dragOut: {
    title: '将图像拖出窗口，拖到文件夹或其他程序',
    making: '正在生成要拖动的文件…',
    ready: (name) => `${name} 已就绪。请再次拖动此按钮。`,
    how: (copy, exporting) =>
      `将此按钮拖出窗口：会带上图像文件，与导出的文件相同；未编辑的照片则是其原文件。使用键盘：${copy} 拷贝，${exporting} 导出。`,
  },
  paste: {
    name: '粘贴的图像',
    empty: '剪贴板中没有图像。没有任何更改。请拷贝图像或其文件，然后重新粘贴。',
    pixelsOnly:
      '已粘贴为 8 位 sRGB 像素：剪贴板中没有此图像的更多信息。要获得完整的位深度和颜色，请打开其文件。',
  },

  supervisor: {
    reloaded: '窗口停止后已重新载入。照片及其步骤保持原样；只有正在画的一笔丢失了。',
    hangs: 'Tessera 没有响应。',
    hangsDetail: '工作内容是安全的。请等待，或重新载入窗口，照片保持原样。',
    wait: '等待',
    reload: '重新载入',
    keepsStopping: '窗口反复停止。',
    keepsStoppingDetail:
      '一分钟内已重新载入三次。工作内容是安全的，可在起始页找到。请不打开照片启动，或退出。',
    withoutDocument: '不打开照片启动',
    quit: '退出',
    graphics:
      '窗口绘制程序一分钟内停止了三次，因此 Tessera 现在不使用显卡绘制。照片保持原样。重新启动 Tessera 会再次尝试显卡。',
  },
  settingsSetAside: (name) =>
    `设置无法读取，因此 Tessera 以默认设置启动。原文件以“${name}”保留在新文件旁；照片和未保存的工作保持原样。`,

  export: exportDialog,

  packs: {
    title: '模型包',
    lead: '模型包是训练好的网络及其标签。模型包留在此电脑上。',
    bundled: '随 Tessera 附带',
    shared: '供此电脑的所有用户使用',
    inUse: '使用中',
    use: '使用',
    remove: '删除',
    removeAsk: '确定要删除吗？',
    removeYes: '删除',
    removeNo: '保留',
    problem: '不可用',
    labels: (count) => `${grouped(count)} 个标签`,
    import: '导入检查点…',
    importHint: '先选择下载的 .pt 或 .safetensors 检查点，再选择其自编码器。',
    choosing: '正在选择…',
    choiceName: '导入',
    precision: '权重的保存方式',
    precisions: { fp32: '精确（fp32）', fp16: '半精度（fp16）', int8: '小型（int8）' },
    precisionNotes: {
      fp32: '公布的数值，没有改变。',
      fp16: '结果相差约 0.1 %。磁盘空间减半；CPU 所需内存和时间相同。',
      int8: '每层相差约 1 %，预测相差约 4 %。空间为三分之一或更少，CPU 上快两到三倍。',
    },
    packSizes: (pack, memory) => `磁盘 ${byteSize(pack)}\n内存 ${byteSize(memory)}`,
    diskFree: (bytes) => `磁盘有 ${byteSize(bytes)} 可用。`,
    diskShort: (bytes) => `磁盘只有 ${byteSize(bytes)} 可用。`,
    unknownTensors: (count) => `${grouped(count)} 个不需要的张量`,
    importNow: '导入',
    openFile: '打开模型包文件…',
    offerTitle: '安装此模型包？',
    licence: '许可证',
    size: '大小',
    card: '模型卡',
    hashes: (files) => `${grouped(files)} 个文件的哈希值（SHA-256）`,
    install: '安装',
    offerGone: '此模型包已不可选。没有安装任何内容。请重新打开其文件。',
    importing: '正在导入',
    importProgress: (fraction) => percent(fraction),
    importDone: (name) => `已导入 ${name}`,
    empty: '没有安装模型包。导入检查点即可获得。',
  },

  project: {
    saved: (name) => `已保存 ${name}`,
  },

  replay: {
    title: '重现',
    running: '正在重现',
    identical: '每个像素都相同。',
    identicalHint: '文件中的配方可从此照片得到完全相同的结果。',
    different: '结果不同。',
    unknown: '配方已运行，但无法比较像素。',
    undoHint: '其填充已在照片上；可逐个撤销。',
    ok: '确定',
  },

  shortcuts: {
    title: '键盘快捷键',
    gestures: '在图像上',
    search: '搜索快捷键',
    none: '没有匹配的快捷键',
  },

  about: {
    title: '关于 Tessera',
    line: '离线照片编辑器：因果扩散 Transformer 填充涂抹的部分。',
    version: (version, electron) => `版本 ${version} · Electron ${electron}`,
    unofficial: '此 Electron 不是官方版本。',
    method: '方法：causal diffusion transformers（arXiv 2412.12095）',
    licences: '所含全部内容的许可证',
    help: '帮助',
    photos: '示例照片：Aitzol Berasategi (CC BY 4.0)、Clemens Engelhardt (CC0 1.0)。',
    licence: 'Tessera 是采用 MIT 许可证的自由软件。',
  },

  messages: {
    name: '消息',
    closedKept: (name) => `${name} 已关闭。其工作保留在起始页的“未保存的工作”中。`,
    maskSaved: (name) => `选区已存储为 ${name}`,
    engineRestarted: '引擎已重新启动。照片保持原样；可以再次运行。',
    unexpected: '出现问题。照片保持原样；请重试。',
  },
};
