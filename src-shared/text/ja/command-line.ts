import type { Catalogue } from '../english.ts';
import { duration, grouped, percent } from '../formats.ts';

const about = (seconds: number): string => `約 ${duration(Math.max(1, Math.round(seconds)))}`;
const samples = (count: number): string => `選択範囲の外で変わった値は ${count} 個`;

export const commandLine: Catalogue['commandLine'] = {
  note: (message) => `注意：${message}`,
  cancelled: 'キャンセルしました。結果は完全か、まったく無いかのどちらかです。',
  needsNpmPackage: (version) =>
    `接続を開くのは Tessera の npm パッケージだけで、アプリのコマンドラインは接続を開きません。何も行われていません。パッケージをインストールし（「npm install --global tessera-${version}.tgz」、ファイルの入手方法は docs/library.md にあります）、同じコマンドを実行してください。`,
  notPrinted: (reason) => `結果を出力できませんでした（${reason}）。`,
  progressWindow: (window, windows) => `ウィンドウ ${window} / ${windows}`,
  timeLeft: (seconds) => `残り${about(seconds)}`,

  wanted: {
    wholeNumber: (low, high) => `${low} から ${high} までの整数にしてください。`,
    number: (low, high) => `${low} から ${high} までの数にしてください。`,
    tolerance: '0 以上の数にしてください。',
    length: (pixels, share) => `${pixels} までの整数（ピクセル）か、${share}% までの割合にしてください。`,
    point: 'X,Y をピクセルで指定してください。',
    rectangle: '左,上,幅,高さ を、それぞれピクセルか 5% のように指定してください。',
    colour: '#rrggbb の形で指定してください。',
    parts: (names) => `${names} のうち一つ以上を、コンマで区切って指定してください。`,
  },

  plan: {
    sentence: (beginning, parts) => `${beginning}：${parts.join('、')}。`,
    detail: (detail, stage, seconds) =>
      `ディテール ${detail}（元の細かさ：${stage}）${seconds === null ? '' : `、${about(seconds)}`}`,
    work: (tokens, windows) => `${grouped(windows)} ウィンドウに ${grouped(tokens)} トークン`,
    steps: (arSteps, least, most) =>
      `${grouped(arSteps)} AR ステップ、各 ${least < most ? `${least}～` : ''}${grouped(most)} 拡散ステップ`,
    thin: (pixels) => `細い線と小さな点の ${grouped(pixels)} ピクセルはネットワークを使わず周囲からつなげる`,
    copied: 'ネットワークを使わず周囲の写真の質感をコピー',
  },
  done: {
    run: (path, seconds, device, detail, changed) =>
      `${path}：${device} で${about(seconds)}、ディテール ${detail}、${changed}。`,
    detail: (detail, stage) => `${detail}（${stage}）`,
    samples,
    samplesBeforeConversion: (count) => `${samples(count)}（結果の変換前）`,
    samplesBeforeEncoding: (count) => `${samples(count)}（非可逆エンコード前）`,
    cropped: (path, width, height) => `${path}：${width} x ${height} ピクセル、すべての値は写真のまま。`,
    croppedBeforeEncoding: (path, width, height) =>
      `${path}：${width} x ${height} ピクセル、すべての値は写真のまま（非可逆エンコード前）。`,
    straightened: (path, width, height) =>
      `${path}：${width} x ${height} ピクセル、傾き補正のためすべてのピクセルを再計算。`,
    repeated: (path, turns) => `${path}：${grouped(turns)} ステップを再現しました。`,
    notPromised: (doubt) => `同じピクセルになるとは限りません：${doubt}。`,
    sameJpeg: (blocks) => `同じ JPEG です：${grouped(blocks)} ブロック（MCU）のどれも作り直していません。`,
    keptJpeg: (touched, blocks, changed, largest) =>
      `${grouped(blocks)} ブロック（MCU）のうち、選択範囲に触れる ${touched} 個を除いて同じ JPEG です。選択範囲の外で変わったピクセルは ${grouped(changed)} 個${changed > 0 ? `（最大で 255 のうち ${largest}）` : ''}。`,
    alsoInFile: (changes) => `ファイルのその他の変更：${changes.join('、')}。`,
    disclosed: (sentence, term) => `${sentence} IPTC: ${term}。--no-disclosure で省けます。`,
    recipeBeside: 'レシピはファイルに収まらず、同じ場所にあります（.tessera.json）。',
    othersWritten: (failure, names) => `${failure} 書き込み済み：${names}。`,
    jpegEncoded: (reason) => `JPEG 全体をエンコードし直します：${reason}。`,
  },

  usage: {
    isInput: (name) => `「${name}」は入力でもあり、入力は上書きされません。-o に別の名前を選んでください。`,
    liesInInput: (name, folder) =>
      `「${name}」は読み込み元の「${folder}」の中にあり、入力は上書きされません。別の場所を選んでください。`,
    isFolder: (name) =>
      `「${name}」はフォルダーです：その場所にファイルを書き込めません。何も変更されていません。別の名前を選んでください。`,
    oneMask: '塗りつぶす部分を --mask、--rectangle、--colour のどれか一つで指定してください。',
    nothingToExtend:
      '拡張する部分がありません：--left、--right、--top、--bottom をピクセルか割合で指定してください。',
    nothingToCrop:
      'することがありません：--left、--top、--width、--height で部分を、または --straighten か --rotate を指定してください。',
    partOutside: (width, height) =>
      `その部分は写真（${width} x ${height} ピクセル）の中にありません。結果は完全か、まったく無いかのどちらかです。--left、--top、--width、--height を写真の中で指定してください。`,
    noAngle: (given, most) =>
      `「${given}」は傾き補正の角度ではありません。${-most} から ${most} までの度を、1.5 や -0.3 のように 0.1 きざみで指定してください。`,
    noOrder: (given, orders) =>
      `「${given}」という順序はありません。${orders}、または画像ファイルを使えます。`,
    fromWithoutSubject: (order) =>
      `--from は順序「from-subject」の始点ですが、--order は「${order}」です。どちらかを外してください。`,
    keepAndResize:
      '--jpeg keep はブロックをそのまま残し、--resize はすべて作り直します。どちらかを外してください。',
    keepAndQuality:
      '--jpeg keep は写真の画質をそのまま残し、--quality は別の画質を求めます。どちらかを外してください。',
    keepAndSrgb: (name) =>
      `--jpeg keep はブロックをそのまま残し、--srgb は「${name}」の色を変換します。どちらかを外してください。`,
    keepWithoutJpeg: (name) =>
      `--jpeg keep には写真と結果がどちらも JPEG である必要がありますが、「${name}」は違います。外してください。`,
    keepWithoutPhoto: '--jpeg keep には、ファイルを残す元の写真が必要です：結果の後に指定してください。',
    needsPhoto: (result) =>
      `「${result}」は写真から作られました：写真も指定してください。「tessera replay ${result} PHOTO -o OUT」`,
    packUnused: (given, made) =>
      `再現するステップに、パック「${given}」で作られたものはありません。使われたパック：${made}。`,
    packFileName: (extension) =>
      `パックのファイル名は NAME.${extension} です。結果は完全か、まったく無いかのどちらかです。-o にそのような名前を選んでください。`,
    engineClosed: 'エンジンは閉じられています。新しく開いてください。',
  },
  cannotStayJpeg: (name, reason) =>
    `「${name}」は元の JPEG のままにできません：${reason}。結果は完全か、まったく無いかのどちらかです。--jpeg keep を外すとエンコードし直します。`,
  otherSize: {
    drawn: (option, own, wanted) =>
      `${option} の画像は ${own} ピクセル、できあがる画像は（正しい向きで）${wanted} ピクセルです。結果は完全か、まったく無いかのどちらかです。同じ大きさにしてください：塗りつぶす部分の上だけが使われます。`,
    source: (own, photo) =>
      `--source の画像は ${own} ピクセル、写真は（正しい向きで）${photo} ピクセルです。結果は完全か、まったく無いかのどちらかです。写真と同じ大きさにしてください。`,
  },
  packNotInstalled: (id) =>
    `モデルパック「${id}」で作られましたが、ここにはインストールされていません。結果は完全か、まったく無いかのどちらかです。--pack FOLDER で指定してください。`,

  packs: {
    none: 'パックはありません。',
    deleted: (id) => `パック「${id}」を削除しました。`,
    checked: (id, files) => `${id}：${files} 個のファイルはすべて正常です。`,
    copying: 'パックをコピー中',
    offered: (name, size, licence) => `${name}：${size}、ライセンス：${licence}`,
    installed: (name) => `${name} をインストールしました。`,
    planned: (name, size, precision, memory) =>
      `${name}：${precision} でディスクに約 ${size}。ガイド付きの実行にはメモリーが約 ${memory} 必要です。`,
    leftOut: (tensors) => `不要なため除外：${tensors}`,
    nothingToCompare: '比べるものがありません',
    aboveTolerance: '許容差を超えています',
    differs: (tolerance, parts) =>
      `パックは参照結果と ${tolerance} を超えて異なります：${parts}。結果は完全か、まったく無いかのどちらかです。`,
    differsWritten: (tolerance, parts, file) =>
      `パックは参照結果と ${tolerance} を超えて異なります：${parts}。計算結果は「${file}」に書き込みました。`,
  },

  bench: {
    measuring: '測定中',
    rows: {
      pack: 'パック',
      matrix: '行列の積',
      sampler: 'サンプラー',
      windowPass: '1 ウィンドウ',
      firstTokens: '最初のトークン',
      masks: 'マスク',
      quarter: '全体に対する四分の一',
      outside: 'ネットワーク以外',
      traffic: '主記憶の転送',
      opening: '読み込み',
      memory: '最大メモリー',
    },
    threads: (count) => `${grouped(count)} スレッド`,
    ofMatrix: (share) => `その ${share}`,
    quarterMask: '四分の一のマスク',
    all: '全体',
    tokensPerStep: (tokens, steps) => `AR ステップあたり ${tokens} トークン x ${steps}`,
    traffic: (bytes, cache) => `拡散ステップあたり ${bytes} バイト、うちキャッシュ ${cache}`,
  },

  batch: {
    progress: (ended, jobs, photo, fraction, left) =>
      `${ended} / ${jobs}${photo === null ? '' : `、「${photo}」${percent(fraction)}`}${left === null ? '' : `、残り${about(left)}`}`,
    planned: (line, operation, photo, output, seconds) =>
      `${line} 行目：${operation}${photo === null ? '' : `「${photo}」`} →「${output}」、${about(seconds)}。`,
    plannedAll: (jobs, seconds) =>
      `ジョブ ${grouped(jobs)} 件、計算時間は${about(seconds)}。結果は完全か、まったく無いかのどちらかです。`,
    ended: (done, failed, left) =>
      `ジョブ ${grouped(done)} 件完了、${failed} 件失敗${left > 0 ? `、${left} 件は未着手：同じコマンドで続きから行えます` : ''}。`,
    failed: (line, name, message) => `${line} 行目「${name}」：${message}`,
    again: (line, name, message) => `${line} 行目「${name}」：${message} ほかの後でもう一度試します。`,
    stopping:
      '計算中の写真が終わったら停止します。もう一度中断するとすぐに止まり、その写真は次回最初から行われます。',
    leaving: '終了しました。ジョブはキューに残り、ワーカーが処理します：同じコマンドで再び待てます。',
    engineDied:
      'この写真を計算していたプロセスが終了しました。結果は完全か、まったく無いかのどちらかです。もう一度試します。それも失敗する場合は --engines を減らしてください。',
    priorityWithoutQueue:
      '--priority はキューのジョブのためのものです：--queue でアドレスを指定してください。',
    stateInStore: '結果はストアに入ります：状態ファイルの場所を --state で指定してください。',
    noLongOption: (given) => `「${given}」は長い形のオプション（--name value）ではありません。`,
    list: {
      saysItself: (name) =>
        `「${name}」のジョブは内容をそれぞれ自分で示します：--output、--mask、--rectangle、--colour、--operation を外してください。`,
      csvReasons: {
        columns: (line, columns) => `${line} 行目のセルの数が名前の数（${columns}）と違います`,
        quotes: (line) => `${line} 行目の引用符が対応していません`,
        line: (line) => `${line} 行目を読み取れません`,
      },
      noCsv: (reason) =>
        `ジョブ一覧が、1 行目に名前のある CSV ファイルではありません：${reason}。何も行われていません。`,
      noList: (name) =>
        `「${name}」はジョブ一覧（.jsonl、.csv）ではありません：写真の結果の行き先を --output で指定してください。例：--output "out/{name}-filled.{ext}"`,
      noPhoto: (place) => `「${place}」に写真が見つかりません。何も行われていません。`,
      leftOut: (line, reason) => `${line} 行目：${reason}。この行は除外し、ほかのジョブを行います。`,
      noJson: (reason) => `JSON オブジェクトではありません（${reason}）`,
      collides: (line, reason) =>
        `${line} 行目：${reason}。何も上書きされていません。別の出力を指定してください。`,
      isRead: (name) => `「${name}」はこの一覧のジョブが読み込みます`,
      isWritten: (name, line) => `「${name}」はすでに ${line} 行目が書き込みます`,
    },
    job: {
      optionName: 'オプションは「paintedEffort」のような camelCase です',
      takesNoPhoto: (operation) => `「${operation}」に写真は指定できません`,
      takesNoMask: (operation) => `「${operation}」にマスクは指定できません`,
      isMissing: (field) => `「${field}」がありません`,
      besideOptions: (name) => `「${name}」は「options」の中ではなく、並べて書きます`,
      inMask: (name) => `「${name}」は「options」ではなく「mask」の中に書きます`,
      ofBatch: (name) => `「${name}」は「options」ではなくバッチのオプションです`,
    },
    noStateFile: (name) =>
      `「${name}」はこのバージョンのバッチの状態ファイルではありません。何も行われず、変更もされていません。--state で別のものを選んでください。`,
    report: {
      title: 'Tessera バッチ',
      heading: (done, jobs) => `ジョブ ${done} / ${jobs} 件完了`,
      columns: { line: '行', photo: '写真', before: '前', after: '後', result: '結果' },
      done: (seconds, changed) => `${duration(seconds)}、外側で変わった値 ${changed} 個`,
      notDone: '未実行',
      notShown: '表示できません',
    },
  },

  store: {
    noAddress: (given) =>
      `「${given}」はオブジェクトのアドレスではありません：s3://bucket/folder/name の形で、「.」「..」や空の部分は使えません。`,
    noCredentials:
      'S3 のアドレスには環境変数 AWS_ACCESS_KEY_ID と AWS_SECRET_ACCESS_KEY が必要です。何も読み書きされていません。',
    noEndpoint:
      'S3 ストアのアドレスは http(s)://host[:port] です。ユーザー名とパスワードはアドレスではなく環境変数で指定します。',
    notRead: (name, reason) =>
      `「${name}」を S3 ストアから読み込めませんでした（${reason}）。写真は変更されていません。アドレス、認証情報、ストアを確認して、もう一度試してください。`,
    notWritten: (name, reason) =>
      `「${name}」は S3 ストアに書き込まれませんでした（${reason}）。写真は変更されていません。アドレス、認証情報、ストアを確認して、もう一度試してください。`,
    connectionFailed: '接続に失敗しました',
  },

  queue: {
    noAddress: 'キューは redis://host:6379 のようなアドレスで指定します（TLS なら rediss://）。',
    noDatabase: 'キューのホストの後に来るのはデータベースの番号です。',
    unreachable: (address, reason) =>
      `${address} のキューを使えません（${reason}）。何も変更されていません。Redis が動いていて接続できるか確認してください。`,
    trouble: (address, reason) => `${address} のキュー：${reason}`,
    waiting: (address) => `${address} でジョブを待っています。`,
    jobDone: (name) => `「${name}」：完了。`,
    ending: '計算中の写真が終わったら終了します。',
    ownPack: 'ワーカーは自分のパックを使います：ジョブから「pack」を外してください。',
    namesPack: 'ジョブがパックを指定していますが、ワーカーは自分のパックだけを使います。',
    otherPack: (queued, own) =>
      `ジョブはパック「${queued}」用で、このワーカーの「${own}」とはバージョンが違います。両方に同じバージョンの Tessera をインストールしてください。`,
    otherFile: (name) =>
      `「${name}」はキューに入れたファイルと違います：その後変更されたか、ワーカーのフォルダーが別のものです。ジョブを入れ直してください。`,
    outsideRoots: (name) => `「${name}」はこのワーカーの --root の外にあり、そこからは出ません。`,
    noRoot: (folder) => `--root のフォルダー「${folder}」がありません。`,
    failedJob: (time, name, reason) => `${time}  「${name}」：${reason}`,
    noneFailed: '失敗したジョブはありません。',
    failed: (count) => `${count} 件失敗。`,
  },
};
