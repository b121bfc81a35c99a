import type { Catalogue } from '../english.ts';

export const packs: Catalogue['packs'] = {
  idTaken: (id) => `已有另一个模型包使用标识“${id}”。`,
  notFound: (id, ids) => `没有模型包“${id}”。现有：${ids || '无'}。`,
  noneUsable: (reason) => `没有找到可用的模型包。${reason}请重新安装 Tessera，或导入模型包。`,
  emptyFolder: '模型文件夹为空。',
  missingFile: (path) => `缺少模型包的文件“${path}”。请重新拷贝或导入模型包。`,
  wrongSize: (path, size, expected) =>
    `模型包的文件“${path}”已损坏：应为 ${expected} 字节，实为 ${size} 字节。不会使用它。请重新拷贝或导入模型包。`,
  wrongHash: (path) => `模型包的文件“${path}”已损坏：哈希值不同。不会使用它。请重新拷贝或导入模型包。`,
  noManifest: (name) => `“${name}”没有 manifest.json：它不是模型包。`,
  longManifest: '模型包的 manifest.json 过大。',
  noPack: (name) => `“${name}”不是模型包。`,
  isBundled: (id) => `“${id}”随 Tessera 附带，不能替换。没有安装任何内容。`,
  isShared: (id) => `模型包“${id}”已为此电脑的所有用户安装。没有安装任何内容。`,
  isInstalled: (id) => `模型包“${id}”已安装。没有安装任何内容。请先删除它。`,
  notOwn: (id) => `只能删除自己导入或安装的模型包，“${id}”不是。没有任何更改。`,
  outside: (path) => `模型包引用了位于其外部的“${path}”。`,
  linkOutside: (path) => `模型包的文件“${path}”是指向外部的链接。`,
  largeGraph: (path) => `模型包的计算图“${path}”过大。`,
  unlistedFile: (path, other) => `模型包的计算图“${path}”引用了“${other}”，它不是模型包的文件。`,
  damagedGraph: '模型包的计算图已损坏：不是有效的 ONNX 文件。',
  noJson: '模型包的 manifest.json 不是有效的 JSON。请重新导入或拷贝模型包。',
  newer: (format, readable) =>
    `模型包的格式为 ${format}；此版本的 Tessera 可读格式 ${readable}.x。请更新 Tessera 以使用它。`,
  wrongField: (field, reason) => `模型包的 manifest.json 有误，位置：${field ?? '结构'}（${reason}）。`,
  notInstalled: (name, reason) =>
    `“${name}”不能作为模型包安装：${reason}。没有安装任何内容。请从来源重新获取该文件。`,
  fileReasons: {
    noPack: '它不是 Tessera 的模型包',
    namedTwice: '其清单两次列出同一文件',
    missing: (path) => `缺少“${path}”`,
    wrongSize: (path) => `“${path}”大小不对`,
    unnamedParts: '含有清单未列出的部分',
  },
  diskShort: (needed, left) =>
    `模型包约需 ${needed}，磁盘剩余 ${left}。没有写入任何内容。请释放一些空间，或选择其他文件夹。`,
  exists: (name) => `“${name}”已存在，保持原样。请选择其他文件夹，或先删除它。`,
};
