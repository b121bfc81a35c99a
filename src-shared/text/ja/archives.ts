import type { Catalogue } from '../english.ts';

export const archives: Catalogue['archives'] = {
  none: {
    pack: 'Tessera のパックではないか、途中で切れています',
    project: 'Tessera のプロジェクトではないか、途中で切れています',
  },
  tooManyParts: '部分が多すぎます',
  largerThanFile: '部分の合計がファイルより大きくなっています',
  damagedDirectory: '目録が壊れています',
  missing: (part) => `「${part}」がありません`,
  otherPart: (part) => `属さない部分「${part}」があります`,
  twice: (part) => `「${part}」が二つあります`,
  encrypted: (part) => `「${part}」が暗号化されています`,
  compressed: (part) => `「${part}」が圧縮されています（Tessera は圧縮しません）`,
  link: (part) => `「${part}」はファイルではなくリンクです`,
  tooLarge: (part) => `「${part}」が大きすぎます`,
  damaged: (part) => `「${part}」が壊れているか途中で切れています`,
  damagedSince: (part) => `「${part}」は保存後に壊れました`,
  noFile: (part) => `「${part}」はファイルではありません。何も変更されていません。ファイルを選んでください。`,
};
