import type { Catalogue } from '../english.ts';
import { duration, grouped, percent } from '../formats.ts';

export const run: Catalogue['run'] = {
  name: '処理',
  phases: {
    load: 'モデルを読み込み中',
    encode: '周囲を読み取り中',
    sample: '塗りつぶし中',
    decode: 'ピクセルに変換中',
    detail: 'ディテールを追加中',
    blend: '境目をなじませ中',
  },
  retouching: {
    heal: (strokes) => (strokes === 1 ? '修復中…' : `修復中、${strokes} ストローク…`),
    restore: (strokes) => (strokes === 1 ? '復元中…' : `復元中、${strokes} ストローク…`),
  },
  doubts: {
    repeats:
      '写真の同じ部分が何度も現れています。バリエーション、小さめの拡張、「コピー元から除外」（N）で改善することがあります。',
    breaks:
      '写真の断片がうまくつながっていません。バリエーション、ラベル、小さめの範囲で改善することがあります。',
  },
  retouched: { heal: '修復しました', restore: '復元しました' },
  nothingToRestore: '写真を開いてからここは変わっていないため、復元するものがありません。',
  strokesResumed: (strokes) => `前回中断された修復 ${grouped(strokes)} ストロークを、いま完了しています。`,
  strokesWaitAgain: (strokes) =>
    `前回の修復 ${grouped(strokes)} ストロークは、保留中のものを決めた後に行います。`,
  retouchLater: (strokes) => `決定後に修復 ${grouped(strokes)} ストロークを行います`,
  waits: {
    running: '現在の画像を使う処理が終わるまで待ちます。その間も選択、修復、ズーム、書き出しはできます。',
    closing:
      '処理が終わるまで閉じるのを待ちます。先に一時停止すると処理は保管されます。キャンセルもできます。',
    interrupted: '一時停止中の処理は現在の画像を使うため、再開または破棄するまで待ちます。',
    turns: '結果は現在の画像から作られているため、採用または破棄するまで待ちます。',
    replay: 'レシピの再現が終わるか、キャンセルされるまで待ちます。',
    nextSelection:
      '別の選択範囲が塗られています。この結果を採用または破棄してから塗りつぶしてください。取り消すと前の選択範囲に戻ります。',
  },
  waitsForOther: '別の写真の処理が終わるのを待っています…',
  elsewhere: {
    finished: (name) => `${name} の処理が終わりました。`,
    failed: (name, message) => `${name} の処理に失敗しました。${message}`,
    show: '表示',
  },
  starting: '開始中…',
  cancelling: 'キャンセル中…',
  pausing: '一時停止中…',
  accepting: '採用中…',
  pause: '一時停止',
  step: (step, steps) => `ステップ ${step} / ${steps}`,
  pass: (pass, passes) => `部分 ${pass} / ${passes}`,
  variant: (variant, variants) => `バリエーション ${variant} / ${variants}`,
  remaining: (seconds) => `残り ${duration(seconds)}`,
  remainingUnknown: '残り時間を計測中',
  cancel: 'キャンセル',
  progressName: '処理の進行状況',
  announceProgress: (fraction) => `${percent(fraction)} 完了`,
  announceStarted: '処理を開始しました',
  announceFinished: (variants) =>
    `完了しました。候補は${grouped(variants)}件です。Enter で採用、Backspace で破棄します。`,
  cancelled: 'キャンセルしました。写真は元のままです。',
  cancelledNew: 'キャンセルしました。画像は作られていません。',
  cancelledSome: (turns) =>
    `キャンセルしました。完成した候補${grouped(turns)}件は、まだ採用または破棄できます。`,

  announceAccepted: '結果を採用しました',
  announceDiscarded: '結果を破棄しました。写真は元のままです。',
  announceDiscardedNew: '破棄しました。ほかに変わったものはありません。',
  took: (seconds, device) => `${duration(seconds)}（${device}）`,
  before: '処理前',
};
