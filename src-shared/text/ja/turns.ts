import type { Catalogue } from '../english.ts';
import { detailPixels, duration, grouped, percent } from '../formats.ts';

export const turns: Catalogue['turns'] = {
  name: '候補',
  turn: (number) => `候補 ${number}`,
  short: (number) => String(number),
  seed: (seed) => `シード ${grouped(seed)}`,
  fromStart: '最初から',
  fromStep: (turn, step) => `候補 ${turn} のステップ ${step} から`,
  fromKept: (list) => `候補 ${list.join('、')} の一部を保持`,
  fromGone: '削除された候補から',
  tileName: (number, origin, side) => `候補 ${number}、${origin}${side === null ? '' : `、${side} 側`}`,
  running: '作成中',
  runningName: (variant, variants) => `作成中：${variant} / ${variants}`,
  waitingName: '未作成',
  left: 'A',
  right: 'B',
  deleteTurn: (number) => `候補 ${number} を削除`,
  announceShown: (number, count, origin) => `候補 ${number}、${origin}。全${grouped(count)}件。`,
  announceDeleted: (number) => `候補 ${number} を削除しました`,

  films: { show: '候補とステップを表示', hide: '候補とステップを隠す' },

  steps: {
    name: (turn) => `候補 ${turn} のステップ`,
    live: 'これまでのステップ',
    title: 'ステップ',
    none: 'ステップはありません：細い線や小さな点は、周囲から一度につなげます。',
    group: (scale, part, parts) =>
      `ディテールは ${detailPixels(scale)} から${parts > 1 ? ` · 部分 ${part} / ${parts}` : ''}`,
    shortGroup: detailPixels,
    step: (step, steps, squares, group) => `ステップ ${step} / ${steps}：${grouped(squares)}マス、${group}`,
    noPicture: 'このステップの画像はありません：直前のものを表示しています。',
    moment: (step, steps) => `ステップ ${step} / ${steps} の後`,
    before: (step) => (step === 1 ? '最初のステップの前' : `ステップ ${step - 1} まで保持`),
  },

  branch: {
    name: 'ここからもう一度',
    kept: (steps) => (steps === 0 ? '何も保持しません' : `保持：${grouped(steps)} ステップ`),
    remade: (steps) => `作り直し：${grouped(steps)} ステップ`,
    back: '戻る',
  },
  time: (seconds) => (seconds === null ? '時間は初回の実行で計測' : `約 ${duration(seconds)}`),
  planning: '時間を計算中…',

  keep: {
    name: '一部を保持',
    button: '一部を保持',
    modes: { keep: '保持', 'take-back': '取り消す' },
    modesName: 'ブラシの働き',
    span: (pixels) => `${pixels} px のマス`,
    hint: '気に入った部分を塗ります。そこは 1 ピクセルも変わらず、残りが作り直されます。',
    parts: (squares) => `${grouped(squares)}マスを保持`,
    of: (turn, squares) => `候補 ${turn}：${grouped(squares)}`,
    mixHint: '別の候補を表示すると（Alt →）、その一部も加えられます。',
    clear: '最初からやり直す',
    done: '戻る',
    announce: (squares) => `${grouped(squares)}マスを保持`,
  },

  compare: {
    name: '比較',
    button: '比較',
    modes: { swipe: 'スワイプ', side: '左右に並べる' },
    modesName: '比較の方法',
    base: '処理前の写真',
    left: '左',
    right: '右',
    divider: '左右の境界線',
    dividerAt: (fraction) => percent(fraction),
    swap: '左右を入れ替え',
    done: '戻る',
  },

  actions: {
    before: '処理前',
    layout: 'ディテールなし',
    discard: '破棄',
    discardAll: 'すべて破棄',
    accept: '採用',
    acceptTurn: (number) => `候補 ${number} を採用`,
    acceptEnds: 'この候補を採用します。未完成のものは作りません',
  },
  layoutShown: 'ディテール処理なし',

  discardAll: {
    title: 'すべての候補を破棄しますか？',
    line: (count) => `${grouped(count)}件の候補が決定を待っています。画像は元のままです。`,
    lineInterrupted: (count, fraction) =>
      `${percent(fraction)} まで進んだ処理${count > 0 ? `と${grouped(count)}件の候補` : ''}が失われます。画像は元のままです。`,
    yes: 'すべて破棄',
    no: '残す',
  },

  interrupted: {
    name: '中断された処理',
    title: { paused: '一時停止中', crashed: '中断' },
    line: (fraction, variant, variants, step) =>
      [
        `${percent(fraction)} 完了`,
        variants > 1 ? `バリエーション ${variant} / ${variants}` : '',
        `ステップ ${step}`,
      ]
        .filter(Boolean)
        .join(' · '),
    saved: (time) => `${time} に保存`,
    resume: '再開',
    drop: '破棄',
    dropAsk: '本当に破棄しますか？',
    announcePaused: '一時停止して保存しました。再起動した後も、いつでも再開できます。',
    announceResumed: '一時停止した所から再開しました',
    announceDropped: '破棄しました。写真は元のままです。',
  },
  needDecision: '先に、一時停止した処理を再開または破棄してください',

  kept: {
    lostTurns: (lost, left) =>
      `保留中の候補${lost}件を読み取れず、元に戻せませんでした${
        left > 0 ? `（ほかの${left}件はあります）` : ''
      }。画像とヒストリーは元のままです。`,
    lostRun:
      '中断された処理を読み取れないため、再開できません。画像と完成した候補は元のままです。もう一度開始してください。',
    unread:
      'この画像で保留中のものの一部を今は読み取れません。何も削除されていません。ディスクを確認し、画像を閉じてから復元してもう一度試してください。',
    damagedCheckpoint:
      '中断された処理の最後の保存内容が破損しています。再開するとそのバリエーションを最初から作り直しますが、結果は同じです。',
    damagedState:
      'この候補の開始元の保存状態が破損しています。保持する部分を計算し直すため時間はかかりますが、ピクセルは同じになります。',
    notSaved: (reason) =>
      `処理は続いていますが、いま保存できなかったため、アプリを終了すると失われます。${reason}`,
    turnNotSaved: (reason) =>
      `候補はありますが、保存できなかったため、アプリを終了すると失われます。採用するか、空き容量を増やしてください。${reason}`,
  },
};
