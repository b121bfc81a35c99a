import type { Translation } from '../english.ts';
import type { opening as english } from '../opening.ts';
import { clockTime, grouped, percent, pixelSize, signed } from '../formats.ts';

export const opening: Translation<typeof english> = {
  welcome: {
    title: 'Tessera',
    line: '消したいものを塗るだけ。ほかは最後の 1 ピクセルまで変わりません。',
    open: '写真を開く',
    sample: 'サンプル写真を試す',
    generate: 'ラベルから新規作成',
    drop: 'または写真をここにドロップかペースト',
    dropNow: 'ドロップして開く',
    recent: '最近使った写真',
    recentNote: (folder, openedAt) => (openedAt === null ? folder : `${folder} · ${clockTime(openedAt)}`),
    examples: 'できることを見る',
    examplesHint: 'クリックすると写真を開き、このコンピューターで塗りつぶします。',
    exampleNames: {
      tree: '木を消す',
      dandelion: '花を消す',
      wider: '写真を横に広げる',
    },
    exampleHint: '処理前と処理後',

    restore: '未保存の作業',
    restoreButton: '復元',
    restoreAll: (count) => `${grouped(count)}件すべて復元`,
    nothingKept: '未保存の作業はありません。すべて開いているか、ファイルにあります。',
    restoreDiscard: '削除',
    restoreAsk: '本当に削除しますか？',
    restoreNote: (steps, turns, run) =>
      [
        steps > 0 ? `${grouped(steps)} ステップ` : turns === 0 && run === null ? '変更なし' : '',
        turns > 0 ? `決定待ちの候補${grouped(turns)}件` : '',
        run === null ? '' : `${percent(run)} まで進んだ処理`,
      ]
        .filter(Boolean)
        .join(' · '),
    restoreAt: (when) => `最終変更 ${when}`,
    unnamed: '画像',
    problems: {
      unreadable: '今は読み取れません。何も削除されていません。ディスクを確認して、もう一度試してください。',
      damaged:
        'ファイルが破損しています。何も削除されておらず、写真は元のままです。写真をもう一度開き、不要になったらこれを削除してください。',
      newer:
        '新しいバージョンの Tessera で書き込まれました。内容は安全です：そのバージョンで続けてください。',
    },
    tryAgain: 'もう一度試す',
    cutShort:
      'この画像の最後のいくつかのステップは、ディスク上で破損し失われました。それより前はすべてあります。',
    unreadableMention: (count) =>
      `前回の画像${grouped(count)}枚を読み取れず、保管してあります。理由はメニューの「未保存の作業」にあります。`,
    restoreMention: (name, more) =>
      `未保存の作業を保管してあります：${name}${more > 0 ? `、ほか${more}件` : ''}。メニューの「未保存の作業」にあります。`,
    offline: 'データがこのコンピューターの外に出ることはありません。',
    opening: '開いています…',
    openingPhoto: (name) => `${name} を開いています…`,
  },

  files: {
    openPicture: '画像またはプロジェクトを開く',
    openResult: '結果のレシピを再現',
    openPhotos: '写真を選択',
    openMask: '選択範囲を読み込み',
    openPack: 'パックをインストール',
    openTransformer: 'トランスフォーマーのチェックポイントを選択',
    openAutoencoder: '対応するオートエンコーダーのチェックポイントを選択（KL-16）',
    all: 'すべてのファイル',
    pictures: '画像',
    projects: 'Tessera プロジェクト',
    picturesAndProjects: '画像とプロジェクト',
    results: 'Tessera の結果',
    packs: 'Tessera のパック',
  },

  given: {
    title: 'どれを開きますか？',
    ofMany: (count) =>
      `${grouped(count)}枚の画像が渡されました。開く画像を選ぶか、すべてを塗りつぶしてください。`,
    areOpen: (count) => `${grouped(count)}枚の画像を、それぞれのタブで開きました。`,
    fromFolder: (name, count) =>
      `「${name}」は${grouped(count)}枚の画像があるフォルダーです。開く画像を選ぶか、すべてを塗りつぶしてください。`,
    more: (count) => `ほかに${grouped(count)}枚が一覧にありません：ファイルダイアログから開いてください。`,
    emptyFolder: (name) =>
      `「${name}」は画像のないフォルダーです。何も変更されていません。写真か、写真のあるフォルダーを開いてください。`,
    noFileAddress: (address) =>
      `「${address}」はこのコンピューターのファイルではありません。何も変更されていません。先に画像を保存し、そのファイルを開いてください。`,
    offerGone: 'このファイルはもう選べません。ファイルダイアログで開いてください。',
  },

  openAs: {
    title: (name) => `「${name}」を開く`,
    pages: (count) =>
      `ファイルに${grouped(count)}枚の画像があります。開くものを選んでください。ほかの画像は保存されません。`,
    page: (number, width, height) => `画像 ${number}：${pixelSize(width, height)}`,
    raw: 'カメラの RAW ファイルを 16 bit sRGB の画像に現像し、それを編集の出発点にします。RAW ファイル自体は上書きされません。',
    preview: 'カメラが作成したプレビュー',
    whiteBalance: 'ホワイトバランス',
    whiteBalances: { camera: '撮影時の設定', auto: '自動', daylight: '昼光' },
    exposure: '露光量',
    stops: (stops) => `${signed(stops)} EV`,
    develop: '開く',
    damaged:
      'ファイルが破損しているか途中で切れています。完全なファイルがあればそれが最善です。読める所まで開くこともできます：残りは埋められ、名前に「不完全」と付きます。',
    openPartial: '読める所まで開く',
    incomplete: (stem, ending) => `${stem}（不完全）${ending}`,
  },
};
