import type { Catalogue } from '../english.ts';
import { byteSize, percent } from '../formats.ts';

export const updates: Catalogue['updates'] = {
  title: 'アップデート',
  asking: '新しいバージョンを探しています…',
  isNewest: (version) => `Tessera ${version} は最新のバージョンです。`,
  isNewer: (version, present) => `Tessera ${version} があります。現在のバージョンは ${present} です。`,
  changes: '変更点',
  download: (bytes) =>
    `${byteSize(bytes)} をダウンロードし、使う前に確認します。Tessera の開発者が署名したものです。`,
  restarts: 'そのあと Tessera を再起動します。写真と未保存の作業はそのまま残ります。',
  isShown:
    'そのあと確認済みのファイルを表示します。ほかのプログラムと同じように、開くとインストールできます。',
  install: 'ダウンロードして再起動',
  fetch: 'ダウンロードして表示',
  later: '今はしない',
  downloading: 'ダウンロード中',
  progress: (fraction) => percent(fraction),
  shown: (name) => `「${name}」を確認し、フォルダーに表示しました。開くとインストールできます。`,
  unreachable:
    'アップデートのサーバーに接続できません。何も変更されていません。接続を確認して、もう一度お試しください。',
  notSigned:
    'アップデートのサーバーの応答に Tessera の開発者の署名がないため、使用しません。何も変更されていません。後でもう一度試し、再び起きた場合は報告してください。',
  unreadable:
    'このバージョンではアップデートの一覧を読み取れません。何も変更されていません。このバージョンの入手元から新しいバージョンを入手してください。',
  wrongFile:
    'ダウンロードしたファイルは Tessera の開発者が署名したものではないため、削除しました。何もインストールされていません。後でもう一度試し、再び起きた場合は報告してください。',
  notHere:
    'この Tessera は自分では更新されません。アーカイブから展開されたか、ほかのプログラムが管理しています。何も変更されていません。入手元から新しいバージョンを入手してください。',
  noFile: (version) =>
    `Tessera ${version} がありますが、この種類のコンピューターまたはインストール用のものはありません。何も変更されていません。`,
  waits:
    '塗りつぶしの計算中か、キューで写真が待っているため、更新しません。作業はそのままです。終わってからもう一度お試しください。',
};
