import type { Catalogue } from '../english.ts';
import { byteSize, grouped, percent, pixelSize } from '../formats.ts';
import { exportDialog } from './export-dialog.ts';
import { opening } from './opening.ts';
import { systemErrors } from './system-errors.ts';

export const dialogs: Catalogue['dialogs'] = {
  close: '閉じる',
  cancel: 'キャンセル',
  dismiss: '閉じる',

  ...opening,

  start: {
    failed: (folder, code) =>
      `Tessera を起動できません：データフォルダーを使えません（${folder}）。${code === null ? '写真は元のままです。もう一度起動してください。' : systemErrors.refused(null, code)}`,
  },
  copy: {
    copying: 'コピー中…',
    done: (width, height, bits, profile) =>
      `画像全体を PNG としてクリップボードにコピーしました：${pixelSize(width, height)}、${bits} bit、${profile}。`,
  },
  dragOut: {
    title: '画像をウィンドウの外へドラッグ（フォルダーやほかのプログラムへ）',
    making: 'ドラッグするファイルを作成中…',
    ready: (name) => `${name} の準備ができました。もう一度ボタンをドラッグしてください。`,
    how: (copy, exporting) =>
      `このボタンをウィンドウの外へドラッグすると、書き出しと同じ内容の画像ファイルが渡されます。編集していない写真は元のファイルのまま渡されます。キーボードでは ${copy} でコピー、${exporting} で書き出しです。`,
  },
  paste: {
    name: 'ペーストした画像',
    empty:
      'クリップボードに画像がありません。何も変更されていません。画像またはそのファイルをコピーしてから、もう一度ペーストしてください。',
    pixelsOnly:
      '8 bit sRGB のピクセルとしてペーストしました：クリップボードにはこの画像のそれ以上の情報がありません。本来のビット深度と色で使うには、ファイルを開いてください。',
  },

  supervisor: {
    reloaded:
      'ウィンドウが停止したため、読み込み直しました。写真とそのステップは元のままです。描きかけのストロークだけが失われました。',
    hangs: 'Tessera が応答しません。',
    hangsDetail: '作業内容は安全です。待つか、写真はそのままでウィンドウを読み込み直してください。',
    wait: '待つ',
    reload: '読み込み直す',
    keepsStopping: 'ウィンドウが繰り返し停止しています。',
    keepsStoppingDetail:
      '1 分以内に 3 回読み込み直しました。作業内容は安全で、最初の画面に表示されます。写真なしで起動するか、終了してください。',
    withoutDocument: '写真なしで起動',
    quit: '終了',
    graphics:
      'ウィンドウの描画が 1 分以内に 3 回停止したため、グラフィックスカードを使わずに描画します。写真は元のままです。Tessera を起動し直すと、グラフィックスカードをもう一度試します。',
  },
  settingsSetAside: (name) =>
    `設定を読み取れなかったため、Tessera は初期設定で起動します。元のファイルは新しいものと同じ場所に「${name}」として残してあります。写真と未保存の作業は元のままです。`,

  export: exportDialog,

  packs: {
    title: 'モデルパック',
    lead: 'パックは学習済みネットワークとそのラベルです。パックはこのコンピューターに残ります。',
    bundled: 'Tessera に付属',
    shared: 'このコンピューターの全ユーザー用',
    inUse: '使用中',
    use: '使う',
    remove: '削除',
    removeAsk: '本当に削除しますか？',
    removeYes: '削除する',
    removeNo: '残す',
    problem: '使用できません',
    labels: (count) => `${grouped(count)} ラベル`,
    import: 'チェックポイントを読み込み…',
    importHint: 'ダウンロードした .pt または .safetensors のチェックポイント、続いてそのオートエンコーダー。',
    choosing: '選択中…',
    choiceName: '読み込み',
    precision: '重みの保存方法',
    precisions: { fp32: '正確（fp32）', fp16: '半精度（fp16）', int8: '小型（int8）' },
    precisionNotes: {
      fp32: '公開された数値そのままです。',
      fp16: '結果の差は約 0.1 %。ディスク容量は半分、CPU でのメモリーと時間は同じです。',
      int8: '各層の差は約 1 %、予測の差は約 4 %。容量は 3 分の 1 以下、CPU で 2～3 倍速くなります。',
    },
    packSizes: (pack, memory) => `ディスク ${byteSize(pack)}\nメモリー ${byteSize(memory)}`,
    diskFree: (bytes) => `ディスクの空きは ${byteSize(bytes)} です。`,
    diskShort: (bytes) => `ディスクの空きが ${byteSize(bytes)} しかありません。`,
    unknownTensors: (count) => `不要なテンソル ${grouped(count)} 個`,
    importNow: '読み込む',
    openFile: 'パックファイルを開く…',
    offerTitle: 'このパックをインストールしますか？',
    licence: 'ライセンス',
    size: 'サイズ',
    card: 'モデルカード',
    hashes: (files) => `${grouped(files)} ファイルのハッシュ（SHA-256）`,
    install: 'インストール',
    offerGone:
      'このパックはもう選べません。何もインストールされていません。ファイルをもう一度開いてください。',
    importing: '読み込み中',
    importProgress: (fraction) => percent(fraction),
    importDone: (name) => `${name} を読み込みました`,
    empty: 'パックがインストールされていません。チェックポイントを読み込むと使えるようになります。',
  },

  project: {
    saved: (name) => `${name} を保存しました`,
  },

  replay: {
    title: '再現',
    running: '再現中',
    identical: 'すべてのピクセルが一致しました。',
    identicalHint: 'ファイルのレシピは、この写真からまったく同じ結果を作ります。',
    different: '結果は同じではありません。',
    unknown: 'レシピは実行されましたが、ピクセルを比較できませんでした。',
    undoHint: '塗りつぶしは写真に加わりました。取り消しで 1 つずつ戻せます。',
    ok: 'OK',
  },

  shortcuts: {
    title: 'キーボードショートカット',
    gestures: '画像の上で',
    search: 'ショートカットを検索',
    none: '一致するショートカットがありません',
  },

  about: {
    title: 'Tessera について',
    line: 'オフラインの写真エディター：塗った部分を因果的拡散トランスフォーマーが埋めます。',
    version: (version, electron) => `バージョン ${version} · Electron ${electron}`,
    unofficial: 'この Electron は公式のビルドではありません。',
    method: '手法：causal diffusion transformers（arXiv 2412.12095）',
    licences: '含まれるすべてのもののライセンス',
    help: 'ヘルプ',
    photos: 'サンプル写真：Aitzol Berasategi (CC BY 4.0), Clemens Engelhardt (CC0 1.0)。',
    licence: 'Tessera は MIT ライセンスのフリーソフトウェアです。',
  },

  messages: {
    name: 'メッセージ',
    closedKept: (name) => `${name} を閉じました。作業内容は最初の画面の「未保存の作業」に保管してあります。`,
    maskSaved: (name) => `選択範囲を ${name} として保存しました`,
    engineRestarted: 'エンジンを再起動しました。写真は元のままで、もう一度実行できます。',
    unexpected: '問題が起きました。写真は元のままです。もう一度試してください。',
  },
};
