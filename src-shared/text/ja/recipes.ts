import type { Catalogue } from '../english.ts';

export const recipes: Catalogue['recipes'] = {
  none: (name) => `「${name}」にレシピはありません。`,
  size: (width, height, channels) => `${width} x ${height} ピクセル、${channels} チャンネル`,
  otherPicture: (name, wanted, own) =>
    `「${name}」の元の画像は ${wanted} です${own === null ? '' : `が、この画像は ${own} です`}。元になった写真を指定してください。`,
  resizedBetween: (wanted, own) =>
    `途中で別のプログラムが画像を切り抜いたかサイズを変更しました：次の処理は ${wanted} ピクセルから始まりましたが、この画像は ${own} です。ここから先は再現できません。`,
  cropOutside: 'レシピの切り抜きの範囲が画像の外にあります。',
  damaged: 'この画像のレシピは破損しているか、新しいバージョンの Tessera のものです。',
  damagedPart: { mask: 'レシピのマスクが破損しています。', kept: 'レシピの保持する部分が破損しています。' },
  wrongSize: { mask: 'レシピのマスクの大きさが違います。', kept: 'レシピの保持する部分の大きさが違います。' },
  noMask: 'レシピに、必要なマスクがありません。',
  olderPhoto:
    'このレシピのストロークは、手元のものより前の写真を復元しています。最初の処理の元になった写真を指定してください。',
  doubts: {
    otherInput: '写真が、元になったものと完全には一致しません',
    otherPack: (id) => `パック「${id}」が、作成に使われたものと違います`,
    otherRevision: (made, now, madeRevision, nowRevision) =>
      `バージョン ${made} で作られ、バージョン ${now} ではピクセルの計算が異なります（リビジョン ${madeRevision}、現在 ${nowRevision}）`,
    otherDevice: (made, now) => `${made} で作られ、今回は ${now} で実行しました`,
    effortOnly: (effort) =>
      `レシピには品質の名前（「${effort}」）しかなく、その内容が変わった可能性があります`,
  },
};
