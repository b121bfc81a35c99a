import type { Catalogue } from '../english.ts';

export const projects: Catalogue['projects'] = {
  invalid: (name, reason) =>
    `“${name}”不能作为项目打开：${reason}。文件和其他内容保持原样。请尝试它的副本，或重新打开原始照片。`,
  newer: (name, format, readable) =>
    `“${name}”由较新版本的 Tessera 保存（格式 ${format}；此版本最高可读 ${readable}.x）。文件没有改变。请更新 Tessera 以打开它。`,
  partTooLarge: (entry) =>
    `项目未能保存：其部分“${entry}”超出了项目所能容纳的大小。原有内容没有改变。请导出图像以保留它。`,
  unreadablePart: '此图像工作副本的一部分无法读取，因此项目未能保存。原有内容没有改变。请导出图像以保留它。',
  reasons: {
    noProject: '它不是 Tessera 的项目',
    damagedManifest: '其清单已损坏',
    wrongManifest: (what) => `其清单有误（${what}）`,
    unknownFormat: (format) => `格式 ${format} 未知`,
    damagedHistory: '其历史记录已损坏',
    wrongHistory: (what) => `其历史记录有误（${what}）`,
    noPresent: '其历史记录没有当前状态',
    missing: (path) => `缺少“${path}”`,
    wrongSize: (path) => `“${path}”大小不对`,
    unnamedParts: '含有清单未列出的部分',
    noOriginal: '缺少照片自身的文件',
    otherOriginal: '照片自身的文件不是项目所依据的那个',
    damagedPart: (file) => `图像的一部分已损坏（“${file}”）`,
    size: (width, height) => `其图像为 ${width} x ${height} 像素`,
    selectionSize: '有选区与图像大小不同',
    longHistory: '其历史记录过大',
    partOutside: '图像的一部分位于图像之外',
    missingPart: (file) => `缺少图像的一部分（“${file}”）`,
    wrongPartSize: (file) => `图像的一部分大小不对（“${file}”）`,
    twoFormats: (file) => `图像的一部分有两种格式（“${file}”）`,
    damagedRecipe: (step) => `第 ${step} 步的配方已损坏`,
    unreadableHistory: '其历史记录无法读取',
  },
};
