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
  fills: '塗りつぶし',
  exports: '書き出し',
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
