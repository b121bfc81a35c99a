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
  probe: {
    always: '常に使えます。',
    time: (milliseconds) => `試し計算に ${tenth(milliseconds)} ms`,
    notBuilt: 'このビルドの Tessera には含まれていません。',
    wrongNumbers: (error) => `計算結果が正しくありません（相対誤差 ${error}）。`,
    slower: (time) => `CPU より遅いです（${time}）。おそらくソフトウェアレンダラーです。`,
    noNvidia: 'このコンピューターに NVIDIA の GPU がないか、ドライバーが読み込まれていません。',
    noGpu: 'このコンピューターに GPU がないか、ドライバーが読み込まれていません。',
    noAdapter: '使えるドライバーのある GPU が見つかりません。',
    noLibraries:
      'ライブラリがインストールされていません。TESSERA_CUDA_LIBRARIES でそのフォルダーを指定できます。',
    notStarted: '起動できませんでした。',
    notProbed: '試されていません。',
    instead: (device, note) => `${device} は使えません：${note} 代わりに CPU を使いました。`,
  },
  modelPart: (part, device, reason) =>
    `モデルの部分「${part}」を ${device} で開けませんでした：${reason} 画像は変わっていません。パックを確認するか、別のパックを選んでください。`,
  noResult: {
    constant:
      'モデルの計算結果がどこも同じ数になり、結果がありません。画像は変わっていません。パックを確認するか（tessera pack check）、別のパックかデバイスを選んでください。',
    notFinite:
      'モデルの計算結果に非数または無限大があり、結果がありません。画像は変わっていません。パックを確認するか（tessera pack check）、別のパックかデバイスを選んでください。',
  },
  memory: (device, needed, there, isAssumed) =>
    `CPU で計算します。${device} ではモデルに約 ${byteSize(needed)} が必要ですが、グラフィックカードのメモリは ${byteSize(there)} です${isAssumed ? '（システムから取得できないため仮定）' : ''}。`,
  lost: (device, reason) => `処理中に ${device} で問題が起きたため、CPU が引き継ぎました。${reason}`,
  cuda: {
    noFolder: (folder) => `ライブラリのフォルダー ${folder} がありません。`,
    lacks: (library, version) =>
      `ライブラリのフォルダーに ${library} がありません。ONNX Runtime ${version} の GPU 用パッケージに含まれています。`,
    otherVersion: (version) =>
      `ライブラリのフォルダーにあるのは、ONNX Runtime ${version} とは異なるバージョンのものです。`,
    damaged: (library) =>
      `ライブラリのフォルダーの ${library} は壊れているか、ONNX Runtime のものではありません。`,
    needs: (library) => `${library} を、ライブラリのフォルダーからもシステムからも読み込めません。`,
    driver: (library) => `NVIDIA のドライバーを読み込めません（${library}）。`,
  },
  coreml:
    'CoreML は大きさ 0 の入力を計算できず、どの処理もそれで始まります。同じグラフィックカードを使う WebGPU を選んでください。',
};
