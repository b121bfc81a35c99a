import type { Catalogue } from '../english.ts';
import { byteSize, tenth } from '../formats.ts';

export const devices: Catalogue['devices'] = {
  step: (device, seconds) => `${device}：1 ステップ ${tenth(1000 * seconds)} ms`,
  graphics: (name, bytes, isAssumed) =>
    isAssumed
      ? `${name ?? 'グラフィックカード'}：メモリ ${byteSize(bytes)} と仮定（システムから取得できないため）`
      : `${name ?? 'グラフィックカード'}：メモリ ${byteSize(bytes)}`,
  none: '使えるグラフィックカードが見つかりません。CPU で計算します。',
  notMeasured: 'CPU で計算します。このモデルではグラフィックカードがまだ計測されていません。',
  dropped: {
    slower: (device) => `このモデルでは ${device} は CPU より明らかに速くはありません。`,
    wrong: (device) => `${device} は使いません。このモデルで誤った数値を出します。`,
    failed: (device, detail) => `${device} は使いません。このモデルで失敗しました。${detail}`.trim(),
    unfinished: (device) =>
      `${device} は使いません。計測が途中で終わりました。もう一度計測するには、環境設定でキャッシュを消去します。`,
  },
  memory: (device, needed, there, isAssumed) =>
    `CPU で計算します。${device} ではモデルに約 ${byteSize(needed)} が必要ですが、グラフィックカードのメモリは ${byteSize(there)} です${isAssumed ? '（システムから取得できないため仮定）' : ''}。`,
  coreml:
    'CoreML は大きさ 0 の入力を計算できず、どの処理もそれで始まります。同じグラフィックカードを使う WebGPU を選んでください。',
};
