import type { Catalogue } from '../english.ts';

export const recipes: Catalogue['recipes'] = {
  none: (name) => `“${name}”不含配方。`,
  size: (width, height, channels) => `${width} x ${height} 像素、${channels} 个通道`,
  otherPicture: (name, wanted, own) =>
    `“${name}”由 ${wanted} 的图像生成${own === null ? '' : `；这张为 ${own}`}。请提供生成它所用的照片。`,
  resizedBetween: (wanted, own) =>
    `在两个步骤之间，图像被其他程序裁剪或调整了大小：下一步从 ${wanted} 像素开始，这张图像为 ${own}。从此处起无法重现。`,
  cropOutside: '配方要将图像裁剪到不在其中的部分。',
  damaged: '此图像中的配方已损坏，或由较新版本的 Tessera 写入。',
  damagedPart: { mask: '配方中的蒙版已损坏。', kept: '配方中的保留部分已损坏。' },
  wrongSize: { mask: '配方中的蒙版大小不对。', kept: '配方中的保留部分大小不对。' },
  noMask: '配方缺少某一步所需的蒙版。',
  olderPhoto: '此配方的一笔还原了比现有照片更早的照片。请提供第一步所用的照片。',
  doubts: {
    otherInput: '照片与生成它所用的照片并非逐值相同',
    otherPack: (id) => `模型包“${id}”不是生成它所用的那个`,
    otherRevision: (made, now, madeRevision, nowRevision) =>
      `它由版本 ${made} 生成，而版本 ${now} 的像素计算方式不同（修订 ${madeRevision}，现为 ${nowRevision}）`,
    otherDevice: (made, now) => `它在 ${made} 上生成，此次在 ${now} 上运行`,
    effortOnly: (effort) => `配方只写明质量（“${effort}”），其含义可能已改变`,
  },
};
