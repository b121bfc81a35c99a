import type { Catalogue } from '../english.ts';
import { duration, grouped, percent } from '../formats.ts';

export const queue: Catalogue['queue'] = {
  title: 'ほかの写真にも適用',
  edits: (count) =>
    count === 1
      ? 'この写真の最後の編集を、同じ設定と同じシードでそれぞれの写真に行います。'
      : `この写真の ${count} 件の編集を、同じ設定とシードでそれぞれの写真に行います。`,
  settings: 'それぞれの写真を、パネルの設定で塗りつぶします。',
  photos: '写真',
  noPhotos: '未選択',
  chosen: (count, folder, names) =>
    `写真${grouped(count)}枚${folder === null ? '' : `（「${folder}」）`}：${names.join('、')}${count > names.length ? '、…' : ''}`,
  chooseFiles: '写真を選択…',
  chooseFolder: 'フォルダーを選択…',
  rule: '塗りつぶす場所',
  rules: {
    place: '同じ場所',
    file: '写真ごとのマスク',
    rectangle: '長方形',
    colour: '色',
  },
  ruleHints: {
    place: 'この写真で塗りつぶした場所：同じ大きさの写真に向いています。',
    file: '写真の名前を含み、写真と同じ大きさのファイル：白い部分を塗りつぶします。',
    rectangle: 'ピクセル、または 5% のような割合。左や上が負の値なら、右や下から数えます。',
    colour: 'この色の部分すべて。許容値（最大 255）を上げると近い色も含みます。',
  },
  otherSizes: (count) =>
    `${count} 枚の写真はこの写真と大きさが異なり、塗りつぶされません。これらには別の方法を選んでください。`,
  maskName: 'マスクの名前',
  sides: { left: '左', top: '上', width: '幅', height: '高さ' },
  colour: '色',
  tolerance: '許容値',
  results: '結果',
  template: '名前',
  templateHint: '{name} は写真の名前、{ext} は拡張子です。上書きされることはありません。',
  target: 'フォルダー',
  targetBeside: '写真と同じ場所の新しいフォルダー「filled」',
  chooseTarget: '選択…',
  add: (count) => (count === 0 ? '追加' : `写真${grouped(count)}枚を追加`),
  fillAll: 'すべて塗りつぶす…',

  name: '写真のキュー',
  panelTitle: 'キュー',
  states: {
    waiting: '待機中',
    working: '処理中',
    done: '完了',
    failed: '失敗',
  },
  took: (seconds) => `${duration(seconds)} で完了`,
  working: (fraction) => (fraction === 0 ? '処理中' : `処理中、${percent(fraction)}`),
  progress: (ended, all, left) =>
    `写真 ${ended} / ${grouped(all)} 枚${left === null || ended === all ? '' : `、残り約 ${duration(left)}`}`,
  failures: (count) => `${count}件失敗`,
  paused: '一時停止中',
  waits: '実行中の処理が終わると続けます',
  pause: '一時停止',
  resume: '続ける',
  retry: '再試行',
  retryAll: '失敗した写真を再試行',
  open: '開く',
  openName: (name) => `${name} を開く`,
  show: (name) => `${name} をフォルダーに表示`,
  remove: (name) => `${name} を一覧から外す`,
  clear: '完了したものを消去',
  hide: 'キューを隠す',
  status: (done, failed, all, isPaused) =>
    [
      done + failed === all ? `キュー：${done}件完了` : `キュー：${done + failed} / ${all}`,
      isPaused && done + failed < all ? '一時停止中' : '',
      failed > 0 ? `${failed}件失敗` : '',
    ]
      .filter(Boolean)
      .join(' · '),
  announceEnded: (done, failed) => `キューが終わりました：写真${grouped(done)}枚完了、${failed}枚失敗。`,

  nothingToRepeat:
    'この写真ではまだ何も塗りつぶしていないため、繰り返すものがありません。先に塗りつぶし、拡張、修復のいずれかを行い、採用してください。',
  noneChosen: '写真が選択されていません。先に写真またはフォルダーを選択してください。',
  placeUnknown: 'この写真の編集には、ほかの写真と共通の場所がありません。別の方法を選んでください。',
  draftGone: '選択した内容が失われました。何も追加されていません。写真を選択し直してください。',
  photoGone: 'この写真はもうキューにありません。',
  outputExists: (name) =>
    `「${name}」は既にあり、上書きはされません。別の場所へ移してから再試行してください。`,
  outputUnwritable: (name, formats) =>
    `「${name}」の拡張子は書き込めない形式のものです（${formats} に書き込めます）。何も書き込まれていません。結果の名前の拡張子を変えて、写真を追加し直してください。`,
  otherSize: (width, height, wantedWidth, wantedHeight) =>
    `この写真は ${width} × ${height} ピクセル、編集した写真は ${wantedWidth} × ${wantedHeight} ピクセルで、同じ場所が決まりません。何も書き込まれていません。別の方法で追加し直してください。`,
  maskOfOtherSize: (mask) =>
    `「${mask}」の大きさが写真と違います。何も書き込まれていません。写真と同じ大きさにして再試行してください。`,
  unread: (count) =>
    `キューの写真の一覧${grouped(count)}件を読み取れませんでした。そのまま残してあり、写真と結果も元のままです。`,
  diskFull:
    'ディスクがいっぱいのため、キューを一時停止しました。書き込まれたものは完全です。空き容量を増やしてから続けてください。',
};
