import { grouped } from '../formats.ts';
import type { Catalogue } from '../english.ts';

export const preferences: Catalogue['preferences'] = {
  title: '環境設定',
  look: '外観',
  language: '言語',
  languageOfSystem: 'システム',
  byMachine: '機械翻訳です。修正にご協力ください',
  theme: 'テーマ',
  themes: { system: 'システム', light: 'ライト', dark: 'ダーク' },
  motion: 'アニメーション',
  motions: { system: 'システムに合わせる', none: 'なし' },
  shortcuts: {
    title: 'キーボードショートカット',
    open: '変更…',
    changed: (count) => (count === 0 ? 'すべて標準のまま' : `${grouped(count)} 個のキーを変更済み`),
    how: 'キーをクリックしてから、別のキーを押します。キーのない操作もすべて並んでいます。',
    press: 'キーを押してください…',
    none: 'キーなし',
    remove: 'キーを割り当てない',
    taken: (keys, others) => `${keys} は次の操作のキーです：${others.join('、')}。`,
    fixed: (keys) => `${keys} は移動、押す、抜けるための共通のキーなので選べません。`,
    takeOver: 'ここで使う',
    leave: 'そのままにする',
    reset: (action) => `標準のキーに戻す：${action}`,
    change: (action, keys) => `キーを変更：${action}${keys === '' ? '' : `（現在 ${keys}）`}`,
    resetAll: 'すべてのキーを標準に戻す',
    allReset: 'すべてのキーが標準に戻りました',
    back: '戻る',
    announce: (action, keys) => `${action}：${keys}`,
  },
  fills: '塗りつぶし',
  fillsWait: '作成中または待機中の結果を採用または破棄すると変更できます。',
  exports: '書き出し',
  commandLine: {
    title: 'コマンドライン',
    states: {
      absent: 'ターミナルやスクリプトからウィンドウなしで Tessera を使えます。まだ置かれていません。',
      here: 'ターミナルではこの名前で、ウィンドウなしの Tessera が起動します。',
      stale: '別の場所の Tessera を起動するか、以前の方法で起動します。',
      foreign: '他のプログラムのファイルです。そのまま残ります。',
      packaged:
        'ターミナルではこの名前で、ウィンドウなしの Tessera が起動します。パッケージに含まれていたものです。',
    },
    changes: { absent: 'ここに置く', stale: '更新する', here: '取り除く' },
    notSearched:
      'ターミナルがまだこのフォルダーを探さないことがあります。ログインし直すか、シェルの設定で PATH に追加してください。',
    gone: (program) =>
      `Tessera は ${program} にもうありません。何も行われていません。今ある場所から Tessera を起動して「環境設定」の「コマンドライン」を選ぶか、このファイルを削除してください。`,
    notOurs: (path) =>
      `${path} は他のプログラムのファイルで、そのまま残っています。名前を変えるか移動してから、もう一度試してください。`,
  },
  data: 'データ',
  measuring: '計測中…',
  use: (size) => `合計 ${size}`,
  dataParts: {
    settings: '設定',
    documents: '未保存の作業',
    models: 'インストール済みのパック',
    logs: 'ログ',
    caches: 'キャッシュ',
  },
  clearCaches: 'キャッシュを消去',
  report: 'バグ報告を保存…',
  reportHint:
    'バージョン、デバイス、ログの末尾、開いている写真のレシピを収めた ZIP です。ピクセルやファイル名、フォルダー名は含みません。',
  reportSaved: (name) => `${name} を保存しました。報告に添付してください。何も送信されていません。`,
  showFolder: 'フォルダーを表示',
  dataHint: 'データがこのコンピューターの外に出ることはありません。写真は元の場所に残り、上書きされません。',
  reset: '環境設定をすべてリセット',
  resetAsk: '本当にリセットしますか？',
};
