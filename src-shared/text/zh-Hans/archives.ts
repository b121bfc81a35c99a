import type { Catalogue } from '../english.ts';

export const archives: Catalogue['archives'] = {
  none: { pack: '它不是 Tessera 的模型包，或不完整', project: '它不是 Tessera 的项目，或不完整' },
  tooManyParts: '其部分过多',
  largerThanFile: '其各部分大于文件',
  damagedDirectory: '其目录已损坏',
  missing: (part) => `缺少“${part}”`,
  otherPart: (part) => `它含有不该有的部分“${part}”`,
  twice: (part) => `它含有两个“${part}”`,
  encrypted: (part) => `“${part}”已加密`,
  compressed: (part) => `“${part}”已压缩，而 Tessera 从不压缩`,
  link: (part) => `“${part}”是链接，不是文件`,
  tooLarge: (part) => `“${part}”过大`,
  damaged: (part) => `“${part}”已损坏或不完整`,
  damagedSince: (part) => `“${part}”在保存之后损坏`,
  noFile: (part) => `“${part}”不是文件。没有任何更改。请选择文件。`,
};
