import type { Catalogue } from '../english.ts';

export const commandHelp: Catalogue['commandHelp'] = {
  words: {
    usage: '使い方：',
    arguments: '引数：',
    options: 'オプション：',
    commands: 'コマンド：',
    help: 'コマンドのヘルプを表示',
    version: 'バージョンを表示',
    choices: (list) => `選択肢：${list}`,
    default: (value) => `既定：${value}`,
    environment: (variable) => `環境変数：${variable}`,
    hint: '（--help で使い方を表示）',
  },
  wrong: {
    error: (sentence) => `エラー：${sentence}`,
    missingArgument: (name) => `引数 '${name}' がありません`,
    missingValue: (option) => `オプション '${option}' の値がありません`,
    missingOption: (option) => `オプション '${option}' が必要です`,
    unknownOption: (option) => `オプション '${option}' はありません`,
    unknownCommand: (command) => `コマンド '${command}' はありません`,
    tooMany: (command, expected, given) =>
      `'${command}' の引数が多すぎます：${expected} 個のところ ${given} 個あります。`,
    value: (option, value) => `オプション '${option}' に '${value}' は使えません。`,
    environment: (option, value, variable) =>
      `オプション '${option}' に '${value}' は使えません（環境変数 '${variable}'）。`,
    choices: (list) => `使えるもの：${list}。`,
    didYouMean: (name) => `（${name} のことですか？）`,
  },

  program: '因果拡散トランスフォーマーで画像を塗りつぶし、拡張し、生成します。オフラインで動きます。',
  shared: {
    json: 'stdout に 1 行ごとに JSON オブジェクトを出力（英語）',
    output: '結果の保存先',
    quality: 'JPEG、WebP、AVIF の画質、1 から 100',
    softwareDevice: 'ソフトウェア描画も GPU とみなす（テスト用、低速）',
    device: '計算に使うもの',
    none: 'なし',
  },

  fill: {
    description: '写真のマスクした部分を塗りつぶす。マスクの外はすべての値がそのまま残る',
    mask: '塗りつぶす部分：アルファがすべて不透明でなければアルファ、そうでなければ明るさ。0 = 変更なし',
    rectangle: 'マスクの代わりに：ピクセルか割合（5%）の長方形。左や上が負なら右や下から数える',
    colour: 'マスクの代わりに：ある色の部分すべて',
    tolerance: '各チャンネルが --colour から離れてよい幅、255 のうち',
    source: '写真と同じ大きさの画像：白い部分から質感をコピーし、黒い部分からはコピーしない',
  },
  extend: {
    description: '写真の辺を広げ、広げた部分を塗りつぶす',
    sides: {
      left: '左に加える量：ピクセル、または写真の幅に対する割合',
      right: '右に加える量：ピクセル、または写真の幅に対する割合',
      top: '上に加える量：ピクセル、または写真の高さに対する割合',
      bottom: '下に加える量：ピクセル、または写真の高さに対する割合',
    },
  },
  generate: {
    description: 'ラベルだけから画像を作る',
    width: '幅（既定：パックのウィンドウ）',
    height: '高さ（既定：パックのウィンドウ）',
  },
  crop: {
    description: '写真の一部を残し、傾きを補正し、90 度単位で回転する。値が変わるのは傾き補正だけ',
    left: '残す部分の始まり、左から：ピクセル、または写真の幅に対する割合',
    top: '残す部分の始まり、上から：ピクセル、または写真の高さに対する割合',
    width: '残す部分の幅（既定：右端まで）',
    height: '残す部分の高さ（既定：下端まで）',
    rotate: '時計回り、切り抜いた後に行う',
    straighten: (most) =>
      `時計回りに ${-most} から ${most} まで 0.1 きざみ、切り抜いた後、--rotate の前に行う：すべてのピクセルを再計算し、空いた角を切り落とす`,
  },
  replay: {
    description: '結果に含まれるレシピを、元の写真から再現する',
    result: 'Tessera で作った画像またはプロジェクト',
    photo: '元になった写真（生成した画像では不要）',
    output: '再現した結果の保存先',
    pack: '作成に使ったモデルパック（インストールされていない場合）。複数回指定できる',
  },

  run: {
    output: (endings) => `結果の保存先（${endings}）`,
    pack: 'モデルパック（既定：付属のもの）',
    label: 'パックのラベルの一つ（既定：指定なし）',
    order: (names) => `${names}、またはできあがる画像と同じ大きさの灰色の画像：暗いほど先`,
    from: 'from-subject：始点、ピクセル',
    schedule: 'トークンを AR ステップに配分する方法',
    arSteps: 'ウィンドウごとの AR ステップ（トークンが足りる場合）',
    diffusionSteps: 'AR ステップごとの拡散ステップ',
    effort: '上の二つと最も細かいディテールを決める',
    paintedEffort:
      'できあがる画像と同じ大きさの灰色の画像：128 = 上の設定、明るいほど多く（4 倍まで）、暗いほど少ない',
    guidance: 'ラベルに従う強さ、1 = 従わない',
    contextGuidance:
      '周囲の写真に従う強さ、1 = モデルのまま（既定：パックの値。generate では従うものがない）',
    seed: '同じシードなら同じ結果',
    variants: 'OUT-1 から OUT-N を書き込む',
    detail: '細かいディテールをもたらすもの',
    threads: 'CPU スレッド、0 = すべてのコア',
    quality: 'JPEG、WebP、AVIF の画質、1 から 100（既定：形式ができれば可逆）',
  },
  read: {
    page: '複数の画像を含むファイルのどれを使うか、1 から',
    partial: '壊れた写真を読める所まで開く',
    whiteBalance: 'カメラの RAW ファイルの場合',
    exposure: (most) => `カメラの RAW ファイルの場合：-${most} から ${most}`,
  },
  write: {
    jpeg: 'JPEG を JPEG として保存するとき：編集が触れないブロックをすべて残す（keep）か、画像全体をエンコードし直す（encode）（既定：--quality がなければ、できる限り keep）',
    strip: 'メタデータから省くもの：place（場所）、serial（シリアル番号）、all（すべて）。コンマで複数指定',
    recipe: 'メタデータをすべて省く場合もレシピを書き込む',
    noRecipe: '結果を再現するための情報を省く',
    noDisclosure: '画像の成り立ち（IPTC Digital Source Type）を省く',
    c2pa: 'このコンピューターの鍵で、コンテンツクレデンシャル（C2PA）をファイルに署名する',
    resize: '結果の大きさを変える：長辺のピクセル数、または大きさの割合（既定：どの値も再計算しない）',
    srgb: '色を sRGB に変換する（既定：写真のプロファイルのまま）',
  },

  batch: {
    description:
      '多くの写真を塗りつぶすか拡張する。済んだものは状態ファイルに残り、同じコマンドで残りを続けられる',
    jobs: 'ジョブ一覧（.jsonl、.csv）、フォルダー、またはパターン',
    options: '-- の後：フォルダーの各写真に使う fill または extend のオプション',
    state: '済んだものの記録（既定：ジョブ一覧の隣、または結果の保存先）',
    output: 'フォルダーの場合：結果の保存先、例："out/{name}-filled.{ext}"',
    mask: 'フォルダーの場合：全部に同じマスク、または例："{name}-mask.png"',
    seeFill: 'フォルダーの場合：fill --help を参照',
    operation: 'フォルダーの場合',
    report: 'すべての結果の前と後を載せたページを書き込む（.html）',
    queue: 'ワーカーにジョブを任せる：redis://host:6379（worker --help を参照）',
    priority: 'キューの場合：1（最初）から 1000。指定のないジョブは、指定のあるどのジョブよりも先',
    dryRun: '何が行われ、どれだけかかるかを表示する',
    s3Endpoint:
      's3://bucket/name のストア：http(s)://host[:port]（既定：AWS_ENDPOINT_URL、なければ Amazon）。認証情報は AWS_ACCESS_KEY_ID など',
  },
  worker: {
    description:
      '「tessera batch --queue」が入れたキューのジョブを、終了されるまで処理する：SIGTERM または Ctrl+C で、計算中の写真の後に終わる',
    queue: 'redis://[user:password@]host[:port][/database]。rediss:// は TLS',
    root: 'フォルダー、または s3://bucket/folder：その外は読み書きしない',
    concurrency: '同時に行うジョブの数',
    rate: '1 分間に始めるジョブの上限',
    lostAfter: 'この時間応答のないワーカーのジョブを別のワーカーに渡す',
  },
  failed: {
    description:
      'キューの中で完全に失敗したジョブとその理由を表示する。その一覧で「tessera batch --queue」を使うともう一度試せる',
    queue: 'worker と同じ',
  },

  pack: {
    description: 'モデルパックの一覧、検査、インポート、エクスポート、インストール、削除、比較',
    list: 'パックを一覧表示',
    info: 'パックの内容を表示',
    check: 'パックの全ファイルのハッシュを確認',
    import: '公開されている重みからパックを作る',
    export: 'パックを一つのファイルに書き込む。アプリと「tessera pack install」で使える',
    install: 'パックのファイルをアプリのパックとしてインストール',
    remove: 'インポートまたはインストールしたパックを削除',
    compare: '参照の結果をパックで計算して比較',
    idOrFolder: 'ID またはフォルダー',
    id: 'パックの ID',
    checkpoint: '.pt または .safetensors',
    folder: '新しいパックのフォルダー',
    precision: '重みの保存形式',
    file: 'NAME.tessera-pack',
    reference: 'reference.safetensors のあるフォルダー',
    write: '計算結果を保存（safetensors）',
    tolerance: '許容する相対誤差の上限',
    from: '学習のエクスポート：config.json と weights.safetensors',
  },
  bench: {
    description: 'このコンピューターでのパックの速さを測る。先にほかのプログラムを閉じること。',
    pack: '測定するパック（既定：付属のもの）',
    threads: 'CPU スレッド、0 = すべて',
    rounds: '測定の回数。最も良い値を使う',
  },
};
