import type { Catalogue } from '../english.ts';

export const projects: Catalogue['projects'] = {
  invalid: (name, reason) =>
    `「${name}」をプロジェクトとして開けません：${reason}。ファイルもその他のものも元のままです。その写しを試すか、元の写真をもう一度開いてください。`,
  newer: (name, format, readable) =>
    `「${name}」は新しいバージョンの Tessera で保存されました（形式 ${format}、このバージョンが読めるのは ${readable}.x まで）。ファイルは変更されていません。開くには Tessera を更新してください。`,
  partTooLarge: (entry) =>
    `プロジェクトは保存されませんでした：部分「${entry}」がプロジェクトに入る大きさを超えています。以前の内容はそのままです。画像を残すには書き出してください。`,
  unreadablePart:
    'この画像の作業用コピーの一部を読み取れないため、プロジェクトは保存されませんでした。以前の内容はそのままです。画像を残すには書き出してください。',
  reasons: {
    noProject: 'Tessera のプロジェクトではありません',
    damagedManifest: 'マニフェストが破損しています',
    wrongManifest: (what) => `マニフェストに誤りがあります（${what}）`,
    unknownFormat: (format) => `形式 ${format} は未知のものです`,
    damagedHistory: 'ヒストリーが破損しています',
    wrongHistory: (what) => `ヒストリーに誤りがあります（${what}）`,
    noPresent: 'ヒストリーに現在の状態がありません',
    missing: (path) => `「${path}」がありません`,
    wrongSize: (path) => `「${path}」の大きさが違います`,
    unnamedParts: 'マニフェストにない部分があります',
    noOriginal: '写真自体のファイルがありません',
    otherOriginal: '写真自体のファイルが、プロジェクトの元になったものと違います',
    damagedPart: (file) => `画像の一部が破損しています（「${file}」）`,
    size: (width, height) => `画像が ${width} x ${height} ピクセルです`,
    selectionSize: '選択範囲の大きさが画像と違います',
    longHistory: 'ヒストリーが異常に大きくなっています',
    partOutside: '画像の一部が画像の外にあります',
    missingPart: (file) => `画像の一部がありません（「${file}」）`,
    wrongPartSize: (file) => `画像の一部の大きさが違います（「${file}」）`,
    twoFormats: (file) => `画像の一部に 2 つの形式があります（「${file}」）`,
    damagedRecipe: (step) => `ステップ ${step} のレシピが破損しています`,
    unreadableHistory: 'ヒストリーを読み取れません',
  },
};
