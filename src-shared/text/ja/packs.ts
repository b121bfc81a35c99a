import type { Catalogue } from '../english.ts';

export const packs: Catalogue['packs'] = {
  idTaken: (id) => `ID「${id}」のパックは既に別にあります。`,
  notFound: (id, ids) => `モデルパック「${id}」はありません。使えるパック：${ids || 'なし'}。`,
  noneUsable: (reason) =>
    `使えるモデルパックが見つかりませんでした。${reason}Tessera をインストールし直すか、パックを読み込んでください。`,
  emptyFolder: 'モデルのフォルダーが空です。',
  missingFile: (path) =>
    `パックのファイル「${path}」がありません。パックをもう一度コピーするか読み込んでください。`,
  wrongSize: (path, size, expected) =>
    `パックのファイル「${path}」が破損しています：${expected} バイトのはずが ${size} バイトです。使用されません。パックをもう一度コピーするか読み込んでください。`,
  wrongHash: (path) =>
    `パックのファイル「${path}」が破損しています：ハッシュが異なります。使用されません。パックをもう一度コピーするか読み込んでください。`,
  noManifest: (name) => `「${name}」に manifest.json がありません：モデルパックではありません。`,
  longManifest: 'パックの manifest.json が大きすぎます。',
  noPack: (name) => `「${name}」はモデルパックではありません。`,
  isBundled: (id) => `「${id}」は Tessera に付属し、置き換えられません。何もインストールされていません。`,
  isShared: (id) =>
    `パック「${id}」はこのコンピューターの全ユーザー用にインストール済みです。何もインストールされていません。`,
  isInstalled: (id) =>
    `パック「${id}」は既にインストール済みです。何もインストールされていません。先にそれを削除してください。`,
  notOwn: (id) =>
    `削除できるのは自分で読み込んだかインストールしたパックだけで、「${id}」は違います。何も変更されていません。`,
  outside: (path) => `パックが、その外にある「${path}」を参照しています。`,
  linkOutside: (path) => `パックのファイル「${path}」は外へ出るリンクです。`,
  largeGraph: (path) => `パックのグラフ「${path}」が大きすぎます。`,
  unlistedFile: (path, other) =>
    `パックのグラフ「${path}」が、パックのファイルではない「${other}」を参照しています。`,
  damagedGraph: 'パックのグラフが破損しています：有効な ONNX ファイルではありません。',
  noJson:
    'パックの manifest.json が有効な JSON ではありません。パックをもう一度読み込むかコピーしてください。',
  newer: (format, readable) =>
    `パックの形式は ${format} で、このバージョンの Tessera が読めるのは ${readable}.x です。使うには Tessera を更新してください。`,
  wrongField: (field, reason) => `パックの manifest.json に誤りがあります：${field ?? '構造'}（${reason}）。`,
  notInstalled: (name, reason) =>
    `「${name}」はパックとしてインストールできません：${reason}。何もインストールされていません。入手元からファイルを取得し直してください。`,
  fileReasons: {
    noPack: 'Tessera のパックではありません',
    namedTwice: 'マニフェストに同じファイルが 2 度あります',
    missing: (path) => `「${path}」がありません`,
    wrongSize: (path) => `「${path}」の大きさが違います`,
    unnamedParts: 'マニフェストにない部分があります',
  },
  diskShort: (needed, left) =>
    `パックには約 ${needed} が必要ですが、ディスクの空きは ${left} です。何も書き込まれていません。空き容量を増やすか、別のフォルダーを選んでください。`,
  exists: (name) =>
    `「${name}」は既にあり、元のまま残してあります。別のフォルダーを選ぶか、先に削除してください。`,
};
